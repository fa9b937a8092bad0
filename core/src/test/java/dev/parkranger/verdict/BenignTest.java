package dev.parkranger.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.reaper.Creation;
import dev.parkranger.reaper.PoolFacts;
import dev.parkranger.reaper.TaskFacts;
import dev.parkranger.reaper.Waiting;
import dev.parkranger.record.Frame;
import dev.parkranger.record.TaskKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stacks are those that the classes of the versions named in the catalogue make, down to the application's line. */
class BenignTest {

    private static final String START = "java.lang.Thread#start ";
    private static final String EXECUTE = "java.util.concurrent.ThreadPoolExecutor#execute ";
    private static final String SCHEDULED = "java.util.concurrent.ThreadPoolExecutor#<init> "
            + "java.util.concurrent.ScheduledThreadPoolExecutor#<init> ";
    private static final String POOL =
            "java.util.concurrent.ThreadPoolExecutor#<init> " + "java.util.concurrent.Executors#newCachedThreadPool ";
    private static final String TIMER = "java.util.Timer#<init> ";
    private static final String APPLICATION = " com.acme.Quotes#fetch com.acme.Quotes#doGet";
    private static final String PARKED = "jdk.internal.misc.Unsafe#park java.util.concurrent.locks.LockSupport#park ";

    /** What Park Ranger saw made, and where it waits. */
    private record Seen(String rule, BenignRule.Kind kind, String made, String waits) {

        @Nullable
        BenignRule told() {
            return kind == BenignRule.Kind.POOL
                    ? Benign.ruleFor(pool(made, false))
                    : Benign.ruleFor(task(kind, made, waits));
        }
    }

    private static Seen thread(String rule, String made) {
        return new Seen(rule, BenignRule.Kind.THREAD, START + made + APPLICATION, PARKED);
    }

    private static Seen task(String rule, String made, String waits) {
        return new Seen(rule, BenignRule.Kind.TASK, EXECUTE + made + APPLICATION, PARKED + waits);
    }

    private static Seen pool(String rule, String made) {
        return new Seen(rule, BenignRule.Kind.POOL, made + APPLICATION, "");
    }

