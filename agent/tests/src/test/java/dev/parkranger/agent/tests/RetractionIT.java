package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parkranger.agent.tests.programs.HandOffProgram;
import dev.parkranger.agent.tests.programs.HelloProgram;
import dev.parkranger.agent.tests.programs.MainReturnsProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What heals is taken back, and where nothing leaks nothing is said. */
class RetractionIT {

    @TempDir
    Path directory;

    @Test
    void sleepers_that_wake_are_retracted_in_the_next_report() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory).ready()) {
            // Asleep for long enough to be found on a busy machine too.
            jvm.run("sleepers 6 12000");
            String site = jvm.site("sleepers");
            JsonReport asleep = jvm.awaitReport(
                    "all six sleepers",
                    report -> report.suspectAt(site)
                            .filter(suspect -> suspect.path("count").asInt() == 6)
                            .isPresent());
            JsonNode suspect = asleep.suspectAt(site).orElseThrow();
            assertThat(JsonReport.verdict(suspect)).isEqualTo("orphaned-task");
            assertThat(suspect.at("/waitingAt/state").asText()).isEqualTo("TIMED_WAITING");
            assertRetracted(jvm, site, suspect.path("id").asText());
        }
    }

    @Test
    void a_leak_that_is_released_is_retracted_and_may_open_again_under_its_id() throws Exception {
        // What ended by itself speaks for its site through one window: a short one, so that it is soon forgotten, and
        // long enough for a leak to be found within it.
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory)
                .options("interval=200ms,grace=500ms,window=10s,report-every=1s")
                .ready()) {
            jvm.run("leak 6");
            String site = jvm.site("leak");
            JsonReport stuck = jvm.awaitReport("the leak", report -> report.hasLeakAt(site, 6));
            String id = stuck.suspectAt(site).orElseThrow().path("id").asText();
            assertThat(id).matches("[0-9a-f]{8}");
            assertThat(stuck.resolved(id)).isEmpty();

            jvm.run("release");
            assertRetracted(jvm, site, id);

            jvm.run("leak 6");
            JsonReport again = jvm.awaitReport(
                    "the leak again",
                    report -> report.suspectsAboveWatch().stream()
                            .anyMatch(suspect -> JsonReport.frame(suspect).equals(site)));
            assertThat(again.suspectAt(site).orElseThrow().path("id").asText()).isEqualTo(id);
        }
    }

    @Test
    void a_quiet_application_has_a_quiet_log_and_its_last_report_is_of_its_end() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory).ready()) {
            jvm.run("healthy 200");
            JsonReport settled = jvm.settledReport();
            assertThat(settled.suspectsAboveWatch()).isEmpty();
            assertThat(settled.started()).as("it did look").isGreaterThanOrEqualTo(400);

            AgentJvm.Ended ended = jvm.stop();
            assertThat(ended.exitCode()).isZero();
            assertThat(ended.stderr()).isEmpty();
            assertThat(jvm.report().orElseThrow().at()).isAfter(settled.at());
        }
    }

    @Test
    void what_main_starts_is_the_applications_and_its_return_is_nobodys_end() throws Exception {
        try (AgentJvm jvm =
                AgentJvm.program(MainReturnsProgram.class, directory).start()) {
            jvm.awaitLine("main returns", AgentJvm.SOON);
            JsonReport settled = jvm.settledReport();
            assertThat(settled.json().at("/live/platform").asInt())
                    .as("all seen, main gone")
                    .isBetween(40, 44);
            assertThat(settled.suspects()).isEmpty();
        }
    }

    @Test
    void a_healthy_start_prints_nothing_on_stderr() throws Exception {
        try (AgentJvm jvm =
                AgentJvm.program(HelloProgram.class, directory).options("").start()) {
            AgentJvm.Ended ended = jvm.awaitEnd(AgentJvm.SOON);
            assertThat(ended.exitCode()).isZero();
            assertThat(ended.stderr()).isEmpty();
            assertThat(ended.stdout()).containsExactly("hello", "goodbye");
            assertThat(jvm.report().orElseThrow().armed())
                    .as("the agent was there")
                    .isTrue();
        }
    }

    @Test
    void an_application_that_ends_at_once_still_leaves_a_report() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HelloProgram.class, directory)
                .options("interval=1m,window=10m")
                .start()) {
            assertThat(jvm.awaitEnd(AgentJvm.SOON).stderr()).isEmpty();
            JsonReport report = jvm.report().orElseThrow();
            assertThat(report.json().path("format").asInt()).isEqualTo(1);
            assertThat(report.armed()).isTrue();
        }
    }

    private static void assertRetracted(AgentJvm jvm, String site, String id) throws Exception {
        JsonReport healed =
                jvm.awaitReport("the retraction", report -> report.resolved(id).isPresent());
        assertThat(healed.suspectAt(site)).isEmpty();
        JsonNode resolved = healed.resolved(id).orElseThrow();
        assertThat(resolved.path("reason").asText()).isNotBlank();
        assertThat(resolved.path("at").asText()).isNotBlank();
        jvm.awaitStderr(line -> line.contains(id) && line.matches(".*(?i:leak|suspect).*"), AgentJvm.SOON);
        jvm.awaitStderr(line -> line.contains(id) && line.matches(".*(?i:resolved|healed|gone).*"), AgentJvm.SOON);
    }
}
