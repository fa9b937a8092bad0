package dev.parkranger.weaving;

import dev.parkranger.hooks.Hooks;
import dev.parkranger.http.HttpDoor;
import dev.parkranger.options.LogTarget;
import dev.parkranger.options.Options;
import dev.parkranger.prover.Prover;
import dev.parkranger.reaper.CodeMap;
import dev.parkranger.reaper.CodeSources;
import dev.parkranger.reaper.MainClass;
import dev.parkranger.reaper.Reaper;
import dev.parkranger.record.Registry;
import dev.parkranger.record.StartFailures;
import dev.parkranger.record.Ticker;
import dev.parkranger.report.ApplicationLog;
import dev.parkranger.report.Control;
import dev.parkranger.report.FileLog;
import dev.parkranger.report.JmxDesk;
import dev.parkranger.report.LogSink;
import dev.parkranger.report.StderrLog;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reaper's rounds, put together on its own thread: between the JVM's start and the application's {@code main} there
 * is only what must be there.
 */
final class Patrol implements Reaper.Round {

    /** What is there when the application starts. */
    record Found(
            Registry registry,
            Ticker ticker,
            Clock clock,
            StartFailures startFailures,
            Options options,
            CodeSources sources,
            CodeMap code,
            LoggerLoaders loggers,
            String version,
            File jar,
            ResumeCounting counting,
            Instrumentation instrumentation) {}

    private final Found found;
    private final HookProof proof;
    private final FlightDesk flight;
    private @Nullable Control control;
    private volatile @Nullable ApplicationLog applicationLog;
    private volatile @Nullable Rounds rounds;
    private volatile @Nullable HttpDoor http;

    Patrol(Found found, HookProof proof, FlightDesk flight) {
        this.found = found;
        this.proof = proof;
        this.flight = flight;
    }

    /** Before the reaper starts. */
    void serves(Control itsControl) {
        control = itsControl;
    }

    /** Null until they are put together. */
    @Nullable
    Rounds rounds() {
        return rounds;
    }

    /** 0 where nothing listens. */
    int httpPort() {
        HttpDoor door = http;
        return door == null ? 0 : door.port();
    }

    @Override
    public void begin() {
        LogSink log = new StderrLog(found.clock());
        try {
            log = log(found.options().log());
            begin(log);
        } catch (Throwable e) {
            Hooks.dropped(e);
            Hooks.listen(null);
            log.warn("the agent could not be put together and is disarmed: " + e);
        }
    }

    private void begin(LogSink log) {
        Rehearsal.play();
        found.sources()
                .main(MainClass.find(System.getProperty("sun.java.command"), System.getProperty("java.class.path")));
        JmxDesk jmx = new JmxDesk(log, control);
        HookStates hooks = proof.prove(found.registry());
        if (!hooks.hearsInterrupts()) {
            found.registry().deafToInterrupts();
        }
        Prover prover = new Prover(
                found.registry(),
                found.clock(),
                found.jar(),
                found.instrumentation()::getAllLoadedClasses,
                found.counting());
        Rounds ready = new Rounds(parts(log, prover), hooks, jmx, flight);
        AgentProperty.say("armed " + found.version());
        for (String notice : found.options().notices()) {
            log.info(notice);
        }
        sayFailed(hooks.failed(), ready, log);
        rounds = ready;
        openDoor(ready, log);
    }

    private Rounds.Parts parts(LogSink log, Prover prover) {
        return new Rounds.Parts(
                found.registry(),
                found.ticker(),
                found.clock(),
                found.startFailures(),
                found.options(),
                found.code(),
                log,
                found.version(),
                prover,
                found.counting());
    }

    private LogSink log(LogTarget target) {
        StderrLog stderr = new StderrLog(found.clock());
        Path file = target.file();
        if (file != null) {
            return new FileLog(file, stderr, found.clock());
        }
        if (target.kind() == LogTarget.Kind.STDERR) {
            return stderr;
        }
        ApplicationLog log = new ApplicationLog(found.loggers(), stderr);
        applicationLog = log;
        log.start();
        return log;
    }

    /** When the JVM exits, after the last look: ends a proof under way, and lets what is logged get out. */
    void close() {
        Rounds made = rounds;
        if (made != null) {
            made.prover().close();
        }
        ApplicationLog log = applicationLog;
        if (log != null) {
            log.close();
        }
    }

    private void openDoor(Rounds ready, LogSink log) {
        if (found.options().http() != null && control != null) {
            http = HttpDoor.open(found.options().http(), control, ready.metrics(), log);
        }
    }

    private void sayFailed(List<String> failed, Rounds ready, LogSink log) {
        if (failed.contains("Thread.start") || failed.contains("Thread.exit")) {
            ready.disarm("on this JDK these hooks did not fire: " + String.join(", ", failed));
        } else if (!failed.isEmpty()) {
            log.warn("on this JDK these hooks did not fire, and what they watch is not seen: "
                    + String.join(", ", failed));
        }
    }

    @Override
    public void look() {
        Rounds ready = rounds;
        if (ready != null) {
            ready.look();
        }
    }

    @Override
    public long intervalNanos() {
        Rounds ready = rounds;
        return ready == null ? found.options().interval().toNanos() : ready.waitNanos();
    }
}