    static Stream<Seen> singletons() {
        return Stream.of(
                thread(
                        "jdk-keep-alive-timer",
                        "sun.net.www.http.KeepAliveCache$1#run java.security.AccessController#doPrivileged"
                                + " sun.net.www.http.KeepAliveCache#put"
                                + " sun.net.www.http.HttpClient#putInKeepAliveCache"),
                thread(
                        "jdk-keep-alive-timer",
                        "sun.net.www.http.KeepAliveCache#put sun.net.www.http.HttpClient#putInKeepAliveCache"),
                thread(
                        "jdk-delay-scheduler",
                        "java.lang.System$1#start jdk.internal.vm.SharedThreadContainer#start"
                                + " java.util.concurrent.ForkJoinPool#startDelayScheduler"
                                + " java.util.concurrent.ForkJoinPool#scheduleDelayedTask"
                                + " java.util.concurrent.CompletableFuture#arrangeTimeout"
                                + " java.util.concurrent.CompletableFuture#orTimeout"),
                thread(
                        "jdk-delay-scheduler",
                        "java.util.concurrent.ForkJoinPool#startDelayScheduler"
                                + " java.util.concurrent.ForkJoinPool#scheduleDelayedTask"
                                + " java.util.concurrent.CompletableFuture$DelayedExecutor#execute"
                                + " java.util.concurrent.CompletableFuture#asyncRunStage"),
                thread(
                        "jdk-delay-scheduler",
                        "java.util.concurrent.ForkJoinPool#startDelayScheduler"
                                + " java.util.concurrent.ForkJoinPool#scheduleDelayedTask"
                                + " java.util.concurrent.ForkJoinPool#schedule java.lang.VirtualThread#schedule"
                                + " java.lang.VirtualThread#parkNanos"),
                new Seen(
                        "jdk-async-channels",
                        BenignRule.Kind.THREAD,
                        START + "sun.nio.ch.AsynchronousChannelGroupImpl#startInternalThread"
                                + " sun.nio.ch.AsynchronousChannelGroupImpl#startThreads sun.nio.ch.EPollPort#start"
                                + " sun.nio.ch.LinuxAsynchronousChannelProvider#defaultEventPort"
                                + " java.nio.channels.AsynchronousSocketChannel#open" + APPLICATION,
                        PARKED + "java.util.concurrent.ArrayBlockingQueue#take"
                                + " sun.nio.ch.EPollPort$EventHandlerTask#run java.lang.Thread#run"),
                task(
                        "jdk-async-channels",
                        "sun.nio.ch.AsynchronousChannelGroupImpl#startThreads sun.nio.ch.EPollPort#start"
                                + " sun.nio.ch.LinuxAsynchronousChannelProvider#defaultEventPort",
                        "java.util.concurrent.ArrayBlockingQueue#take sun.nio.ch.EPollPort$EventHandlerTask#run"),
                thread(
                        "jdk-rmi-gc-daemon",
                        "sun.rmi.transport.GC$Daemon#create sun.rmi.transport.GC$LatencyRequest#<init>"
                                + " sun.rmi.transport.GC#requestLatency"
                                + " sun.rmi.transport.ObjectTable#incrementKeepAliveCount"),
                thread(
                        "jdk-rmi-reaper",
                        "sun.rmi.transport.ObjectTable#incrementKeepAliveCount sun.rmi.transport.ObjectTable#putTarget"),
                thread(
                        "jdk-jfr-periodic-tasks",
                        "jdk.jfr.internal.PlatformRecorder#startDiskMonitor"
                                + " jdk.jfr.internal.PlatformRecorder#<init> jdk.jfr.FlightRecorder#getFlightRecorder"),
                pool(
                        "jdk-jfr-recording-scheduler",
                        TIMER + "jdk.jfr.internal.PlatformRecorder#getTimer"
                                + " jdk.jfr.internal.PlatformRecording#setStopTime"),
                pool(
                        "jdk-jfr-recording-scheduler",
                        TIMER + "jdk.jfr.internal.PlatformRecorder#lambda$createTimer$0 java.lang.Thread#run"),
                thread(
                        "jdk-awt-shutdown",
                        "sun.awt.AWTAutoShutdown#activateBlockerThread sun.awt.AWTAutoShutdown#setToolkitBusy"),
                thread(
                        "jdk-swing-timer-queue",
                        "javax.swing.TimerQueue#lambda$startIfNeeded$0 java.security.AccessController#doPrivileged"
                                + " javax.swing.TimerQueue#startIfNeeded javax.swing.TimerQueue#addTimer"),
                thread("jdk-image-fetcher", "sun.awt.image.ImageFetcher#createFetchers sun.awt.image.ImageFetcher#add"),
                thread(
                        "okio-watchdog",
                        "okio.AsyncTimeout$Companion#insertIntoQueue okio.AsyncTimeout$Companion#access$insertIntoQueue"
                                + " okio.AsyncTimeout#enter"),
                task(
                        "okhttp-coordinator",
                        "okhttp3.internal.concurrent.TaskRunner$RealBackend#execute"
                                + " okhttp3.internal.concurrent.TaskRunner#startAnotherThread"
                                + " okhttp3.internal.concurrent.TaskRunner#kickCoordinator$okhttp",
                        "java.lang.Object#wait okhttp3.internal.concurrent.TaskRunner$RealBackend#coordinatorWait"
                                + " okhttp3.internal.concurrent.TaskRunner#awaitTaskToRun"
                                + " okhttp3.internal.concurrent.TaskRunner$runnable$1#run"),
                thread(
                        "netty-global-event-executor",
                        "io.netty.util.concurrent.GlobalEventExecutor#startThread"
                                + " io.netty.util.concurrent.GlobalEventExecutor#execute0"),
                thread(
                        "netty-thread-death-watcher",
                        "io.netty.util.ThreadDeathWatcher#schedule io.netty.util.ThreadDeathWatcher#watch"),
                thread("netty-object-cleaner", "io.netty.util.internal.ObjectCleaner#register"),
                task(
                        "mysql-abandoned-connections",
                        "java.util.concurrent.Executors$DelegatedExecutorService#execute"
                                + " com.mysql.cj.jdbc.AbandonedConnectionCleanupThread#<clinit>"
                                + " com.mysql.cj.jdbc.NonRegisteringDriver#<clinit> java.lang.Class#forName0",
                        "java.lang.ref.ReferenceQueue#remove com.mysql.cj.jdbc.AbandonedConnectionCleanupThread#run"),
                pool(
                        "postgresql-shared-timer",
                        TIMER + "org.postgresql.util.SharedTimer#getTimer org.postgresql.jdbc.PgConnection#getTimer"),
                thread(
                        "postgresql-cleaner",
                        "org.postgresql.util.LazyCleaner#startThread org.postgresql.util.LazyCleaner#add"
                                + " org.postgresql.util.LazyCleaner#register"),
                pool(
                        "mssql-shared-timer",
                        SCHEDULED + "com.microsoft.sqlserver.jdbc.SharedTimer#<init>"
                                + " com.microsoft.sqlserver.jdbc.SharedTimer#getTimer"),
                pool(
                        "mariadb-timeout-scheduler",
                        SCHEDULED + "org.mariadb.jdbc.client.util.SchedulerProvider#getTimeoutScheduler"),
                pool(
                        "mariadb-pool-scheduler",
                        SCHEDULED + "org.mariadb.jdbc.pool.Pools#retrievePool org.mariadb.jdbc.Driver#connect"),
                pool(
                        "derby-timer",
                        TIMER + "org.apache.derby.impl.services.timer.SingletonTimerFactory#<init>"
                                + " jdk.internal.reflect.DirectConstructorHandleAccessor#newInstance"),
                pool(
                        "commons-pool-evictor",
                        SCHEDULED + "org.apache.commons.pool2.impl.EvictionTimer#schedule"
                                + " org.apache.commons.pool2.impl.BaseGenericObjectPool#startEvictor"),
                thread(
                        "commons-io-file-cleaner",
                        "org.apache.commons.io.FileCleaningTracker#addTracker"
                                + " org.apache.commons.io.FileCleaningTracker#track"
                                + " org.apache.commons.io.FileCleaningTracker#track"
                                + " org.apache.commons.io.FileCleaner#track"),
                thread(
                        "aws-v1-idle-connection-reaper",
                        "com.amazonaws.http.IdleConnectionReaper#registerConnectionManager"
                                + " com.amazonaws.http.apache.client.impl.ApacheHttpClientFactory#create"),
                pool(
                        "aws-v2-idle-connection-reaper",
                        POOL + AWS + "#lambda$new$1 " + AWS + "#setupExecutorIfNecessary " + AWS
                                + "#registerConnectionManager"),
                task(
                        "aws-v2-idle-connection-reaper",
                        AWS + "#setupExecutorIfNecessary " + AWS + "#registerConnectionManager",
                        "java.lang.Thread#sleep " + AWS + "$ReaperTask#run"),
                pool(
                        "grpc-shared-resources",
                        POOL + "io.grpc.internal.GrpcUtil$3#create io.grpc.internal.GrpcUtil$3#create"
                                + " io.grpc.internal.SharedResourceHolder#getInternal"
                                + " io.grpc.internal.SharedResourceHolder#get"),
                pool(
                        "reactor-cached-schedulers",
                        SCHEDULED + "reactor.core.scheduler.ParallelScheduler#get"
                                + " reactor.core.scheduler.ParallelScheduler#init"
                                + " reactor.core.scheduler.Schedulers#newParallel"
                                + " reactor.core.scheduler.Schedulers#lambda$static$2"
                                + " reactor.core.scheduler.Schedulers#cache"
                                + " reactor.core.scheduler.Schedulers#parallel reactor.core.publisher.Mono#delay"),
                new Seen(
                        "kotlin-default-dispatcher",
                        BenignRule.Kind.THREAD,
                        START + "kotlinx.coroutines.scheduling.CoroutineScheduler#createNewWorker"
                                + " kotlinx.coroutines.scheduling.CoroutineScheduler#tryCreateWorker" + APPLICATION,
                        PARKED + "kotlinx.coroutines.scheduling.CoroutineScheduler$Worker#park"
                                + " kotlinx.coroutines.scheduling.CoroutineScheduler$Worker#tryPark"),
                thread(
                        "kotlin-default-executor",
                        "kotlinx.coroutines.DefaultExecutor#createThreadSync kotlinx.coroutines.DefaultExecutor#getThread"),
                pool(
                        "scala-global-context",
                        "java.util.concurrent.ForkJoinPool#<init> scala.concurrent.impl.ExecutionContextImpl$$anon$3#<init>"
                                + " scala.concurrent.impl.ExecutionContextImpl$#createDefaultExecutorService"
                                + " scala.concurrent.impl.ExecutionContextImpl$#fromExecutor"
                                + " scala.concurrent.ExecutionContext$#global$lzycompute"),
                thread("jna-cleaner", "com.sun.jna.internal.Cleaner#add com.sun.jna.internal.Cleaner#register"));
    }

