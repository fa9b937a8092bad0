package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.agent.tests.programs.HandOffProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two agents weave the same classes; whoever comes first, both work. */
class TogetherWithOpenTelemetryIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_leak_is_found_in_either_order(boolean parkRangerFirst) throws Exception {
        String other = "-javaagent:" + Jdk.home("io.opentelemetry.javaagent.OpenTelemetryAgent");
        AgentJvm.Builder program = AgentJvm.program(HandOffProgram.class, directory)
                .flags(
                        "-Dotel.traces.exporter=none",
                        "-Dotel.metrics.exporter=none",
                        "-Dotel.logs.exporter=none",
                        "-Dotel.service.name=park-ranger-test");
        program = parkRangerFirst
                ? program.agents(program.agentFlag(), other)
                : program.agents(other, program.agentFlag());
        try (AgentJvm jvm = program.ready()) {
            // The other agent is there. Its greeting and the program's came by different pipes.
            jvm.awaitStderr(line -> line.contains("opentelemetry"), AgentJvm.SOON);
            jvm.run("healthy 100");
            JsonReport healthy = jvm.settledReport();
            assertThat(healthy.suspectsAboveWatch()).isEmpty();
            assertThat(healthy.hooks("failed")).isEmpty();
            assertThat(healthy.hooks("armed")).isNotEmpty();
            assertThat(healthy.started()).isGreaterThanOrEqualTo(200);

            jvm.run("leak 6");
            String site = jvm.site("leak");
            // The other agent has threads of its own, and one that starts while a report counts makes it lopsided.
            JsonReport found = jvm.awaitReport(
                    "the leak, and starts = ends + live", report -> report.hasLeakAt(site, 6) && report.balanced());
            assertThat(found.suspectsAboveWatch()).hasSize(1);
            assertThat(found.suppressedErrors()).isZero();
            assertThat(found.balanced()).as("%s", found).isTrue();
            assertThat(jvm.stop().exitCode()).isZero();
        }
    }
}
