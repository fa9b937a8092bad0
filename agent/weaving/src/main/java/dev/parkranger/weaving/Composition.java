package dev.parkranger.weaving;

import dev.parkranger.hooks.Hooks;
import dev.parkranger.options.Options;
import dev.parkranger.reaper.CodeMap;
import dev.parkranger.reaper.CodeSources;
import dev.parkranger.reaper.Reaper;
import dev.parkranger.record.AgentThread;
import dev.parkranger.record.Recorder;
import dev.parkranger.record.Registry;
import dev.parkranger.record.StartFailures;
import dev.parkranger.record.ThreadIds;
import dev.parkranger.record.Ticker;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts the agent together, once a JVM. The only place where everything meets. */
final class Composition {

    /** What the application's exit may be held up for, should a last look hang. */
    private static final long LAST_LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Instrumentation instrumentation;
    private final boolean late;
    private final String version;
    private final File jar;
    private final Clock clock = Clock.systemUTC();
    private final Ticker ticker = Ticker.system();
    private final LoggerLoaders loggers = new LoggerLoaders();
    private final Alarm alarm = new Alarm();

    private Composition(Instrumentation instrumentation, boolean late, String version, File jar) {
        this.instrumentation = instrumentation;
        this.late = late;
        this.version = version;
        this.jar = jar;
    }

    static UnaryOperator<String> start(
            Options options, Instrumentation instrumentation, boolean late, String version, File jar) {
        if (Hooks.isListening()) {
            throw new IllegalStateException("parkranger: this JVM has the agent already, from another jar");
        }
        return new Composition(instrumentation, late, version, jar).start(options);
    }

    private UnaryOperator<String> start(Options options) {
        int feature = Runtime.version().feature();
        List<HookPoint> points = new HookTable(late).points();
        ExecutorTypes executors = new ExecutorTypes();
        CodeSources sources = new CodeSources();
        CodeMap code = new CodeMap(options.appPackages(), sources);
        JdkWeaver weaver = new JdkWeaver(points, feature);
        LateWeavings application = new LateWeavings(options.scopes(), executors);
        FlightDesk flight = new FlightDesk();
        Installation installation = new Installation(instrumentation, weaver, application, loggers, sources, flight);
        Registry registry = new Registry(options.maxRecords());
        LateTaskTypes types = new LateTaskTypes(executors);
        StartFailures startFailures = new StartFailures(alarm);
        ResumeCounting counting = new ResumeCounting();
        Canary canary = new Canary();
        try {
            adoptRunning(registry);
            installation.install();
            Hooks.listen(new Recorder(
                    ticker,
                    registry,
                    types,
                    new HttpRequests(),
                    code,
                    startFailures,
                    canary.ear(),
                    options.capture(),
                    options.maxRecords()));
            Hooks.watchResumes(true);
            Patrol patrol = new Patrol(
                    new Patrol.Found(
                            registry,
                            ticker,
                            clock,
                            startFailures,
                            options,
                            sources,
                            code,
                            loggers,
                            version,
                            jar,
                            counting,
                            instrumentation),
                    new HookProof(points, weaver, installation, application, canary, types),
                    flight);
            Reaper reaper = new Reaper(patrol);
            RemoteControl control = new RemoteControl(patrol, reaper);
            patrol.serves(control);
            alarm.reaper = reaper;
            reaper.start();
            boolean lookAgain = options.reportFile() != null;
            Runtime.getRuntime().addShutdownHook(new AgentThread("exit", new AtExit(reaper, patrol, lookAgain)));
            return control;
        } catch (Throwable e) {
            // Half an agent is worse than none: the hooks stay woven, and quiet.
            Hooks.listen(null);
            throw e;
        }
    }

    /** Start failures wake a reaper that does not exist yet when they are given their alarm. */
    private static final class Alarm implements Runnable {

        private volatile @Nullable Reaper reaper;

        @Override
        public void run() {
            Reaper armed = reaper;
            if (armed != null) {
                armed.alarm();
            }
        }
    }

    /** The main thread's, and at a late attach all others': whose they are nobody knows, but they can own. */
    private void adoptRunning(Registry registry) {
        if (!late) {
            // Its id differs between JDKs; but premain is run by it.
            registry.adoptMain(Thread.currentThread(), ticker);
            return;
        }
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        Thread[] threads = new Thread[top.activeCount() * 2 + 16];
        int count = top.enumerate(threads, true);
        Thread main = null;
        for (int i = 0; i < count; i++) {
            registry.adoptRunning(threads[i], ticker);
            if (isCalledMain(threads[i]) && (main == null || ThreadIds.of(threads[i]) < ThreadIds.of(main))) {
                main = threads[i];
            }
        }
        if (main != null) {
            registry.adoptMain(main, ticker);
        }
    }

    /** The JVM names it so, in the group of the same name; if an application does too, the oldest is meant. */
    private static boolean isCalledMain(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return thread.getName().equals("main")
                && group != null
                && group.getName().equals("main");
    }

    /** The file is the one reader that is there after us; for its sake alone the exit waits for a last look. */
    private record AtExit(Reaper reaper, Patrol patrol, boolean lookAgain) implements Runnable {

        @Override
        public void run() {
            try {
                if (lookAgain) {
                    reaper.lookNow(LAST_LOOK_NANOS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            reaper.stop();
            patrol.close();
        }
    }
}