    private static final String AWS = "software.amazon.awssdk.http.apache.internal.conn.IdleConnectionReaper";

    /** What looks like it, and what an application can make for each request. */
    static Stream<Seen> twins() {
        return Stream.of(
                thread("jdk-keep-alive-timer", "com.acme.http.KeepAliveTimer#arm"),
                thread(
                        "jdk-delay-scheduler",
                        "java.util.concurrent.ForkJoinPool#startDelayScheduler"
                                + " java.util.concurrent.ForkJoinPool#scheduleDelayedTask"
                                + " java.util.concurrent.ForkJoinPool#schedule"),
                thread(
                        "jdk-async-channels",
                        "sun.nio.ch.AsynchronousChannelGroupImpl#startThreads sun.nio.ch.EPollPort#start"
                                + " sun.nio.ch.LinuxAsynchronousChannelProvider#openAsynchronousChannelGroup"
                                + " java.nio.channels.AsynchronousChannelGroup#withFixedThreadPool"),
                new Seen(
                        "jdk-async-channels, stuck in a completion handler",
                        BenignRule.Kind.THREAD,
                        START + "sun.nio.ch.LinuxAsynchronousChannelProvider#defaultEventPort" + APPLICATION,
                        PARKED + "com.acme.Handler#completed sun.nio.ch.Invoker#invokeUnchecked"
                                + " sun.nio.ch.EPollPort$EventHandlerTask#run"),
                thread("jdk-rmi-gc-daemon", "sun.rmi.transport.DGCClient$EndpointEntry#<init>"),
                thread("jdk-rmi-reaper", "sun.rmi.transport.tcp.TCPTransport#listen"),
                thread("jdk-jfr-periodic-tasks", "jdk.jfr.internal.consumer.AbstractEventStream#startAsync"),
                pool("jdk-jfr-recording-scheduler", TIMER + "com.acme.Recordings#getTimer"),
                thread("jdk-awt-shutdown", "java.awt.EventQueue#initDispatchThread"),
                thread("jdk-swing-timer-queue", "com.acme.TimerQueue#startIfNeeded"),
                thread("jdk-image-fetcher", "sun.awt.image.ImageFetcherOfOurs#createFetchers"),
                thread("okio-watchdog", "com.acme.Watchdog#insertIntoQueue"),
                task(
                        "okhttp-coordinator, a connection's reader",
                        "okhttp3.internal.concurrent.TaskRunner$RealBackend#execute"
                                + " okhttp3.internal.concurrent.TaskRunner#kickCoordinator$okhttp",
                        "okio.Socket$Source#read okhttp3.internal.http2.Http2Connection$ReaderRunnable#invoke"
                                + " okhttp3.internal.concurrent.TaskRunner$runnable$1#run"),
                task(
                        "okhttp-coordinator, a client's own dispatcher",
                        "okhttp3.internal.connection.RealCall$AsyncCall#executeOn okhttp3.Dispatcher#promoteAndExecute",
                        "okhttp3.internal.concurrent.TaskRunner$RealBackend#coordinatorWait"),
                pool("okhttp-coordinator", POOL + "okhttp3.Dispatcher#executorService"),
                thread(
                        "netty-global-event-executor",
                        "io.netty.util.concurrent.ThreadPerTaskExecutor#execute"
                                + " io.netty.util.concurrent.SingleThreadEventExecutor#doStartThread"
                                + " io.netty.util.concurrent.SingleThreadEventExecutor#startThread"),
                thread("netty-thread-death-watcher", "io.netty.util.HashedWheelTimer#start"),
                thread("netty-object-cleaner", "com.acme.ObjectCleaner#register"),
                task("mysql-abandoned-connections", "com.acme.CleanupThread#<clinit>", "com.acme.CleanupThread#run"),
                pool("postgresql-shared-timer", TIMER + "org.postgresql.replication.OwnTimer#getTimer"),
                thread("postgresql-cleaner", "com.acme.LazyCleaner#startThread"),
                pool("mssql-shared-timer", SCHEDULED + "com.acme.SharedTimer#<init> com.acme.SharedTimer#getTimer"),
                pool("mariadb-timeout-scheduler", SCHEDULED + "com.acme.SchedulerProvider#getTimeoutScheduler"),
                pool(
                        "mariadb-pool-scheduler, a pool's own executor",
                        POOL + "org.mariadb.jdbc.pool.Pool#<init> org.mariadb.jdbc.pool.Pools#retrievePool"),
                pool("derby-timer", TIMER + "com.acme.SingletonTimerFactory#<init>"),
                pool("commons-pool-evictor", SCHEDULED + "com.zaxxer.hikari.pool.HikariPool#initializeHouseKeeperPool"),
                task(
                        "commons-pool-evictor, an eviction that is stuck",
                        "org.apache.commons.pool2.impl.EvictionTimer#schedule",
                        "com.acme.Connections#destroyObject"),
                thread(
                        "commons-io-file-cleaner, a tracker of one's own",
                        "org.apache.commons.io.FileCleaningTracker#addTracker"
                                + " org.apache.commons.io.FileCleaningTracker#track"),
                thread(
                        "aws-v1-idle-connection-reaper",
                        "org.apache.http.impl.client.IdleConnectionEvictor#start"
                                + " org.apache.http.impl.client.HttpClientBuilder#build"),
                pool("aws-v2-idle-connection-reaper", POOL + "software.amazon.awssdk.core.client.Builder#executor"),
                pool(
                        "grpc-shared-resources, a resource of the application's",
                        POOL + "com.acme.OwnResource#create io.grpc.internal.SharedResourceHolder#getInternal"),
                pool(
                        "reactor-cached-schedulers, a scheduler of one's own",
                        SCHEDULED + "reactor.core.scheduler.ParallelScheduler#get"
                                + " reactor.core.scheduler.ParallelScheduler#init"
                                + " reactor.core.scheduler.Schedulers#newParallel"),
                new Seen(
                        "kotlin-default-dispatcher, stuck in a coroutine",
                        BenignRule.Kind.THREAD,
                        START + "kotlinx.coroutines.scheduling.CoroutineScheduler#createNewWorker" + APPLICATION,
                        PARKED + "com.acme.Quotes$fetch$1#invokeSuspend"
                                + " kotlinx.coroutines.scheduling.CoroutineScheduler$Worker#runWorker"),
                thread(
                        "kotlin-default-executor",
                        "kotlinx.coroutines.ThreadPoolDispatcherKt#newFixedThreadPoolContext"),
                pool(
                        "scala-global-context, one made for the asking",
                        "java.util.concurrent.ForkJoinPool#<init>"
                                + " scala.concurrent.impl.ExecutionContextImpl$$anon$3#<init>"
                                + " scala.concurrent.impl.ExecutionContextImpl$#createDefaultExecutorService"
                                + " scala.concurrent.impl.ExecutionContextImpl$#fromExecutor"
                                + " scala.concurrent.ExecutionContext$#fromExecutor"),
                thread("jna-cleaner", "jdk.internal.ref.CleanerImpl#start java.lang.ref.Cleaner#create"));
    }

