package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parkranger.agent.tests.programs.FilteringLoaderProgram;
import dev.parkranger.agent.tests.programs.JavaxServletProgram;
import dev.parkranger.agent.tests.programs.TomcatProgram;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests are owners: a real Tomcat that drives itself. */
class ServletIT {

    private static final Duration LOAD = Duration.ofSeconds(120);

    @TempDir
    Path directory;

    @Test
    void a_healthy_servlet_gives_none_and_then_five_of_five_forty_and_four_hundred_give_one_leak() throws Exception {
        try (AgentJvm jvm = tomcat()) {
            load(jvm, "get /healthy", 4000);
            assertNone(jvm.settledReport());

            load(jvm, "get /hand-off", 5);
            String site = jvm.site("hand-off");
            JsonReport five = jvm.awaitReport("a leak of 5", report -> report.hasLeakAt(site, 5));
            assertThat(five.suspectAt(site).orElseThrow().path("owners").asInt())
                    .isEqualTo(5);

            load(jvm, "get /hand-off", 35);
            jvm.awaitReport("a leak of 40", report -> report.hasLeakAt(site, 40));
            JsonReport forty = jvm.settledReport();
            assertThat(forty.suspectsAboveWatch()).as("one group: %s", forty).hasSize(1);
            JsonNode leak = forty.suspectAt(site).orElseThrow();
            assertThat(leak.path("count").asInt()).isEqualTo(40);
            assertThat(JsonReport.confidence(leak)).isEqualTo("leak");
            assertThat(JsonReport.verdict(leak)).isEqualTo("orphaned-task");
            assertThat(leak.path("kind").asText()).isEqualTo("platform");
            assertThat(leak.path("heals").asText()).isEqualTo("never");
            assertThat(leak.path("owners").asInt()).isEqualTo(40);
            assertThat(leak.path("ownersSeen").asInt()).isEqualTo(40);
            assertThat(leak.at("/owner/kind").asText()).isEqualTo("scope");
            assertThat(leak.at("/owner/name").asText()).isEqualTo("GET /hand-off");
            assertThat(leak.at("/owner/endedSecondsAgo").asDouble()).isPositive();
            assertThat(leak.at("/waitingAt/frame").asText()).contains("SynchronousQueue");
            assertThat(leak.at("/waitingAt/applicationFrame").asText()).contains("HandOffServlet.quote(");
            assertThat(leak.at("/waitingAt/state").asText()).isEqualTo("WAITING");
            assertThat(leak.path("evidence")).isNotEmpty();
            assertThat(leak.path("advice").asText()).isNotBlank();
            assertThat(leak.path("threads")).hasSize(10);
            assertThat(leak.at("/threads/0/name").asText()).isEqualTo("quote-worker");

            load(jvm, "get /hand-off", 360);
            jvm.awaitReport("a leak of 400", report -> report.hasLeakAt(site, 400));
            JsonReport all = jvm.settledReport();
            assertThat(all.suspectsAboveWatch()).as("one group: %s", all).hasSize(1);
            assertThat(all.suspectAt(site).orElseThrow().path("id"))
                    .as("the id is fixed when first flagged")
                    .isEqualTo(leak.path("id"));
            assertUnharmed(all);
        }
    }

    @Test
    void forty_leaks_among_four_thousand_healthy_requests_of_one_servlet_are_found() throws Exception {
        try (AgentJvm jvm = tomcat()) {
            assertThat(jvm.run("mixed 4000 40", LOAD)).isEqualTo("4000");
            String site = jvm.site("mixed");
            jvm.awaitReport(
                    "the forty",
                    report -> report.suspectAt(site)
                            .filter(suspect -> suspect.path("count").asInt() == 40)
                            .isPresent());
            JsonReport settled = jvm.settledReport();
            assertThat(settled.suspectsAboveWatch()).as("%s", settled).hasSize(1);
            JsonNode suspect = settled.suspectAt(site).orElseThrow();
            assertThat(suspect.path("count").asInt()).isEqualTo(40);
            assertThat(suspect.path("owners").asInt()).isEqualTo(40);
            assertThat(JsonReport.confidence(suspect)).isIn("suspect", "leak");
            assertThat(suspect.at("/owner/name").asText()).isEqualTo("GET /mixed");
            assertUnharmed(settled);
        }
    }

