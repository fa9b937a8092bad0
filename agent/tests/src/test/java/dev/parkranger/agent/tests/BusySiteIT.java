package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parkranger.agent.tests.programs.BusyProgram;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A leak among healthy tasks of the same class and owner, of which there are far too many to take the stack of each. */
class BusySiteIT {

    private static final Duration IN_TIME = Duration.ofMinutes(2);
    private static final String SECONDS = "6";
    private static final String LEAKS_A_SECOND = "40";

    @TempDir
    Path directory;

    @Test
    void a_leak_at_a_busy_site_is_told_with_the_stack_that_has_made_it() throws Exception {
        String kind = Jdk.hasVirtualThreads() ? "virtual" : "pool";
        try (AgentJvm jvm = AgentJvm.program(BusyProgram.class, directory)
                .options("capture=adaptive," + AgentJvm.SHORT)
                .ready()) {
            jvm.awaitReport("armed", JsonReport::armed);
            String perSecond = jvm.run(kind + " " + SECONDS + " " + LEAKS_A_SECOND, IN_TIME);
            System.out.println("a busy site: " + perSecond + " healthy tasks a second");
            String leak = jvm.site("leak");

            JsonReport report = jvm.awaitReport(
                    "the leak alone",
                    it -> it.suspectsAboveWatch().size() == 1
                            && it.suspectAt(leak).isPresent(),
                    IN_TIME);
            JsonNode suspect = report.suspectAt(leak).orElseThrow();
            assertThat(suspect.path("count").asInt()).isGreaterThan(100);
            assertThat(suspect.path("createdAt").toString()).contains("leave").doesNotContain("serve");
            assertThat(suspect.path("evidence").toString()).doesNotContain("that of another task");
            assertThat(report.suppressedErrors()).isZero();
            assertThat(Long.parseLong(perSecond)).as("a busy site").isGreaterThan(5_000);
        }
    }
}
