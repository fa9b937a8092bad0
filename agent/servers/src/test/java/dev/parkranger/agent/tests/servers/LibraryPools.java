package dev.parkranger.agent.tests.servers;

import static dev.parkranger.agent.tests.programs.ChildProgram.site;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import kotlin.Unit;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;
import kotlinx.coroutines.GlobalScope;
import org.apache.tomcat.util.threads.TaskQueue;
import org.apache.tomcat.util.threads.TaskThreadFactory;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jboss.threads.EnhancedQueueExecutor;
import scala.concurrent.ExecutionContext;

/** A pool of each library, made when it is first needed; each is given its tasks at a line of its own. */
final class LibraryPools {

    private static final int ROOM = 64;

    private final Lazy<EnhancedQueueExecutor> jboss =
            new Lazy<>(() -> jboss(ROOM).build());
    private final Lazy<Executor> kotlin = new Lazy<>(() -> ExecutorsKt.asExecutor(Dispatchers.getDefault()));
    private final Lazy<Vertx> vertx = new Lazy<>(
            () -> Vertx.vertx(new VertxOptions().setWorkerPoolSize(ROOM).setEventLoopPoolSize(2)));
    private final Lazy<DefaultEventExecutorGroup> netty = new Lazy<>(() -> new DefaultEventExecutorGroup(ROOM));
    private final Lazy<NioEventLoopGroup> nettyNio = new Lazy<>(() -> new NioEventLoopGroup(ROOM));
    private final Lazy<ThreadPoolExecutor> tomcat = new Lazy<>(LibraryPools::tomcat);
    private final Lazy<QueuedThreadPool> jetty = new Lazy<>(LibraryPools::jetty);
    private final Lazy<Till> till = new Lazy<>(() -> new Till(ROOM));
    private final Lazy<List<Clerk>> clerks = new Lazy<>(LibraryPools::clerks);
    private final AtomicInteger nextClerk = new AtomicInteger();

    /** Ways to hand a task over, by name. */
    Map<String, Consumer<Runnable>> shared() {
        var ways = new LinkedHashMap<String, Consumer<Runnable>>();
        ways.put("jboss", this::toJboss);
        ways.put("kotlin-executor", this::toKotlin);
        ways.put("kotlin-default", LibraryPools::launchDefault);
        ways.put("kotlin-io", LibraryPools::launchBlocking);
        ways.put("scala", LibraryPools::toScala);
        ways.put("vertx", this::toVertx);
        ways.put("netty", this::toNetty);
        ways.put("netty-nio", this::toNettyNio);
        ways.put("tomcat", this::toTomcat);
        ways.put("jetty", this::toJetty);
        ways.put("till", this::toTill);
        ways.put("clerk", this::toClerk);
        return ways;
    }

    /** Pools that nobody ever shuts down, one for each call; by name. */
    Map<String, Runnable> each() {
        var pools = new LinkedHashMap<String, Runnable>();
        pools.put("each-jboss", LibraryPools::eachJboss);
        pools.put("each-netty", LibraryPools::eachNetty);
        pools.put("each-netty-nio", LibraryPools::eachNettyNio);
        pools.put("each-till", LibraryPools::eachTill);
        pools.put("each-clerk", LibraryPools::eachClerk);
        return pools;
    }

    // ---- shared ----

    private void toJboss(Runnable task) {
        Executor pool = jboss.get();
        site("jboss");
        pool.execute(task);
    }

    private void toKotlin(Runnable task) {
        Executor pool = kotlin.get();
        site("kotlin-executor");
        pool.execute(task);
    }

    private static void launchDefault(Runnable task) {
        CoroutineContext dispatcher = Dispatchers.getDefault();
        site("kotlin-default");
        BuildersKt.launch(GlobalScope.INSTANCE, dispatcher, CoroutineStart.DEFAULT, (scope, then) -> ran(task));
    }

    private static void launchBlocking(Runnable task) {
        CoroutineContext dispatcher = Dispatchers.getIO();
        site("kotlin-io");
        BuildersKt.launch(GlobalScope.INSTANCE, dispatcher, CoroutineStart.DEFAULT, (scope, then) -> ran(task));
    }

    private static Unit ran(Runnable task) {
        task.run();
        return Unit.INSTANCE;
    }

    private static void toScala(Runnable task) {
        ExecutionContext pool = ExecutionContext.global();
        site("scala");
        pool.execute(task);
    }

    private void toVertx(Runnable task) {
        Vertx pool = vertx.get();
        site("vertx");
        pool.executeBlocking(() -> ran(task), false);
    }

    private void toNetty(Runnable task) {
        DefaultEventExecutorGroup pool = netty.get();
        site("netty");
        pool.execute(task);
    }

    private void toNettyNio(Runnable task) {
        NioEventLoopGroup pool = nettyNio.get();
        site("netty-nio");
        pool.execute(task);
    }

    private void toTomcat(Runnable task) {
        ThreadPoolExecutor pool = tomcat.get();
        site("tomcat");
        pool.execute(task);
    }

    private void toJetty(Runnable task) {
        QueuedThreadPool pool = jetty.get();
        site("jetty");
        pool.execute(task);
    }

    private void toTill(Runnable task) {
        Till pool = till.get();
        site("till");
        pool.execute(task);
    }

    private void toClerk(Runnable task) {
        List<Clerk> all = clerks.get();
        Clerk clerk = all.get(nextClerk.getAndIncrement() % all.size());
        site("clerk");
        clerk.execute(task);
    }

    // ---- one each ----

    private static void eachJboss() {
        EnhancedQueueExecutor.Builder builder = jboss(1);
        site("each-jboss");
        EnhancedQueueExecutor pool = builder.build();
        pool.execute(() -> {});
    }

    private static void eachNetty() {
        site("each-netty");
        DefaultEventExecutorGroup pool = new DefaultEventExecutorGroup(1);
        pool.execute(() -> {});
    }

    private static void eachNettyNio() {
        site("each-netty-nio");
        NioEventLoopGroup pool = new NioEventLoopGroup(1);
        pool.execute(() -> {});
    }

    private static void eachTill() {
        site("each-till");
        Till pool = new Till(1);
        pool.execute(() -> {});
    }

    private static void eachClerk() {
        site("each-clerk");
        Clerk pool = new Clerk();
        pool.execute(() -> {});
    }

    // ---- how they are made ----

    private static EnhancedQueueExecutor.Builder jboss(int threads) {
        return new EnhancedQueueExecutor.Builder()
                .setCorePoolSize(threads)
                .setMaximumPoolSize(threads)
                .setRegisterMBean(false);
    }

    private static ThreadPoolExecutor tomcat() {
        var queue = new TaskQueue();
        var threads = new TaskThreadFactory("tomcat-", true, Thread.NORM_PRIORITY);
        var pool = new ThreadPoolExecutor(4, ROOM, 60, TimeUnit.SECONDS, queue, threads);
        queue.setParent(pool);
        return pool;
    }

    private static QueuedThreadPool jetty() {
        var pool = new QueuedThreadPool(ROOM, 4, 60_000, new LinkedBlockingQueue<>());
        try {
            pool.start();
        } catch (Exception e) {
            throw new IllegalStateException("no Jetty pool", e);
        }
        return pool;
    }

    private static List<Clerk> clerks() {
        var clerks = new ArrayList<Clerk>();
        for (int i = 0; i < ROOM; i++) {
            clerks.add(new Clerk());
        }
        return clerks;
    }
}
