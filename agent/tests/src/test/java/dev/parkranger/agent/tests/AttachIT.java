package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.agent.tests.programs.HandOffProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar parkranger.jar attach PID} and {@code suspects PID}. */
class AttachIT {

    @TempDir
    Path directory;

    @Test
    void a_running_jvm_is_armed_with_the_options_given_and_its_suspects_are_printed() throws Exception {
        AgentJvm.Builder program =
                AgentJvm.program(HandOffProgram.class, directory).withoutAgent();
        try (AgentJvm jvm = program.ready()) {
            // The front pool's workers are running when the agent comes.
            jvm.run("healthy 8");
            assertThat(jvm.report()).isEmpty();

            AgentJvm.Ended attached = AgentJvm.launcher(
                    directory,
                    "attach",
                    String.valueOf(jvm.pid()),
                    AgentJvm.SHORT + ",report-file=" + program.reportFile());
            assertThat(attached.exitCode()).as(attached.all()).isZero();
            JsonReport armed = jvm.awaitReport("armed", JsonReport::armed);
            assertThat(armed.hooks("failed")).isEmpty();

            jvm.run("healthy 50");
            assertThat(jvm.settledReport().suspectsAboveWatch()).isEmpty();
            assertThat(jvm.stderrOfOurs()).isEmpty();

            jvm.run("leak 6");
            String site = jvm.site("leak");
            JsonReport found = jvm.awaitReport("the leak", report -> report.hasLeakAt(site, 6));
            assertThat(found.suppressedErrors()).isZero();

            AgentJvm.Ended suspects = AgentJvm.launcher(directory, "suspects", String.valueOf(jvm.pid()));
            assertThat(suspects.exitCode()).as(suspects.all()).isEqualTo(1);
            assertThat(String.join("\n", suspects.stdout())).contains("LEAK").contains(site);
        }
    }

    @Test
    void attaching_to_an_armed_jvm_says_so_and_changes_nothing() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory).ready()) {
            jvm.awaitReport("armed", JsonReport::armed);
            AgentJvm.Ended attached = AgentJvm.launcher(directory, "attach", String.valueOf(jvm.pid()));
            assertThat(attached.all()).containsIgnoringCase("already");

            jvm.run("leak 6");
            String site = jvm.site("leak");
            JsonReport found = jvm.awaitReport("the leak", report -> report.hasLeakAt(site, 6));
            assertThat(found.suspectsAboveWatch()).hasSize(1);
            assertThat(found.suppressedErrors()).isZero();
        }
    }

    @Test
    void attaching_with_a_bad_option_says_so_and_leaves_the_jvm_alone() throws Exception {
        try (AgentJvm jvm =
                AgentJvm.program(HandOffProgram.class, directory).withoutAgent().ready()) {
            AgentJvm.Ended attached =
                    AgentJvm.launcher(directory, "attach", String.valueOf(jvm.pid()), "interval=soon");
            assertThat(attached.exitCode()).isNotZero();
            AgentJvm.Ended corrected =
                    AgentJvm.launcher(directory, "attach", String.valueOf(jvm.pid()), "interval=500ms");
            assertThat(corrected.exitCode()).as("%s", corrected.all()).isZero();
            jvm.run("healthy 8");
            AgentJvm.Ended ended = jvm.stop();
            assertThat(ended.exitCode()).isZero();
            assertThat(attached.all() + ended.all()).contains("interval").contains("soon");
        }
    }

    @Test
    void suspects_of_a_jvm_without_the_agent_says_how_to_get_them_and_leaves_it_alone() throws Exception {
        try (AgentJvm jvm =
                AgentJvm.program(HandOffProgram.class, directory).withoutAgent().ready()) {
            AgentJvm.Ended suspects = AgentJvm.launcher(directory, "suspects", String.valueOf(jvm.pid()));
            assertThat(suspects.exitCode()).isEqualTo(3);
            assertThat(suspects.all()).contains("attach").doesNotContain("\tat ");
            jvm.run("healthy 8");
            assertThat(jvm.stop().exitCode()).isZero();
        }
    }

    @Test
    void suspects_of_a_healthy_jvm_is_a_success() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory).ready()) {
            jvm.awaitReport("armed", JsonReport::armed);
            AgentJvm.Ended suspects = AgentJvm.launcher(directory, "suspects", String.valueOf(jvm.pid()));
            assertThat(suspects.exitCode()).as(suspects.all()).isZero();
            assertThat(suspects.all()).doesNotContain("LEAK").isNotBlank();
        }
    }
}
