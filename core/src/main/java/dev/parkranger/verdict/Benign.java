package dev.parkranger.verdict;

import static dev.parkranger.verdict.BenignRule.Kind.POOL;
import static dev.parkranger.verdict.BenignRule.Kind.TASK;
import static dev.parkranger.verdict.BenignRule.Kind.THREAD;

import dev.parkranger.reaper.Look;
import dev.parkranger.reaper.PoolFacts;
import dev.parkranger.reaper.TaskFacts;
import dev.parkranger.record.Frame;
import dev.parkranger.record.TaskKind;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of benign threads: what the JDK and common libraries start once, lazily, and so perhaps within a request.
 * Told by who made it, never by a name. What a class initialiser makes needs no rule, unless it is a task: it is the
 * application's anyway. And whatever an application can make for each request (a client, a pool, an event-loop group)
 * has no rule here, for it can be leaked.
 */
public final class Benign {

    private static final String OKHTTP = "okhttp3.internal.concurrent.";
    private static final String AWS = "software.amazon.awssdk.http.apache.internal.conn.";

    static final List<BenignRule> RULES = List.of(
            rule(
                    "jdk-keep-alive-timer",
                    "Keep-Alive-Timer of `HttpURLConnection`",
                    "one for the JVM's one cache of idle connections; ends with the last of them (JDK 17, 25)",
                    THREAD,
                    "sun.net.www.http.KeepAliveCache#put"),
            new BenignRule(
                    "jdk-delay-scheduler",
                    "delay scheduler of the common pool, started by a `CompletableFuture`, and of the virtual threads'"
                            + " scheduler",
                    "timeouts and delayed executors all use the common pool's, virtual threads that of their one scheduler;"
                            + " a pool of one's own has its own, which is not meant (JDK 25; on 17 an initialiser makes"
                            + " it)",
                    Set.of(THREAD),
                    "",
                    List.of(
                            List.of(
                                    "java.util.concurrent.ForkJoinPool#startDelayScheduler",
                                    "java.util.concurrent.CompletableFuture#arrangeTimeout"),
                            List.of(
                                    "java.util.concurrent.ForkJoinPool#startDelayScheduler",
                                    "java.util.concurrent.CompletableFuture$DelayedExecutor#execute"),
                            List.of(
                                    "java.util.concurrent.ForkJoinPool#startDelayScheduler",
                                    "java.lang.VirtualThread#schedule")),
                    List.of()),
            new BenignRule(
                    "jdk-async-channels",
                    "threads of the default asynchronous channel group",
                    "one group for all channels opened without one (JDK 17, 25, Linux); only while idle, for they run"
                            + " completion handlers",
                    Set.of(THREAD, TASK),
                    "",
                    List.of(List.of("sun.nio.ch.LinuxAsynchronousChannelProvider#defaultEventPort")),
                    List.of("sun.nio.ch.EPollPort$EventHandlerTask#run")),
            rule(
                    "jdk-rmi-gc-daemon",
                    "RMI GC Daemon",
                    "kept in a static field; ends when no latency is asked for (JDK 17, 25)",
                    THREAD,
                    "sun.rmi.transport.GC$Daemon#create"),
            rule(
                    "jdk-rmi-reaper",
                    "RMI Reaper",
                    "kept in a static field while any object is exported (JDK 17, 25)",
                    THREAD,
                    "sun.rmi.transport.ObjectTable#incrementKeepAliveCount"),
            rule(
                    "jdk-jfr-periodic-tasks",
                    "JFR Periodic Tasks",
                    "made by the constructor of the JVM's one flight recorder (JDK 17, 25)",
                    THREAD,
                    "jdk.jfr.internal.PlatformRecorder#startDiskMonitor"),
            new BenignRule(
                    "jdk-jfr-recording-scheduler",
                    "Timer of JFR, JFR Recording Scheduler",
                    "a field of the JVM's one flight recorder (JDK 17, 25)",
                    Set.of(POOL),
                    "",
                    List.of(
                            List.of("jdk.jfr.internal.PlatformRecorder#getTimer"),
                            List.of("jdk.jfr.internal.PlatformRecorder#lambda$createTimer$0")),
                    List.of()),
            rule(
                    "jdk-awt-shutdown",
                    "AWT-Shutdown",
                    "its class has one instance; one thread at a time, for as long as AWT is busy (JDK 17, 25)",
                    THREAD,
                    "sun.awt.AWTAutoShutdown#activateBlockerThread"),
            rule(
                    "jdk-swing-timer-queue",
                    "TimerQueue of Swing",
                    "one an application context, which outside of applets is the JVM (JDK 17, 25)",
                    THREAD,
                    "javax.swing.TimerQueue#startIfNeeded"),
            rule(
                    "jdk-image-fetcher",
                    "Image Fetchers of AWT",
                    "at most four, each ends when idle (JDK 17, 25)",
                    THREAD,
                    "sun.awt.image.ImageFetcher#createFetchers"),
            rule(
                    "okio-watchdog",
                    "Okio Watchdog",
                    "one for all timeouts, kept in a static field; ends after an idle minute (Okio 3.15.0)",
                    THREAD,
                    "okio.AsyncTimeout$Companion#insertIntoQueue"),
            new BenignRule(
                    "okhttp-coordinator",
                    "OkHttp TaskRunner, while it waits for the next task to be due",
                    "all clients share one runner, and one of its threads at a time waits so (OkHttp 4.12.0, 5.1.0)",
                    Set.of(TASK),
                    OKHTTP,
                    List.of(List.of(OKHTTP + "TaskRunner$RealBackend#execute")),
                    List.of(OKHTTP + "TaskRunner$RealBackend#coordinatorWait")),
            rule(
                    "netty-global-event-executor",
                    "Netty's globalEventExecutor",
                    "a singleton with one thread, which ends when idle (Netty 4.1.124, 4.2.4)",
                    THREAD,
                    "io.netty.util.concurrent.GlobalEventExecutor#startThread"),
            rule(
                    "netty-thread-death-watcher",
                    "Netty's threadDeathWatcher",
                    "all its state is static (Netty 4.1.124, 4.2.4)",
                    THREAD,
                    "io.netty.util.ThreadDeathWatcher#schedule"),
            rule(
                    "netty-object-cleaner",
                    "Netty's ObjectCleaner",
                    "all its state is static (Netty 4.1.124, 4.2.4)",
                    THREAD,
                    "io.netty.util.internal.ObjectCleaner#register"),
            rule(
                    "mysql-abandoned-connections",
                    "MySQL's abandoned connection cleanup, mysql-cj-abandoned-connection-cleanup",
                    "submitted by a class initialiser, in `DriverManager`'s wake also where no MySQL is used"
                            + " (Connector/J 9.4.0)",
                    TASK,
                    "com.mysql.cj.jdbc.AbandonedConnectionCleanupThread#<clinit>"),
            rule(
                    "postgresql-shared-timer",
                    "PostgreSQL-JDBC-SharedTimer",
                    "the driver has one, in a static field; gone with the last connection that needs it (pgjdbc 42.7.7)",
                    POOL,
                    "org.postgresql.util.SharedTimer#getTimer"),
            rule(
                    "postgresql-cleaner",
                    "PostgreSQL-JDBC-Cleaner",
                    "the driver has one, in a static field; ends when idle (pgjdbc 42.7.7)",
                    THREAD,
                    "org.postgresql.util.LazyCleaner#startThread"),
            rule(
                    "mssql-shared-timer",
                    "timeout timer of the SQL Server driver",
                    "one in a static field, shut down with the last connection (mssql-jdbc 13.2.0)",
                    POOL,
                    "com.microsoft.sqlserver.jdbc.SharedTimer#<init>",
                    "com.microsoft.sqlserver.jdbc.SharedTimer#getTimer"),
            rule(
                    "mariadb-timeout-scheduler",
                    "timeout scheduler of the MariaDB driver",
                    "one in a static field (Connector/J 3.5.5)",
                    POOL,
                    "org.mariadb.jdbc.client.util.SchedulerProvider#getTimeoutScheduler"),
            rule(
                    "mariadb-pool-scheduler",
                    "housekeeper of all of MariaDB's own pools",
                    "one in a static field; the pools' own executors are not meant (Connector/J 3.5.5)",
                    POOL,
                    "org.mariadb.jdbc.pool.Pools#retrievePool"),
            rule(
                    "derby-timer",
                    "Timer of the Derby engine",
                    "a module that the engine has once (Derby 10.16.1.1)",
                    POOL,
                    "org.apache.derby.impl.services.timer.SingletonTimerFactory#<init>"),
            rule(
                    "commons-pool-evictor",
                    "commons-pool-evictor",
                    "one scheduler in a static field for all object pools, shut down with the last of them"
                            + " (Commons Pool 2.12.1)",
                    POOL,
                    "org.apache.commons.pool2.impl.EvictionTimer#schedule"),
            new BenignRule(
                    "commons-io-file-cleaner",
                    "File Reaper of Commons IO's static `FileCleaner`",
                    "one tracker in a static field; a tracker of one's own has its own thread, which is not meant"
                            + " (Commons IO 2.20.0)",
                    Set.of(THREAD),
                    "org.apache.commons.io.FileCleaningTracker",
                    List.of(List.of(
                            "org.apache.commons.io.FileCleaningTracker#addTracker",
                            "org.apache.commons.io.FileCleaner#track")),
                    List.of()),
            rule(
                    "aws-v1-idle-connection-reaper",
                    "java-sdk-http-connection-reaper",
                    "one in a static field for all clients (AWS SDK 1.12.788)",
                    THREAD,
                    "com.amazonaws.http.IdleConnectionReaper#registerConnectionManager"),
            new BenignRule(
                    "aws-v2-idle-connection-reaper",
                    "idle-connection-reaper",
                    "a singleton for all Apache clients, shut down with the last of them (AWS SDK 2.32.20)",
                    Set.of(POOL, TASK),
                    AWS,
                    List.of(List.of(AWS + "IdleConnectionReaper#setupExecutorIfNecessary")),
                    List.of()),
            new BenignRule(
                    "grpc-shared-resources",
                    "executors that gRPC shares: grpc-default-executor, grpc-timer",
                    "one of each for all channels, and a second after the last of these is shut down none"
                            + " (gRPC 1.75.0)",
                    Set.of(POOL),
                    "io.grpc.",
                    List.of(List.of("io.grpc.internal.SharedResourceHolder#getInternal")),
                    List.of()),
            new BenignRule(
                    "reactor-cached-schedulers",
                    "executors of `Schedulers.parallel()`, `single()` and the evictor of `boundedElastic()`",
                    "each scheduler is cached in a static field; `newParallel()` and the like are not meant"
                            + " (Reactor 3.7.9)",
                    Set.of(POOL),
                    "reactor.core.scheduler.",
                    List.of(List.of("reactor.core.scheduler.Schedulers#cache")),
                    List.of()),
            new BenignRule(
                    "kotlin-default-dispatcher",
                    "DefaultDispatcher-worker, while idle",
                    "`Dispatchers.Default` and `IO` share the library's only scheduler; a coroutine that is stuck in"
                            + " one is not meant (kotlinx.coroutines 1.10.2)",
                    Set.of(THREAD),
                    "",
                    List.of(List.of("kotlinx.coroutines.scheduling.CoroutineScheduler#createNewWorker")),
                    List.of("kotlinx.coroutines.scheduling.CoroutineScheduler$Worker#park")),
            rule(
                    "kotlin-default-executor",
                    "kotlinx.coroutines.DefaultExecutor",
                    "a singleton with one thread, which ends when idle (kotlinx.coroutines 1.10.2)",
                    THREAD,
                    "kotlinx.coroutines.DefaultExecutor#createThreadSync"),
            new BenignRule(
                    "scala-global-context",
                    "fork-join pool of `ExecutionContext.global`",
                    "a lazy val of an object; one made by `fromExecutor(null)` is not meant (Scala 2.13.16)",
                    Set.of(POOL),
                    "scala.concurrent.impl.ExecutionContextImpl",
                    List.of(List.of("scala.concurrent.ExecutionContext$#global$lzycompute")),
                    List.of()),
            rule(
                    "jna-cleaner",
                    "JNA Cleaner",
                    "a singleton with one thread, which ends when nothing is left to clean (JNA 5.17.0)",
                    THREAD,
                    "com.sun.jna.internal.Cleaner#add"));

