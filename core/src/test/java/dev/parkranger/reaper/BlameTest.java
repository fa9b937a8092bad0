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

/** {@code com.acme} is the application's, in a jar with {@code com.acme.Main}; {@code org.quarry} and others came in jars. */
class BlameTest {

    private final CodeSources sources = new CodeSources();
    private final CodeMap code = new CodeMap(List.of(), sources);

    BlameTest() {
        sources.note("com/acme", "file:/app/shop.jar");
        sources.note("org/quarry/client", "file:/app/lib/quarry-2.1.jar");
        sources.note("io/widget", "file:/app/lib/widget-1.0.jar");
        sources.main("com.acme.Main");
    }

    private Creation creation(String... methods) {
        return code.creation(Origin.of(stack(methods)));
    }

    private String blamed(String... methods) {
        Frame blamed = code.applicationFrame(stack(methods));
        return blamed == null ? "" : blamed.className() + "." + blamed.methodName();
    }

    @Test
    void a_client_out_of_an_unknown_jar_is_not_blamed_but_who_called_it() {
        Creation creation = creation(
                "java.lang.Thread.start",
                "org.quarry.client.Pool.grow",
                "org.quarry.client.Client.<init>",
                "com.acme.Quotes.fetch",
                "com.acme.Main.main");

        assertThat(creation.blamed()).isEqualTo(frame("com.acme.Quotes.fetch"));
        assertThat(creation.client()).isEqualTo("org.quarry.client");
        assertThat(creation.within()).isEmpty();
    }

    @Test
    void a_driver_that_the_application_calls_through_a_framework_is_not_blamed_either() {
        assertThat(blamed(
                        "java.lang.Thread.start",
                        "org.quarry.client.Driver.connect",
                        "org.springframework.jdbc.core.JdbcTemplate.execute",
                        "com.acme.Orders.all",
                        "org.springframework.web.servlet.FrameworkServlet.service",
                        "jakarta.servlet.http.HttpServlet.service"))
                .isEqualTo("com.acme.Orders.all");
    }

    @Test
    void main_says_little_where_unknown_code_is_nearer() {
        assertThat(blamed(
                        "java.lang.Thread.start",
                        "io.widget.Orders.get",
                        "io.widget.Server.listen",
                        "com.acme.Main.main"))
                .isEqualTo("io.widget.Orders.get");
        assertThat(blamed("java.lang.Thread.start", "com.google.common.A.b", "com.acme.Main.main"))
                .isEqualTo("com.acme.Main.main");
        assertThat(blamed(
                        "java.lang.Thread.start", "io.widget.Orders.get", "com.acme.Main.start", "com.acme.Main.main"))
                .isEqualTo("com.acme.Main.start");
    }

    @Test
    void a_filter_that_all_requests_pass_is_not_blamed_for_an_unknown_handler() {
        assertThat(blamed(
                        "java.lang.Thread.start",
                        "io.widget.OrderController.get",
                        "java.lang.reflect.Method.invoke",
                        "org.springframework.web.servlet.FrameworkServlet.service",
                        "jakarta.servlet.http.HttpServlet.service",
                        "org.apache.catalina.core.ApplicationFilterChain.doFilter",
                        "com.acme.LogFilter.doFilterInternal",
                        "org.springframework.web.filter.OncePerRequestFilter.doFilter"))
                .isEqualTo("io.widget.OrderController.get");
    }

    @Test
    void a_wrapper_that_passes_tasks_on_is_not_blamed_for_an_unknown_task() {
        assertThat(blamed(
                        "java.lang.Thread.start",
                        "io.widget.Job.open",
                        "io.widget.Job.run",
                        "com.acme.WithContext.run",
                        "java.util.concurrent.ThreadPoolExecutor.runWorker"))
                .isEqualTo("io.widget.Job.open");
        assertThat(blamed("java.lang.Thread.start", "io.widget.Job.call", "com.acme.WithContext.lambda$wrap$0"))
                .isEqualTo("io.widget.Job.call");
        assertThat(blamed(
                        "java.lang.Thread.start",
                        "io.widget.Orders.get",
                        "org.springframework.aop.framework.ReflectiveMethodInvocation.proceed",
                        "com.acme.LogAspect.around"))
                .isEqualTo("io.widget.Orders.get");
    }

    @Test
    void a_library_that_calls_itself_back_or_has_a_method_named_like_a_task_is_still_a_library() {
        assertThat(blamed("java.lang.Thread.start", "org.quarry.client.Client.call", "com.acme.Quotes.fetch"))
                .isEqualTo("com.acme.Quotes.fetch");
        assertThat(blamed(
                        "java.lang.Thread.start",
                        "org.quarry.client.Pool.lambda$grow$0",
                        "com.google.common.base.A.get",
                        "org.quarry.client.Pool.grow",
                        "com.acme.Quotes.fetch"))
                .isEqualTo("com.acme.Quotes.fetch");
        assertThat(blamed(
                        "java.lang.Thread.start",
                        "org.quarry.client.Pool$1.run",
                        "java.security.AccessController.doPrivileged",
                        "org.quarry.client.Pool.grow",
                        "com.acme.Quotes.fetch"))
                .isEqualTo("com.acme.Quotes.fetch");
    }

