package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.agent.tests.programs.PinsNothingProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent keeps no object of the application alive: what heals by the collector without it heals with it. */
class PinsNothingIT {

    @TempDir
    Path directory;

    @Test
    void a_class_loader_whose_threads_have_ended_is_collected() throws Exception {
        try (AgentJvm jvm =
                AgentJvm.program(PinsNothingProgram.class, directory).ready()) {
            jvm.awaitReport("armed", JsonReport::armed);
            jvm.run("loader");
            JsonReport seen = jvm.settledReport();
            assertThat(seen.started()).as("the agent saw its threads").isGreaterThanOrEqualTo(60);
            assertThat(jvm.run("collect-loader")).isEqualTo("true");
            assertThat(jvm.settledReport().suppressedErrors()).isZero();
        }
    }

    @Test
    void dropped_executors_and_http_clients_heal_by_the_collector_although_the_agent_looked_at_them() throws Exception {
        try (AgentJvm jvm =
                AgentJvm.program(PinsNothingProgram.class, directory).ready()) {
            jvm.awaitReport("armed", JsonReport::armed);
            assertThat(Integer.parseInt(jvm.run("fixed-pools"))).isEqualTo(8);
            assertThat(Integer.parseInt(jvm.run("http-clients"))).isPositive();
            jvm.run("single-thread-executors");
            // Looked at again and again, past grace: suspects by now, if the collector has not been faster.
            jvm.settledReport();

            assertThat(jvm.run("collect-single-thread-executors"))
                    .as("dropped single-thread executors")
                    .isEqualTo("true");
            assertThat(jvm.run("collect-http-clients"))
                    .as("dropped HTTP clients")
                    .isEqualTo("true");
            assertThat(jvm.run("collect-fixed-pools"))
                    .as("fixed pools never heal: the control")
                    .isEqualTo("false");

            JsonReport healed = jvm.awaitReport(
                    "the fixed pools alone",
                    report -> report.suspectsAboveWatch().size() == 1
                            && JsonReport.verdict(report.suspectsAboveWatch().get(0))
                                    .equals("abandoned-pool"));
            assertThat(JsonReport.verdict(healed.suspectsAboveWatch().get(0))).isEqualTo("abandoned-pool");
            assertThat(healed.suspectsAboveWatch().get(0).path("heals").asText())
                    .isEqualTo("never");
            assertThat(healed.suppressedErrors()).isZero();
        }
    }
}
