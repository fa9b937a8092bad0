package dev.parkranger.agent.tests.servers;

import com.zaxxer.hikari.HikariDataSource;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.h2.tools.Server;
import org.jboss.threads.EnhancedQueueExecutor;
import org.quartz.Scheduler;
import org.quartz.impl.StdSchedulerFactory;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import reactor.core.scheduler.Schedulers;
import scala.concurrent.ExecutionContext;

/** One of each library that starts threads: made, used once, and what an application would keep of it. */
final class Libraries {

    private static final Duration LONG = Duration.ofHours(1);

    private Libraries() {}

    /** By name; none is made before it is called. */
    static Map<String, Callable<Object>> all() {
        var all = new LinkedHashMap<String, Callable<Object>>();
        all.put("tomcat", () -> served(new TomcatServer()));
        all.put("jetty", () -> served(new JettyServer()));
        all.put("undertow", () -> served(new UndertowServer()));
        all.put("netty", () -> served(new NettyServer()));
        all.put("grpc", () -> called(new GrpcStock()));
        all.put("okhttp", () -> called(new OkHttpPrices()));
        all.put("kafka", () -> called(new KafkaAudit()));
        all.put("quartz", Libraries::quartz);
        all.put("hikari", Libraries::hikari);
        all.put("h2", Libraries::h2);
        all.put("caffeine", () -> called(new CaffeineRates()));
        all.put("logback", Libraries::logback);
        all.put("vertx", Libraries::vertx);
        all.put("netty-executors", Libraries::nettyExecutors);
        all.put("jetty-pool", Libraries::jettyPool);
        all.put("jboss-threads", Libraries::jbossThreads);
        all.put("spring-executor", Libraries::springExecutor);
        all.put("spring-scheduler", Libraries::springScheduler);
        all.put("kotlin", Libraries::kotlin);
        all.put("scala", Libraries::scala);
        all.put("reactor", Libraries::reactor);
        all.put("rxjava", Libraries::rxJava);
        all.putAll(JdkServices.all());
        return all;
    }

    private static Object served(dev.parkranger.agent.tests.servers.Server server) throws Exception {
        int port = server.start(Shop.get());
        JdkServices.fetch(port, "/orders/7");
        Shop.get().openOn(port);
        return server;
    }

    private static Object called(Clients.Client client) throws Exception {
        client.call();
        return client;
    }

    private static Object quartz() throws Exception {
        Scheduler scheduler = new StdSchedulerFactory(QuartzJobs.settings("night shift")).getScheduler();
        scheduler.start();
        return scheduler;
    }

    private static Object hikari() throws Exception {
        var source = new HikariDataSource(OrderTable.settings());
        source.getConnection().close();
        return source;
    }

    private static Object h2() throws Exception {
        return Server.createTcpServer(
                        "-tcpPort",
                        "0",
                        "-ifNotExists",
                        "-baseDir",
                        Path.of("h2").toAbsolutePath().toString())
                .start();
    }

    /** A context of its own, as a web application has one. */
    private static Object logback() {
        var context = new ch.qos.logback.classic.LoggerContext();
        var sink = new ch.qos.logback.core.read.ListAppender<ch.qos.logback.classic.spi.ILoggingEvent>();
        sink.setContext(context);
        sink.start();
        var async = new ch.qos.logback.classic.AsyncAppender();
        async.setContext(context);
        async.setName("orders");
        async.addAppender(sink);
        async.start();
        context.getLogger("orders").addAppender(async);
        context.getLogger("orders").info("ordered");
        LoggerFactory.getLogger("orders").info("ordered");
        return context;
    }

    private static Object vertx() throws Exception {
        Vertx vertx = Vertx.vertx();
        vertx.<Integer>executeBlocking(() -> 42)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        return vertx;
    }

    private static Object nettyExecutors() throws Exception {
        var group = new DefaultEventExecutorGroup(2);
        group.submit(() -> {}).get();
        return group;
    }

    private static Object jettyPool() throws Exception {
        var pool = new QueuedThreadPool(8, 2);
        pool.setName("jetty-pool");
        pool.start();
        pool.execute(() -> {});
        return pool;
    }

    private static Object jbossThreads() throws Exception {
        var pool = new EnhancedQueueExecutor.Builder()
                .setCorePoolSize(2)
                .setMaximumPoolSize(2)
                .setThreadFactory(task -> new Thread(task, "jboss-threads"))
                .setRegisterMBean(false)
                .build();
        pool.submit(() -> {}).get();
        return pool;
    }

    private static Object springExecutor() throws Exception {
        var executor = new ThreadPoolTaskExecutor();
        executor.setCorePoolSize(2);
        executor.setThreadNamePrefix("spring-executor-");
        executor.initialize();
        executor.submit(() -> {}).get();
        return executor;
    }

    private static Object springScheduler() throws Exception {
        var scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(2);
        scheduler.setThreadNamePrefix("spring-scheduler-");
        scheduler.initialize();
        scheduler.submit(() -> {}).get();
        scheduler.scheduleAtFixedRate(() -> {}, LONG);
        return scheduler;
    }

    private static Object kotlin() throws Exception {
        var executor = ExecutorsKt.asExecutor(Dispatchers.getDefault());
        JdkServices.ran(executor);
        return executor;
    }

    private static Object scala() throws Exception {
        JdkServices.ran(ExecutionContext.global()::execute);
        return ExecutionContext.global();
    }

    private static Object reactor() throws Exception {
        var elastic = Schedulers.newBoundedElastic(2, 10, "reactor-elastic");
        JdkServices.ran(elastic::schedule);
        var single = Schedulers.newSingle("reactor-single");
        JdkServices.ran(single::schedule);
        return List.of(elastic, single);
    }

    private static Object rxJava() throws Exception {
        var elastic = io.reactivex.rxjava3.schedulers.Schedulers.io();
        JdkServices.ran(elastic::scheduleDirect);
        var single = io.reactivex.rxjava3.internal.schedulers.SingleScheduler.class
                .getConstructor()
                .newInstance();
        JdkServices.ran(single::scheduleDirect);
        return List.of(elastic, single);
    }
}
