package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parkranger.agent.tests.programs.OwnerScopeProgram;
import dev.parkranger.agent.tests.programs.ScopedWebApps;
import dev.parkranger.api.OwnerScope;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scopes of an application's own, through the public API. */
class OwnerScopeIT {

    @TempDir
    Path directory;

    private AgentJvm.Builder program() {
        return AgentJvm.program(OwnerScopeProgram.class, directory).classPath(Jdk.home(OwnerScope.class));
    }

    private static void assertLeak(AgentJvm jvm, String command, int count, String owner) throws Exception {
        jvm.run(command + " " + count);
        String site = jvm.site(command);
        JsonReport found = jvm.awaitReport("a leak of " + count, report -> report.hasLeakAt(site, count));
        JsonNode leak = found.suspectAt(site).orElseThrow();
        assertThat(leak.at("/owner/kind").asText()).isEqualTo("scope");
        assertThat(leak.at("/owner/name").asText()).isEqualTo(owner);
        assertThat(leak.path("owners").asInt()).isEqualTo(count);
        assertThat(leak.path("ownersSeen").asInt()).isEqualTo(count);
    }

    private static void assertUnharmed(JsonReport report) {
        assertThat(report.armed()).isTrue();
        assertThat(report.suppressedErrors()).isZero();
        assertThat(report.droppedRecords()).isZero();
        assertThat(report.hooks("failed")).isEmpty();
    }

    @Test
    void what_scopes_leave_behind_is_a_leak_under_their_name_and_their_healthy_twins_are_silent() throws Exception {
        try (AgentJvm jvm = program().ready()) {
            jvm.run("healthy 60");
            JsonReport healthy = jvm.settledReport();
            assertThat(healthy.suspectsAboveWatch()).isEmpty();
            assertUnharmed(healthy);

            assertLeak(jvm, "leaky", 6, "nightly import");
            JsonReport settled = jvm.settledReport();
            assertThat(settled.suspectsAboveWatch()).as("%s", settled).hasSize(1);
            assertUnharmed(settled);
        }
    }

    @Test
    void what_a_carried_task_starts_is_the_scopes_whichever_thread_runs_it() throws Exception {
        try (AgentJvm jvm = program().ready()) {
            assertLeak(jvm, "carried", 6, "carried import");
            assertUnharmed(jvm.settledReport());
        }
    }

    @Test
    void a_carried_task_that_is_stuck_is_blamed_on_who_started_it() throws Exception {
        try (AgentJvm jvm = program().ready()) {
            assertLeak(jvm, "stuck", 6, "stuck import");
            assertUnharmed(jvm.settledReport());
        }
    }

    @Test
    void a_scope_that_another_thread_closes_has_ended() throws Exception {
        try (AgentJvm jvm = program().ready()) {
            assertLeak(jvm, "elsewhere", 6, "handed over");
            assertUnharmed(jvm.settledReport());
        }
    }

    @Test
    void what_was_detached_and_what_a_scope_holds_that_nobody_closes_is_silent() throws Exception {
        try (AgentJvm jvm = program().ready()) {
            jvm.run("detached 12");
            jvm.run("unclosed 12");
            JsonReport settled = jvm.settledReport();
            assertThat(settled.suspectsAboveWatch()).isEmpty();
            assertThat(settled.live("platform")).isGreaterThan(36);
            assertUnharmed(settled);
        }
    }

    @Test
    void without_the_agent_the_same_program_works() throws Exception {
        try (AgentJvm jvm = program().withoutAgent().ready()) {
            for (String command :
                    new String[] {"leaky", "healthy", "carried", "stuck", "elsewhere", "detached", "unclosed"}) {
                assertThat(jvm.run(command + " 6")).as(command).isEqualTo("6");
            }
            assertThat(jvm.run("name")).contains("name of an owner scope");
            AgentJvm.Ended ended = jvm.stop();
            assertThat(ended.exitCode()).isZero();
            assertThat(ended.stderr()).isEmpty();
        }
    }

    @Test
    void an_agent_that_comes_later_finds_the_api_loaded_and_what_was_opened_before_does_no_harm() throws Exception {
        AgentJvm.Builder program = program().withoutAgent();
        try (AgentJvm jvm = program.ready()) {
            jvm.run("unclosed 3");
            jvm.run("healthy 3");
            AgentJvm.Ended attached = AgentJvm.launcher(
                    directory,
                    "attach",
                    String.valueOf(jvm.pid()),
                    AgentJvm.SHORT + ",report-file=" + program.reportFile());
            assertThat(attached.exitCode()).as(attached.all()).isZero();
            jvm.awaitReport("armed", JsonReport::armed);

            jvm.run("healthy 20");
            assertThat(jvm.run("name")).contains("name of an owner scope");
            assertLeak(jvm, "leaky", 6, "nightly import");
            JsonReport settled = jvm.settledReport();
            assertThat(settled.suspectsAboveWatch()).as("%s", settled).hasSize(1);
            assertUnharmed(settled);
        }
    }

    @Test
    void two_web_applications_that_each_bring_the_api_along_are_watched_both() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(ScopedWebApps.class, directory)
                .arguments(Jdk.home(OwnerScope.class).toString())
                .ready()) {
            assertThat(jvm.run("first 6")).as("the API is its own").isEqualTo("true");
            String site = jvm.site("webapp");
            jvm.awaitReport("a leak of 6", report -> report.hasLeakAt(site, 6));
            assertThat(jvm.run("second 6")).as("the API is its own").isEqualTo("true");
            JsonReport found = jvm.awaitReport("a leak of 12", report -> report.hasLeakAt(site, 12));
            JsonNode leak = found.suspectAt(site).orElseThrow();
            assertThat(leak.at("/owner/name").asText()).isEqualTo("import of a web application");
            assertThat(leak.path("owners").asInt()).isEqualTo(12);
            assertUnharmed(found);
        }
    }
}