    @ParameterizedTest
    @MethodSource("singletons")
    void each_singleton_is_known_by_who_made_it(Seen seen) {
        assertThat(seen.told()).extracting(BenignRule::name).isEqualTo(seen.rule());
    }

    @ParameterizedTest
    @MethodSource("twins")
    void a_twin_that_can_be_made_for_each_request_is_judged(Seen seen) {
        assertThat(seen.told()).isNull();
    }

    @ParameterizedTest
    @MethodSource("singletons")
    void a_line_of_the_application_right_before_the_start_is_its_own_doing(Seen seen) {
        int from = seen.made().lastIndexOf(' ', seen.made().lastIndexOf(lastFrameOf(seen)));
        String made = seen.made().substring(0, from) + " com.acme.Wrapper#make"
                + seen.made().substring(from);

        assertThat(new Seen(seen.rule(), seen.kind(), made, seen.waits()).told())
                .as(made)
                .isNotEqualTo(rule(seen.rule()));
    }

    /** Of the frames that its rule asks for, the outermost. */
    private static String lastFrameOf(Seen seen) {
        String last = "";
        for (List<String> frames : rule(seen.rule()).made()) {
            String outermost = frames.get(frames.size() - 1);
            last = seen.made().contains(outermost + " ") ? outermost : last;
        }
        assertThat(last).isNotEmpty();
        return last;
    }

