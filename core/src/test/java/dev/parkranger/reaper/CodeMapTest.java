package dev.parkranger.reaper;

import static dev.parkranger.record.Frames.frame;
import static dev.parkranger.record.Frames.stack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.record.Frame;
import dev.parkranger.record.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeMapTest {
    private final CodeMap code = new CodeMap(List.of());

    @Test
    void the_applications_innermost_line_is_blamed() {
        Frame blamed = code.applicationFrame(stack(
                "java.lang.Thread.start", "io.netty.util.Starter.start", "com.acme.Feed.start", "com.acme.Main.main"));

        assertThat(blamed).isEqualTo(frame("com.acme.Feed.start"));
    }

    private String client(String... methods) {
        return code.creation(Origin.of(stack(methods))).client();
    }

    @Test
    void a_client_is_the_library_that_the_applications_line_has_called() {
        assertThat(client(
                        "java.lang.Thread.start",
                        "org.apache.kafka.common.utils.KafkaThread.start",
                        "org.apache.kafka.clients.producer.KafkaProducer.<init>",
                        "com.acme.Audit.send",
                        "org.springframework.web.A.b"))
                .isEqualTo("org.apache.kafka");
        assertThat(client("okhttp3.Dispatcher.executorService", "okhttp3.OkHttpClient.call", "com.acme.Audit.send"))
                .isEqualTo("okhttp3");
    }

    @Test
    void a_client_under_a_proxy_is_still_the_client() {
        assertThat(client(
                        "java.lang.Thread.start",
                        "com.zaxxer.hikari.HikariDataSource.getConnection",
                        "jdk.proxy2.$Proxy12.getConnection",
                        "com.acme.Orders.all"))
                .isEqualTo("com.zaxxer.hikari");
    }

    @Test
    void the_jdks_http_client_is_a_client_too_and_the_rest_of_the_jdk_is_none() {
        assertThat(client(
                        "java.lang.Thread.start",
                        "jdk.internal.net.http.HttpClientImpl.start",
                        "java.net.http.HttpClient.newHttpClient",
                        "com.acme.Audit.send"))
                .isEqualTo("java.net.http");
        assertThat(client("java.lang.Thread.start", "java.util.Timer.<init>", "com.acme.Audit.send"))
                .isEmpty();
        assertThat(client("java.lang.Thread.start", "org.slf4j.A.b", "java.util.Optional.map", "com.acme.Audit.send"))
                .isEmpty();
    }

    @Test
    void along_the_creators_the_client_is_the_one_that_the_blamed_line_called() {
        Origin called = Origin.of(stack("io.netty.channel.A.start", "com.acme.Feed.open"));
        Creation created = code.creation(Origin.of(stack("java.lang.Thread.start", "io.netty.util.B.run"), called));

        assertThat(created.blamed()).isEqualTo(frame("com.acme.Feed.open"));
        assertThat(created.client()).isEqualTo("io.netty.channel");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.Thread.start",
                "javax.management.A.b",
                "jdk.internal.A.b",
                "sun.nio.A.b",
                "com.sun.net.httpserver.A.b"
            })
    void the_jdk_is_never_blamed(String method) {
        assertThat(CodeMap.isJdk(frame(method).className())).isTrue();
        assertThat(code.applicationFrame(stack(method))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springframework.web.A.b",
                "io.netty.A.b",
                "javax.servlet.http.HttpServlet.service",
                "jakarta.servlet.http.HttpServlet.service",
                "org.apache.catalina.A.b",
                "okhttp3.A.b"
            })
    void a_library_is_blamed_only_where_no_application_is(String method) {
        assertThat(code.applicationFrame(stack("java.lang.Thread.start", method, "com.acme.Main.main")))
                .isEqualTo(frame("com.acme.Main.main"));
        assertThat(code.applicationFrame(stack("java.lang.Thread.start", method)))
                .isEqualTo(frame(method));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.Feed$$EnhancerBySpringCGLIB$$1a2b.start",
                "com.acme.Feed$$SpringCGLIB$$0.start",
                "com.acme.$Proxy12.start",
                "jdk.proxy2.$Proxy12.start",
                "com.acme.Feed$$Lambda$14/0x000.run",
                "com.acme.Feed$$Lambda/0x000.run"
            })
    void generated_classes_are_stepped_over(String method) {
        assertThat(code.applicationFrame(stack(method, "com.acme.Feed.start"))).isEqualTo(frame("com.acme.Feed.start"));
        assertThat(code.applicationFrame(stack(method))).isNull();
    }

    @Test
    void a_lambdas_body_is_the_applications_own_line() {
        assertThat(code.applicationFrame(stack("java.lang.Thread.start", "com.acme.Feed.lambda$start$0")))
                .isEqualTo(frame("com.acme.Feed.lambda$start$0"));
    }

    @Test
    void an_application_known_by_its_packages_is_nothing_else() {
        CodeMap known = new CodeMap(List.of("com.acme", "org.apache.ours"));

        assertThat(known.applicationFrame(
                        stack("com.acmecorp.A.b", "com.other.Client.start", "org.apache.ours.Feed.start")))
                .isEqualTo(frame("org.apache.ours.Feed.start"));
        assertThat(known.applicationFrame(stack("com.other.Client.start", "com.acme.sub.Feed.start")))
                .isEqualTo(frame("com.acme.sub.Feed.start"));
    }

    @Test
    void a_creation_is_blamed_on_its_own_stack_first() {
        Creation creation = code.creation(Origin.of(
                stack("java.lang.Thread.start", "com.acme.Feed.start"), Origin.of(stack("com.acme.Main.main"))));

        assertThat(creation.blamed()).isEqualTo(frame("com.acme.Feed.start"));
        assertThat(creation.creators()).isEmpty();
    }

    @Test
    void where_a_client_library_starts_threads_from_its_own_the_chain_of_creators_tells() {
        Origin application = Origin.of(stack("io.netty.Bootstrap.connect", "com.acme.Feed.connect"));
        Origin library = Origin.of(stack("java.lang.Thread.start", "io.netty.Loop.run"), application);
        Creation creation = code.creation(Origin.of(stack("java.lang.Thread.start", "io.netty.Child.run"), library));

        assertThat(creation.blamed()).isEqualTo(frame("com.acme.Feed.connect"));
        assertThat(creation.creators()).containsExactly(frame("io.netty.Loop.run"), frame("com.acme.Feed.connect"));
        assertThat(creation.stack()).hasSize(2);
    }

    @Test
    void who_calls_a_home_made_pool_is_blamed_and_not_the_pool() {
        Creation made = code.creation(
                Origin.of(stack("com.acme.Base.<init>", "com.acme.HomePool.<init>", "com.acme.Quotes.fetch")),
                "com.acme.HomePool");
        Creation built = code.creation(
                Origin.of(
                        stack("com.acme.HomePool.<init>", "com.acme.HomePool$Builder.build", "com.acme.Quotes.fetch")),
                "com.acme.HomePool");
        Creation handedOver = code.creation(
                Origin.of(stack("com.acme.HomePool.execute", "java.util.A.forEach", "com.acme.Quotes.fetch")),
                "com.acme.HomePool");

        assertThat(List.of(made, built, handedOver)).allSatisfy(creation -> {
            assertThat(creation.blamed()).isEqualTo(frame("com.acme.Quotes.fetch"));
            assertThat(creation.client()).isEmpty();
        });
        assertThat(made.stack()).hasSize(3);
    }

    @Test
    void a_pool_whose_caller_is_not_the_applications_is_blamed_on_its_own_line() {
        Origin origin =
                Origin.of(stack("com.acme.HomePool.execute", "com.acme.HomePool.drain", "java.lang.Thread.run"));

        assertThat(code.creation(origin, "com.acme.HomePool").blamed()).isEqualTo(frame("com.acme.HomePool.execute"));
    }

    @Test
    void a_pool_of_a_librarys_does_not_hide_that_it_was_the_library() {
        Origin origin = Origin.of(stack("com.zaxxer.hikari.Pool.<init>", "com.acme.Orders.all"));
        Creation creation = code.creation(origin, "com.zaxxer.hikari.Pool");

        assertThat(creation.client()).isEqualTo("com.zaxxer.hikari");
        assertThat(creation.blamed()).isEqualTo(frame("com.acme.Orders.all"));
    }

    @Test
    void a_leak_wholly_inside_libraries_is_blamed_on_theirs() {
        Creation creation = code.creation(Origin.of(stack("java.lang.Thread.start", "io.netty.Child.run")));

        assertThat(creation.blamed()).isEqualTo(frame("io.netty.Child.run"));
    }

    @Test
    void what_the_jdk_starts_for_itself_is_blamed_on_nobody() {
        Creation creation = code.creation(Origin.of(stack("java.lang.Thread.start", "java.util.Timer.<init>")));

        assertThat(creation.blamed()).isNull();
        assertThat(creation.stack()).isNotEmpty();
    }

    @Test
    void what_began_before_the_agent_is_of_unknown_origin() {
        assertThat(code.creation(Origin.UNKNOWN)).isEqualTo(Creation.UNKNOWN);
    }

    @Test
    void a_class_initialiser_on_the_stack_is_noticed() {
        assertThat(code.creation(Origin.of(stack("java.lang.Thread.start", "com.acme.Holder.<clinit>", "com.acme.A.b")))
                        .initialiser())
                .isTrue();
        assertThat(code.creation(Origin.of(stack("java.lang.Thread.start", "com.acme.Holder.<init>")))
                        .initialiser())
                .isFalse();
    }

    @Test
    void the_wait_is_named_by_the_jdk_method_that_the_application_called() {
        Waiting waiting = code.waiting(
                stack(
                        "jdk.internal.misc.Unsafe.park",
                        "java.util.concurrent.locks.LockSupport.park",
                        "java.util.concurrent.SynchronousQueue$TransferQueue.transfer",
                        "java.util.concurrent.SynchronousQueue.put",
                        "com.acme.Feed.lambda$start$0",
                        "java.lang.Thread.run"),
                Thread.State.WAITING);

        assertThat(waiting.frame()).isEqualTo(frame("java.util.concurrent.SynchronousQueue.put"));
        assertThat(waiting.applicationFrame()).isEqualTo(frame("com.acme.Feed.lambda$start$0"));
    }

    @Test
    void an_idle_workers_wait_is_the_first_that_is_no_plumbing() {
        Waiting waiting = code.waiting(
                stack(
                        "jdk.internal.misc.Unsafe.park",
                        "java.util.concurrent.locks.LockSupport.park",
                        "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await",
                        "java.util.concurrent.LinkedBlockingQueue.take",
                        "java.util.concurrent.ThreadPoolExecutor.getTask",
                        "java.lang.Thread.run"),
                Thread.State.WAITING);

        assertThat(waiting.frame()).isEqualTo(frame("java.util.concurrent.LinkedBlockingQueue.take"));
        assertThat(waiting.applicationFrame()).isNull();
    }

    @Test
    void what_a_thread_factory_has_put_around_a_workers_loop_waits_for_nobody() {
        Waiting waiting = code.waiting(
                stack(
                        "java.util.concurrent.locks.LockSupport.park",
                        "java.util.concurrent.LinkedBlockingQueue.take",
                        "java.util.concurrent.ThreadPoolExecutor.getTask",
                        "java.util.concurrent.ThreadPoolExecutor.runWorker",
                        "java.util.concurrent.ThreadPoolExecutor$Worker.run",
                        "com.acme.Threads.lambda$named$0",
                        "java.lang.Thread.run"),
                Thread.State.WAITING);

        assertThat(waiting.frame()).isEqualTo(frame("java.util.concurrent.LinkedBlockingQueue.take"));
        assertThat(waiting.applicationFrame()).isNull();
        assertThat(waiting.isIdle()).isTrue();
    }

    @Test
    void a_task_without_a_line_of_the_applications_is_none_the_less_no_idle_worker() {
        assertThat(code.waiting(
                                stack(
                                        "java.util.concurrent.CountDownLatch.await",
                                        "java.util.concurrent.FutureTask.run",
                                        "java.util.concurrent.ThreadPoolExecutor.runWorker",
                                        "java.util.concurrent.ThreadPoolExecutor$Worker.run"),
                                Thread.State.WAITING)
                        .isIdle())
                .isFalse();
    }

    @Test
    void a_channels_wait_is_named_by_its_public_class() {
        Waiting waiting = code.waiting(
                stack("sun.nio.ch.SocketDispatcher.read0", "sun.nio.ch.SocketChannelImpl.read", "com.acme.Feed.run"),
                Thread.State.RUNNABLE);

        assertThat(waiting.frame()).isEqualTo(frame("java.nio.channels.SocketChannel.read"));
    }

    @Test
    void where_all_is_plumbing_the_innermost_method_is_named() {
        Waiting waiting = code.waiting(
                stack("sun.nio.fs.LinuxWatchService.poll", "java.lang.Thread.runWith", "java.lang.Thread.run"),
                Thread.State.RUNNABLE);

        assertThat(waiting.frame()).isEqualTo(frame("sun.nio.fs.LinuxWatchService.poll"));
    }

    @Test
    void a_wait_without_a_stack_is_nowhere() {
        Waiting waiting = code.waiting(List.of(), Thread.State.WAITING);

        assertThat(waiting.frame()).isNull();
        assertThat(waiting.applicationFrame()).isNull();
    }
}