    @Test
    void a_line_within_the_handler_is_the_applications_before_any_around_it() {
        assertThat(blamed(
                        "java.lang.Thread.start",
                        "com.acme.Feed.lambda$open$0",
                        "io.widget.Retry.call",
                        "com.acme.Quotes.fetch"))
                .isEqualTo("com.acme.Feed.lambda$open$0");
    }

    @Test
    void an_unknown_librarys_own_thread_leads_to_the_line_that_called_it() {
        Origin called =
                Origin.of(stack("java.lang.Thread.start", "org.quarry.client.Client.<init>", "com.acme.Feed.open"));
        Origin loop = Origin.of(
                stack("java.lang.Thread.start", "org.quarry.client.Loop.run", "java.lang.Thread.run"), called);
        Creation creation = code.creation(
                Origin.of(stack("java.lang.Thread.start", "org.quarry.client.Loop.run", "java.lang.Thread.run"), loop));

        assertThat(creation.blamed()).isEqualTo(frame("com.acme.Feed.open"));
        assertThat(creation.creators()).hasSize(2).endsWith(frame("com.acme.Feed.open"));
        assertThat(creation.client()).isEqualTo("org.quarry.client");
    }

    @Test
    void an_unknown_job_in_a_thread_that_the_application_made_is_blamed_itself() {
        Origin started = Origin.of(stack("java.util.concurrent.ThreadPoolExecutor.execute", "com.acme.Jobs.begin"));
        Creation creation = code.creation(
                Origin.of(stack("java.lang.Thread.start", "io.widget.Job.run", "java.lang.Thread.run"), started));

        assertThat(creation.blamed()).isEqualTo(frame("io.widget.Job.run"));
        assertThat(creation.creators()).isEmpty();
    }

    @Test
    void an_unknown_handler_in_a_servers_thread_is_blamed_before_who_started_the_server() {
        Origin bootstrap = Origin.of(stack("org.apache.catalina.startup.Tomcat.start", "com.acme.Bootstrap.serve"));
        Creation creation = code.creation(Origin.of(
                stack(
                        "java.lang.Thread.start",
                        "io.widget.OrderServlet.doGet",
                        "jakarta.servlet.http.HttpServlet.service"),
                bootstrap));

        assertThat(creation.blamed()).isEqualTo(frame("io.widget.OrderServlet.doGet"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.netty.util.Starter.start", "org.quarry.client.Client.start"})
    void a_leak_wholly_within_a_library_is_told_as_such(String method) {
        Creation creation = creation("java.lang.Thread.start", method, "java.lang.Thread.run");

        assertThat(creation.blamed()).isEqualTo(frame(method));
        assertThat(creation.within()).isEqualTo(KnownCode.library(frame(method).className()));
    }

    @Test
    void what_was_made_for_a_line_of_the_applications_is_within_no_library() {
        assertThat(creation("java.lang.Thread.start", "com.acme.Main.main").within())
                .isEmpty();
        assertThat(new CodeMap(List.of())
                        .creation(Origin.of(stack("java.lang.Thread.start", "org.quarry.client.Client.start")))
                        .within())
                .as("where nothing is known of the application")
                .isEmpty();
    }

    @Test
    void packages_that_the_user_has_named_win() {
        CodeMap named = new CodeMap(List.of("io.widget"), sources);

        assertThat(named.applicationFrame(stack("java.lang.Thread.start", "com.acme.Feed.open", "io.widget.Job.run")))
                .isEqualTo(frame("io.widget.Job.run"));
        assertThat(named.creation(Origin.of(stack("java.lang.Thread.start", "com.acme.Feed.open")))
                        .within())
                .isEqualTo("com.acme");
    }

    @Test
    void bridges_and_accessors_are_never_the_innermost() {
        assertThat(blamed("java.lang.Thread.start", "com.acme.Feed.call", "com.acme.Feed.call", "com.acme.Other.run"))
                .isEqualTo("com.acme.Feed.call");
        assertThat(blamed(
                        "java.lang.Thread.start",
                        "com.acme.Feed.open",
                        "com.acme.Feed.access$000",
                        "com.acme.Feed$1.run"))
                .isEqualTo("com.acme.Feed.open");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.Feed$ByteBuddy$x1y2.open",
                "com.acme.Feed$HibernateProxy$x1y2.open",
                "com.acme.Feed$MockitoMock$123.open",
                "com.acme.Feed_$$_jvst12_0.open",
                "com.acme.Feed_ClientProxy.open",
                "com.acme.Feed$$EnhancerBySpringCGLIB$$1a2b.open",
                "com.acme.Feed$$FastClassBySpringCGLIB$$1a2b.invoke",
                "com.acme.Feed/0x00007f00.open"
            })
    void generated_classes_are_nobodys_line(String method) {
        assertThat(blamed(method, "com.acme.Feed.open")).isEqualTo("com.acme.Feed.open");
        assertThat(blamed(method)).isEmpty();
    }

    @Test
    void scalas_anonymous_classes_have_been_written_by_somebody() {
        assertThat(blamed("java.lang.Thread.start", "com.acme.Feed$$anon$1.run", "com.acme.Other.run"))
                .isEqualTo("com.acme.Feed$$anon$1.run");
    }
}