    private static BenignRule rule(String name) {
        return Benign.RULES.stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_rule_and_each_of_its_kinds_has_its_stack_here_and_its_twin() {
        Map<String, Set<BenignRule.Kind>> kinds = new TreeMap<>();
        singletons()
                .forEach(seen -> kinds.computeIfAbsent(seen.rule(), rule -> new HashSet<>())
                        .add(seen.kind()));
        assertThat(kinds.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Benign.RULES.stream().map(BenignRule::name).toList());
        for (BenignRule rule : Benign.RULES) {
            assertThat(kinds.get(rule.name())).as(rule.name()).isEqualTo(rule.kinds());
        }
        assertThat(twins().map(twin -> twin.rule().split(",", 2)[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(kinds.keySet());
    }

    @Test
    void names_are_unique_and_each_rule_says_what_it_is_and_why_and_in_which_version() {
        assertThat(Benign.RULES).extracting(BenignRule::name).doesNotHaveDuplicates();
        assertThat(Benign.RULES).allSatisfy(rule -> {
            assertThat(rule.name()).matches("[a-z0-9]+(-[a-z0-9]+)+");
            assertThat(rule.what()).isNotBlank();
            assertThat(rule.reason()).matches(".+\\(.*\\d.*\\).*");
            assertThat(rule.kinds()).isNotEmpty();
            assertThat(rule.made())
                    .isNotEmpty()
                    .allSatisfy(frames -> assertThat(frames)
                            .isNotEmpty()
                            .allMatch(frame -> frame.indexOf('#') > 0 && frame.indexOf('#') == frame.lastIndexOf('#')));
        });
    }

    @Test
    void the_name_of_a_thread_decides_nothing() {
        TaskFacts task = task(BenignRule.Kind.THREAD, START + "com.acme.Quotes#fetch", PARKED);
        for (String name : List.of("Keep-Alive-Timer", "Okio Watchdog", "globalEventExecutor-1-1", "JNA Cleaner")) {
            assertThat(Benign.ruleFor(named(task, name))).isNull();
        }
        Seen timer = singletons().findFirst().orElseThrow();
        TaskFacts renamed = named(task(timer.kind(), timer.made(), timer.waits()), "quote-worker-1");
        assertThat(Benign.ruleFor(renamed)).isEqualTo(rule(timer.rule()));
    }

    @Test
    void what_is_deep_in_a_stack_or_unknown_decides_nothing() {
        String deep = "java.lang.Thread#start ".repeat(40) + "sun.net.www.http.KeepAliveCache#put";
        assertThat(Benign.ruleFor(task(BenignRule.Kind.THREAD, deep, ""))).isNull();
        assertThat(Benign.ruleFor(task(BenignRule.Kind.THREAD, "", ""))).isNull();
    }

    @Test
    void a_relocated_library_is_still_the_library() {
        String shaded = "io.grpc.netty.shaded.io.netty.util.concurrent.GlobalEventExecutor#startThread";
        assertThat(thread("", shaded).told()).isEqualTo(rule("netty-global-event-executor"));
        assertThat(thread("", "com.acmeio.netty.util.concurrent.GlobalEventExecutor#startThread")
                        .told())
                .isNull();
        String reactor =
                SCHEDULED + "reactor.core.scheduler.ParallelScheduler#init reactor.core.scheduler.Schedulers#cache";
        assertThat(pool("", reactor.replace("reactor.", "com.acme.shaded.reactor."))
                        .told())
                .isEqualTo(rule("reactor-cached-schedulers"));
    }

    @Test
    void a_pool_that_was_shut_down_is_judged() {
        Seen evictor = singletons()
                .filter(seen -> seen.rule().equals("commons-pool-evictor"))
                .findFirst()
                .orElseThrow();
        assertThat(Benign.ruleFor(pool(evictor.made(), true))).isNull();
    }

    @Test
    void a_look_is_sifted_of_what_is_benign_and_of_nothing_else() {
        Facts facts = new Facts();
        facts.leaves(3).leavesPools(2);
        Seen timer = singletons().findFirst().orElseThrow();
        facts.tasks().add(1, task(timer.kind(), timer.made(), timer.waits()));
        facts.pools().add(0, pool(TIMER + "jdk.jfr.internal.PlatformRecorder#getTimer", false));

        assertThat(Benign.sift(facts.facts()).tasks())
                .hasSize(3)
                .isSubsetOf(facts.tasks())
                .doesNotContain(facts.tasks().get(1));
        assertThat(Benign.sift(facts.facts()).pools())
                .hasSize(2)
                .doesNotContain(facts.pools().get(0));
    }

    @Test
    void the_documentation_lists_exactly_these_rules() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/false-alarms.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Benign.RULES.stream()
                        .map(rule -> "| `" + rule.name() + "` | " + rule.what() + " | " + rule.reason() + " |")
                        .toList());
    }

    private static List<Frame> frames(String text) {
        return Stream.of(text.split(" "))
                .filter(frame -> !frame.isEmpty())
                .map(frame -> frame.split("#"))
                .map(frame -> new Frame(frame[0], frame[1], null, 1))
                .toList();
    }

    private static Creation creation(String stack) {
        return new Creation(Facts.STARTED, frames(stack), List.of(), false);
    }

    private static TaskFacts task(BenignRule.Kind kind, String made, String waits) {
        TaskFacts any = new Facts().leaves().tasks().get(0);
        return new TaskFacts(
                any.task(),
                kind == BenignRule.Kind.TASK ? TaskKind.SUBMITTED : TaskKind.PLATFORM,
                any.threadId(),
                any.threadName(),
                any.owner(),
                any.ownerName(),
                any.ownerEndedNanos(),
                any.site(),
                creation(made),
                new Waiting(null, null, Thread.State.WAITING, frames(waits)),
                any.progress(),
                any.timed(),
                any.reentered(),
                any.wokenNanos(),
                any.parkedNanos(),
                any.pooled(),
                any.inRequest(),
                any.lockHolder(),
                any.told(),
                any.standsFor());
    }

    private static TaskFacts named(TaskFacts task, String name) {
        return new TaskFacts(
                task.task(),
                task.kind(),
                task.threadId(),
                name,
                task.owner(),
                task.ownerName(),
                task.ownerEndedNanos(),
                task.site(),
                task.created(),
                task.waiting(),
                task.progress(),
                task.timed(),
                task.reentered(),
                task.wokenNanos(),
                task.parkedNanos(),
                task.pooled(),
                task.inRequest(),
                task.lockHolder(),
                task.told(),
                task.standsFor());
    }

    private static PoolFacts pool(String made, boolean shutDown) {
        PoolFacts any = new Facts().leavesPools(1).pools().get(0);
        return new PoolFacts(
                any.pool(),
                any.className(),
                shutDown,
                any.owner(),
                any.ownerName(),
                any.endedNanos(),
                any.site(),
                creation(made),
                any.workers(),
                any.dueForLiving(),
                any.collectable(),
                any.expiring(),
                any.completed(),
                any.lastTaskNanos());
    }
}
