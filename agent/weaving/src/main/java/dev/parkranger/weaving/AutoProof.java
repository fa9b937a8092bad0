package dev.parkranger.weaving;

import dev.parkranger.hooks.Hooks;
import dev.parkranger.options.Options;
import dev.parkranger.options.Prove;
import dev.parkranger.prover.CannotProve;
import dev.parkranger.prover.Prover;
import dev.parkranger.record.AgentThread;
import dev.parkranger.record.Ticker;
import dev.parkranger.report.LogSink;
import dev.parkranger.verdict.Confidence;
import dev.parkranger.verdict.Suspect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Proves unasked, where that is wished: with suspects that are not proven yet, and not too often, for each proof stops the
 * application. The next look tells what came of it.
 */
final class AutoProof {

    private final Prover prover;
    private final Ticker ticker;
    private final LogSink log;
    private @Nullable Long last;

    AutoProof(Prover prover, Ticker ticker, LogSink log) {
        this.prover = prover;
        this.ticker = ticker;
        this.log = log;
    }

    /** On the reaper's thread; the proof itself is made on another one. */
    void look(List<Suspect> suspects, Options options) {
        if (options.prove() != Prove.AUTO || !isAnyUnproven(suspects)) {
            return;
        }
        long now = ticker.nanos();
        Long before = last;
        if (before != null && now - before < options.proveEvery().toNanos()) {
            return;
        }
        last = now;
        List<Long> threads = RemoteControl.threadsOf(suspects);
        new AgentThread("proof", () -> prove(options, threads)).start();
    }

    private static boolean isAnyUnproven(List<Suspect> suspects) {
        for (Suspect suspect : suspects) {
            if (suspect.confidence().isAbove(Confidence.WATCH) && suspect.confidence() != Confidence.PROVEN) {
                return true;
            }
        }
        return false;
    }

    private void prove(Options options, List<Long> threads) {
        try {
            long pause = prover.prove(options.proveMaxHeap(), threads).pauseMillis();
            log.info("a proof stopped the application for " + pause
                    + " ms (prove=auto); the suspects say what it found");
        } catch (CannotProve e) {
            log.info("no proof was made: " + e.getMessage());
        } catch (Throwable e) {
            Hooks.dropped(e);
        }
    }
}