    @Test
    void a_pool_per_request_is_one_abandoned_pool_group_and_a_shared_pool_none() throws Exception {
        try (AgentJvm jvm = tomcat()) {
            load(jvm, "get /shared-pool", 400);
            assertNone(jvm.settledReport());

            load(jvm, "get /pool-per-request", 40);
            load(jvm, "get /shared-pool", 40);
            String site = jvm.site("pool-per-request");
            jvm.awaitReport("the pools", report -> report.hasLeakAt(site, 80));
            JsonReport settled = jvm.settledReport();
            assertThat(settled.suspectsAboveWatch()).as("%s", settled).hasSize(1);
            JsonNode leak = settled.suspectAt(site).orElseThrow();
            assertThat(JsonReport.verdict(leak)).isEqualTo("abandoned-pool");
            assertThat(JsonReport.confidence(leak)).isEqualTo("leak");
            assertThat(leak.path("kind").asText()).isEqualTo("pool");
            assertThat(leak.path("pools").asInt()).isEqualTo(40);
            assertThat(leak.path("count").asInt()).isEqualTo(80);
            assertThat(leak.path("owners").asInt()).isEqualTo(40);
            assertThat(leak.at("/owner/kind").asText()).isEqualTo("scope");
            assertThat(leak.at("/owner/name").asText()).isEqualTo("GET /pool-per-request");
            assertUnharmed(settled);
        }
    }

    @Test
    void a_javax_request_is_a_scope_too() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(JavaxServletProgram.class, directory)
                .classPath(Jdk.home(javax.servlet.Servlet.class))
                .ready()) {
            jvm.run("get 12");
            String site = jvm.site("javax");
            JsonReport found = jvm.awaitReport("a leak of 12", report -> report.hasLeakAt(site, 12));
            JsonNode leak = found.suspectAt(site).orElseThrow();
            assertThat(leak.at("/owner/kind").asText()).isEqualTo("scope");
            assertThat(leak.at("/owner/name").asText()).isEqualTo("GET /quotes");
            assertUnharmed(found);
        }
    }

    @Test
    void a_servlet_behind_a_loader_that_delegates_only_java_is_served_and_watched() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(FilteringLoaderProgram.class, directory)
                .classPath(Jdk.home(javax.servlet.Servlet.class))
                .ready()) {
            jvm.run("get 12");
            String site = jvm.site("javax");
            JsonReport found = jvm.awaitReport("a leak of 12", report -> report.hasLeakAt(site, 12));
            assertThat(found.suspectAt(site).orElseThrow().at("/owner/name").asText())
                    .isEqualTo("GET /quotes");
            assertUnharmed(found);
        }
    }

    private AgentJvm tomcat() throws Exception {
        return AgentJvm.program(TomcatProgram.class, directory)
                .classPath(Jdk.home(org.apache.catalina.startup.Tomcat.class), Jdk.home("jakarta.annotation.Resource"))
                .ready();
    }

    private static void load(AgentJvm jvm, String command, int count) throws Exception {
        assertThat(jvm.run(command + " " + count, LOAD)).as("requests answered").isEqualTo(String.valueOf(count));
    }

    private static void assertNone(JsonReport report) {
        assertThat(report.armed()).isTrue();
        assertThat(report.suspectsAboveWatch()).isEmpty();
    }

    private static void assertUnharmed(JsonReport report) {
        assertThat(report.suppressedErrors()).isZero();
        assertThat(report.droppedRecords()).isZero();
        assertThat(report.hooks("failed")).isEmpty();
    }
}
