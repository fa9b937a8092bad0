package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parkranger.agent.tests.programs.BenignProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JDK's own lazy singletons, started within owners that end. */
class BenignIT {

    private static final String KEEP_ALIVE = "sun.net.www.http.KeepAliveCache.put(";

    @TempDir
    Path directory;

    @Test
    void a_singleton_of_the_jdk_is_watched_where_the_catalogue_is_off() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(BenignProgram.class, directory)
                .options(AgentJvm.SHORT + ",benign=off")
                .ready()) {
            jvm.run("fetch 6");

            JsonReport report = jvm.awaitReport("the keep-alive timer", BenignIT::hasKeepAlive);

            assertThat(report.suspects()).hasSize(1).first().satisfies(suspect -> {
                assertThat(JsonReport.confidence(suspect)).isEqualTo("watch");
                assertThat(suspect.path("count").asInt()).isOne();
            });
        }
    }

    @Test
    void the_catalogue_leaves_it_out_and_a_leak_of_the_same_name_in() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(BenignProgram.class, directory).ready()) {
            jvm.run("fetch 6");
            jvm.run("time-out 6");
            JsonReport settled = jvm.settledReport();
            assertThat(settled.suspects()).as("%s", settled).isEmpty();
            assertThat(settled.suppressedErrors()).isZero();

            jvm.run("twin 6");
            String twin = jvm.site("twin");
            jvm.awaitReport(
                    "the leak of the same name",
                    report -> report.suspectAt(twin).isPresent());
            assertThat(jvm.settledReport().suspects())
                    .hasSize(1)
                    .first()
                    .extracting(suspect -> suspect.path("count").asInt())
                    .isEqualTo(6);
        }
    }

    private static boolean hasKeepAlive(JsonReport report) {
        return report.suspects().stream().anyMatch(BenignIT::isKeepAlive);
    }

    private static boolean isKeepAlive(JsonNode suspect) {
        return JsonReport.each(suspect.at("/createdAt/stack"))
                .anyMatch(frame -> frame.asText().startsWith(KEEP_ALIVE));
    }
}
