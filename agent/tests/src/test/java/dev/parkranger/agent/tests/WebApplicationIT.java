package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parkranger.agent.tests.programs.WebApplicationProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that outlive their servlet, and web applications that come and go, in a real Tomcat. */
class WebApplicationIT {

    @TempDir
    Path directory;

    @Test
    void an_asynchronous_request_ends_when_it_is_complete_and_filters_are_part_of_it() throws Exception {
        try (AgentJvm jvm = tomcat()) {
            assertThat(jvm.run("poll /poll 6")).isEqualTo("6");
            assertThat(jvm.run("get /filtered 6")).isEqualTo("6");
            JsonReport open = leak(jvm, "filter", "orphaned-task", 6, "GET /filtered");
            assertThat(open.suspectAt(jvm.site("poll"))).isEmpty();
            JsonReport settled = jvm.settledReport();
            assertThat(settled.suspectAt(jvm.site("poll"))).as("still open").isEmpty();

            assertThat(jvm.run("ring")).isEqualTo("6");
            leak(jvm, "poll", "orphaned-task", 6, "GET /poll");

            assertThat(jvm.run("poll /hand-on 6")).isEqualTo("6");
            assertThat(jvm.run("dispatch")).isEqualTo("6");
            assertUnharmed(leak(jvm, "late", "orphaned-task", 6, "GET /hand-on"));
        }
    }

    @Test
    void what_a_web_application_leaves_behind_is_told_when_it_was_stopped_and_not_before() throws Exception {
        try (AgentJvm jvm = tomcat()) {
            jvm.run("deploy");
            assertThat(jvm.run("get /shop/prices 20")).isEqualTo("20");
            assertThat(jvm.settledReport().suspects()).as("it is running").isEmpty();

            jvm.run("undeploy");
            for (int i = 0; i < 5; i++) {
                jvm.run("deploy");
                assertThat(jvm.run("get /shop/prices 20")).isEqualTo("20");
                jvm.run("undeploy");
            }
            leak(jvm, "refresh", "orphaned-task", 6, "web application /shop");
            JsonReport init = leak(jvm, "init", "orphaned-task", 6, "web application /shop");
            JsonNode kept = init.suspectAt(jvm.site("init")).orElseThrow().at("/cost/keepsAlive");
            assertThat(kept).as("by their context class loader: %s", init).hasSize(1);
            assertThat(kept.at("/0/name").asText()).isEqualTo("web application /shop");
            assertThat(kept.at("/0/stoppedSecondsAgo").asDouble()).isPositive();
            JsonReport all = leak(jvm, "pool", "abandoned-pool", 6, "web application /shop");
            assertThat(all.suspectsAboveWatch()).as("three groups: %s", all).hasSize(3);
            assertUnharmed(all);
        }
    }

    private AgentJvm tomcat() throws Exception {
        return AgentJvm.program(WebApplicationProgram.class, directory)
                .classPath(Jdk.home(org.apache.catalina.startup.Tomcat.class), Jdk.home("jakarta.annotation.Resource"))
                .ready();
    }

    private static JsonReport leak(AgentJvm jvm, String site, String verdict, int count, String owner)
            throws Exception {
        String frame = jvm.site(site);
        JsonReport report = jvm.awaitReport("a leak of " + count + " at " + site, it -> it.hasLeakAt(frame, count));
        JsonNode leak = report.suspectAt(frame).orElseThrow();
        assertThat(JsonReport.verdict(leak)).isEqualTo(verdict);
        assertThat(leak.at("/owner/kind").asText()).isEqualTo("scope");
        assertThat(leak.at("/owner/name").asText()).isEqualTo(owner);
        assertThat(leak.path("owners").asInt()).isEqualTo(count);
        return report;
    }

    private static void assertUnharmed(JsonReport report) {
        assertThat(report.suppressedErrors()).isZero();
        assertThat(report.hooks("failed")).isEmpty();
    }
}
