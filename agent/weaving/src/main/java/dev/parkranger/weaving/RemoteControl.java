package dev.parkranger.weaving;

import dev.parkranger.options.Options;
import dev.parkranger.profile.Profiles;
import dev.parkranger.profile.Snapshots;
import dev.parkranger.reaper.Reaper;
import dev.parkranger.report.Control;
import dev.parkranger.report.Report;
import dev.parkranger.report.TextReport;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** What JMX and the command line can ask for. */
final class RemoteControl implements Control, UnaryOperator<String> {

    /** A look takes milliseconds; whoever waits longer should hear of it rather than wait on. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Patrol patrol;
    private final Reaper reaper;

    RemoteControl(Patrol patrol, Reaper reaper) {
        this.patrol = patrol;
        this.reaper = reaper;
    }

    /** Whoever asks in the first moments waits until there is something to ask. */
    private Rounds rounds() {
        if (patrol.rounds() == null) {
            reapNow();
        }
        Rounds rounds = patrol.rounds();
        if (rounds == null) {
            throw new IllegalStateException("the agent could not be put together; its log says why");
        }
        return rounds;
    }

    @Override
    public Report latest() {
        return rounds().latest();
    }

    @Override
    public void reapNow() {
        try {
            if (!reaper.lookNow(PATIENCE_NANOS)) {
                throw new IllegalStateException(
                        "the reaper did not look within " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS) + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Options options() {
        return rounds().options();
    }

    @Override
    public void change(Options options) {
        rounds().change(options);
        reaper.alarm();
    }

    @Override
    public void disarm(String reason) {
        rounds().disarm(reason);
        reaper.alarm();
    }

    @Override
    public Profiles profiles() {
        return rounds().profiles();
    }

    @Override
    public Snapshots snapshots() {
        return rounds().snapshots();
    }

    @Override
    public int httpPort() {
        return patrol.httpPort();
    }

    /** Answers the launcher, which knows no type of ours. */
    @Override
    public String apply(String request) {
        if (request.equals("suspects")) {
            reapNow();
            return new TextReport().text(latest());
        }
        throw new IllegalArgumentException("found the request \"" + request + "\", allowed: suspects");
    }
}