    /** Methods of the frames that the rules look for: most stacks hold none of them near the top. */
    private static final Set<String> METHODS = methods();

    private static final int NEAR_THE_TOP = 32;

    private Benign() {}

    private static BenignRule rule(String name, String what, String reason, BenignRule.Kind kind, String... made) {
        return new BenignRule(name, what, reason, Set.of(kind), "", List.of(List.of(made)), List.of());
    }

    private static Set<String> methods() {
        Set<String> methods = new HashSet<>();
        for (BenignRule rule : RULES) {
            for (List<String> frames : rule.made()) {
                String first = frames.get(0);
                methods.add(first.substring(first.indexOf('#') + 1));
            }
        }
        return methods;
    }

    /** The look without what is benign. A pool that was shut down is left in: its workers should be gone. */
    public static Look sift(Look look) {
        return new Look(
                look.now(),
                look.at(),
                look.graceNanos(),
                look.windowNanos(),
                look.load(),
                siftTasks(look.tasks()),
                siftPools(look.pools()),
                look.queued(),
                siftTasks(look.living()),
                siftPools(look.livingPools()),
                look.standstills());
    }

    private static List<TaskFacts> siftTasks(List<TaskFacts> all) {
        // Thousands of leaked tasks show a few stacks.
        IdentityHashMap<List<Frame>, Boolean> named = new IdentityHashMap<>();
        return all.stream()
                .filter(task -> !named.computeIfAbsent(task.created().stack(), stack -> holdsMethod(nearTheTop(stack)))
                        || ruleFor(task) == null)
                .toList();
    }

