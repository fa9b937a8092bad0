package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parkranger.agent.tests.programs.HttpServerProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is a scope without a servlet: requests of the JDK's HTTP server, and methods that an option names. */
class RequestScopesIT {

    private static final String SCOPES = "scopes=" + HttpServerProgram.class.getName() + "$Night*#import*;*.programs."
            + "HttpServerProgram$Nightly#fetch";

    @TempDir
    Path directory;

    @Test
    void requests_of_the_jdks_server_own_what_they_start_until_they_are_answered() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HttpServerProgram.class, directory).ready()) {
            // In the first fifth of a second threads are counted by their own class, all of them as one kind.
            jvm.awaitReport("the first look", JsonReport::armed);
            assertThat(jvm.run("poll 12")).isEqualTo("12");
            assertThat(jvm.run("get /leak 12")).isEqualTo("12");
            assertThat(jvm.run("get /broken 6")).isEqualTo("0");

            JsonReport leaks = leak(jvm, "leak", 12, "GET /leak");
            // The client asks once more when it is dropped.
            leak(jvm, "broken", 12, "GET /broken");
            assertThat(leaks.suspects().stream().map(JsonReport::frame).toList())
                    .as("nothing of a request that is not answered yet")
                    .doesNotContain(jvm.site("poll"), jvm.site("stream"));
            JsonReport settled = jvm.settledReport();
            assertThat(settled.suspectAt(jvm.site("poll"))).isEmpty();
            assertThat(settled.suspectAt(jvm.site("stream"))).isEmpty();

            assertThat(jvm.run("ring")).isEqualTo("12");
            leak(jvm, "poll", 6, "GET /poll");
            assertUnharmed(leak(jvm, "stream", 6, "GET /stream"));
        }
    }

    @Test
    void methods_that_the_option_names_are_scopes_until_their_future_is_done() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HttpServerProgram.class, directory)
                .options(AgentJvm.SHORT + "," + SCOPES)
                .ready()) {
            jvm.awaitReport("the first look", JsonReport::armed);
            jvm.run("fetch 6");
            jvm.run("import 8");

            leak(jvm, "import", 8, "HttpServerProgram.Nightly.importAll");
            assertThat(jvm.settledReport().suspectAt(jvm.site("fetch")))
                    .as("not done yet")
                    .isEmpty();

            assertThat(jvm.run("fetched")).isEqualTo("6");
            JsonReport all = leak(jvm, "fetch", 6, "HttpServerProgram.Nightly.fetch");
            assertThat(all.hooks("armed")).contains("scopes");
            assertThat(all.hooks("pending")).contains("servlet");
            assertUnharmed(all);
        }
    }

    @Test
    void what_is_loaded_already_is_woven_at_an_attach() throws Exception {
        AgentJvm.Builder program =
                AgentJvm.program(HttpServerProgram.class, directory).withoutAgent();
        try (AgentJvm jvm = program.ready()) {
            assertThat(jvm.run("get /leak 2")).isEqualTo("2");
            jvm.run("import 2");
            AgentJvm.Ended attached = AgentJvm.launcher(
                    directory,
                    "attach",
                    String.valueOf(jvm.pid()),
                    AgentJvm.SHORT + "," + SCOPES + ",report-file=" + program.reportFile());
            assertThat(attached.exitCode()).as(attached.all()).isZero();
            jvm.awaitReport("armed", JsonReport::armed);

            assertThat(jvm.run("get /leak 6")).isEqualTo("6");
            jvm.run("import 6");
            leak(jvm, "leak", 6, "GET /leak");
            JsonReport all = leak(jvm, "import", 6, "HttpServerProgram.Nightly.importAll");
            assertThat(all.hooks("armed")).contains("scopes", "http-server");
            assertUnharmed(all);
        }
    }

    private static JsonReport leak(AgentJvm jvm, String site, int count, String owner) throws Exception {
        String frame = jvm.site(site);
        JsonReport report = jvm.awaitReport("a leak of " + count + " at " + site, it -> it.hasLeakAt(frame, count));
        JsonNode leak = report.suspectAt(frame).orElseThrow();
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
