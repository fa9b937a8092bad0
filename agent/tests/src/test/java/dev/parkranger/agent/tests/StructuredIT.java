package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parkranger.agent.tests.programs.StructuredProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Structured scopes: what they fork lives within them, however long that takes; what escapes from a fork does not. */
class StructuredIT {

    @TempDir
    Path directory;

    @Test
    void forks_are_within_their_scope_and_only_what_escapes_from_it_is_told() throws Exception {
        assumeTrue(Jdk.feature() == 25, "the preview of this JDK");
        try (AgentJvm jvm = AgentJvm.program(StructuredProgram.class, directory)
                .flags("--enable-preview")
                .ready()) {
            assertThat(jvm.run("healthy 20")).isEqualTo("60");
            jvm.run("open");
            JsonReport meanwhile = jvm.settledReport();
            assertThat(meanwhile.suspects()).as("%s", meanwhile).isEmpty();
            assertThat(meanwhile.live("virtual")).as("forks that wait").isGreaterThanOrEqualTo(9);
            assertThat(jvm.run("ring")).isEqualTo("69");

            jvm.run("escape 6");
            String site = jvm.site("escape");
            JsonReport report = jvm.awaitReport("a leak of 18 at " + site, it -> it.hasLeakAt(site, 18));
            JsonNode leak = report.suspectAt(site).orElseThrow();
            assertThat(leak.path("kind").asText()).isEqualTo("virtual");
            assertThat(leak.at("/owner/name").asText()).contains("virtual thread started in StructuredProgram.forks");
            assertThat(report.suspectsAboveWatch()).hasSize(1);
            assertThat(report.suppressedErrors()).isZero();
        }
    }
}