    private static List<PoolFacts> siftPools(List<PoolFacts> all) {
        return all.stream().filter(pool -> ruleFor(pool) == null).toList();
    }

    static @Nullable BenignRule ruleFor(TaskFacts task) {
        return ruleFor(
                task.kind() == TaskKind.SUBMITTED ? TASK : THREAD,
                task.created().stack(),
                task.waiting().stack());
    }

    static @Nullable BenignRule ruleFor(PoolFacts pool) {
        return pool.shutDown() ? null : ruleFor(POOL, pool.created().stack(), List.of());
    }

    private static @Nullable BenignRule ruleFor(BenignRule.Kind kind, List<Frame> creation, List<Frame> waiting) {
        List<Frame> top = nearTheTop(creation);
        if (!holdsMethod(top)) {
            return null;
        }
        for (BenignRule rule : RULES) {
            if (rule.matches(kind, top, waiting)) {
                return rule;
            }
        }
        return null;
    }

    private static List<Frame> nearTheTop(List<Frame> stack) {
        return stack.subList(0, Math.min(stack.size(), NEAR_THE_TOP));
    }

    private static boolean holdsMethod(List<Frame> stack) {
        for (Frame frame : stack) {
            if (METHODS.contains(frame.methodName())) {
                return true;
            }
        }
        return false;
    }
}
