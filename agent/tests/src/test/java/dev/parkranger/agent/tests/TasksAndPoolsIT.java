package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parkranger.agent.tests.programs.TasksAndPoolsProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Submitted tasks are judged apart from the workers that they occupy, pools apart from their tasks. */
class TasksAndPoolsIT {

    private static final int OWNERS = 8;
    private static final String VIRTUAL_EXECUTOR = "dev.parkranger.agent.tests.programs.Virtual.perTaskExecutor";

    @TempDir
    Path directory;

    private AgentJvm jvm;

    @BeforeEach
    void start() throws Exception {
        jvm = AgentJvm.program(TasksAndPoolsProgram.class, directory).ready();
    }

    @AfterEach
    void end() {
        jvm.close();
    }

    @Test
    void healthy_tasks_pools_and_timers_give_none_and_a_planted_leak_fires() throws Exception {
        jvm.run("healthy 200");
        assertNone(jvm.settledReport());
        stuckTask("submitted");
    }

    @Test
    void nothing_is_orphaned_while_its_owner_is_open() throws Exception {
        jvm.run("open-owners");
        JsonReport meanwhile = jvm.settledReport();
        assertNone(meanwhile);
        assertThat(meanwhile.live("submitted")).as("it is open").isGreaterThanOrEqualTo(8);
        jvm.run("close-owners");
        assertNone(jvm.settledReport());
        stuckTask("submitted");
    }

    @Test
    void a_task_stuck_in_a_shared_pool_is_blamed_on_the_line_that_submitted_it() throws Exception {
        for (String way : List.of("executed", "submitted", "scheduled", "fork-join", "async", "timer-task")) {
            stuckTask(way);
        }
        assertUnharmed(jvm.settledReport());
    }

    @Test
    void one_runnable_submitted_many_times_is_many_tasks() throws Exception {
        jvm.run("sharing-one-runnable " + OWNERS);
        JsonNode leak = awaitLeak("sharing-one-runnable", OWNERS);
        assertThat(leak.path("kind").asText()).isEqualTo("submitted");
        assertThat(leak.path("owners").asInt()).isEqualTo(OWNERS);
    }

    @Test
    void a_worker_that_survives_its_pool_is_undead() throws Exception {
        jvm.run("undead " + OWNERS);
        String site = jvm.site("undead");
        jvm.awaitReport(
                "all undead workers",
                report -> undead(report).stream()
                        .anyMatch(group -> group.path("count").asInt() == OWNERS));
        JsonReport settled = jvm.settledReport();
        assertThat(undead(settled)).as("%s", settled).hasSize(1);
        JsonNode undead = undead(settled).get(0);
        assertThat(undead.path("count").asInt()).isEqualTo(OWNERS);
        assertThat(JsonReport.confidence(undead)).isEqualTo("leak");
        String method = site.substring(0, site.indexOf('('));
        assertThat(JsonReport.frame(undead)).startsWith(method + "(");
        assertUnharmed(settled);
    }

    @Test
    void timers_and_schedulers_of_ended_owners_are_abandoned_although_they_tick() throws Exception {
        for (String way : List.of("timers", "schedulers")) {
            jvm.run(way + " " + OWNERS);
            JsonNode leak = awaitLeak(way, OWNERS);
            assertThat(JsonReport.verdict(leak)).isEqualTo("abandoned-pool");
            assertThat(leak.path("kind").asText()).isEqualTo("pool");
            assertThat(leak.path("pools").asInt()).isEqualTo(OWNERS);
        }
        assertUnharmed(jvm.settledReport());
    }

    @Test
    void what_goes_with_its_keep_alive_is_at_most_suspected() throws Exception {
        jvm.run("cached " + OWNERS);
        String site = jvm.site("cached");
        jvm.awaitReport(
                "all cached pools",
                report -> report.suspects().stream()
                        .anyMatch(suspect -> JsonReport.frame(suspect).equals(site)
                                && suspect.path("count").asInt() == OWNERS));
        JsonReport settled = jvm.settledReport();
        JsonNode pools = settled.suspects().stream()
                .filter(suspect -> JsonReport.frame(suspect).equals(site))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not even watched: " + settled));
        assertThat(pools.path("heals").asText()).isEqualTo("timeout");
        assertThat(JsonReport.confidence(pools)).isIn("watch", "suspect");
    }

    @Test
    void virtual_threads_are_judged_as_platform_threads_are() throws Exception {
        assumeTrue(Jdk.hasVirtualThreads());
        jvm.run("virtual " + OWNERS);
        JsonNode leak = awaitLeak("virtual", OWNERS);
        assertThat(JsonReport.verdict(leak)).isEqualTo("orphaned-task");
        assertThat(leak.path("kind").asText()).isEqualTo("virtual");
        assertThat(leak.at("/waitingAt/applicationFrame").asText()).contains("ChildProgram.waitForEver(");

        jvm.run("per-task " + OWNERS);
        // Constructed by reflection in Virtual, which is the application's own line too.
        JsonNode stuck = jvm.awaitReport(
                        "all per-task executors",
                        report -> report.suspectAt(VIRTUAL_EXECUTOR)
                                .filter(suspect -> suspect.path("count").asInt() == OWNERS)
                                .isPresent())
                .suspectAt(VIRTUAL_EXECUTOR)
                .orElseThrow();
        assertThat(stuck.at("/createdAt/stack").toString()).contains("TasksAndPoolsProgram.perTaskExecutor(");
        assertThat(stuck.path("count").asInt()).isEqualTo(OWNERS);
        assertThat(JsonReport.verdict(stuck)).isIn("abandoned-pool", "orphaned-task");
        assertThat(JsonReport.confidence(stuck)).isIn("suspect", "leak");
        assertUnharmed(jvm.settledReport());
    }

    private void stuckTask(String way) throws Exception {
        jvm.run(way + " " + OWNERS);
        JsonNode leak = awaitLeak(way, OWNERS);
        assertThat(JsonReport.verdict(leak)).as(way).isEqualTo("orphaned-task");
        assertThat(leak.path("kind").asText()).as(way).isEqualTo("submitted");
        assertThat(leak.path("owners").asInt()).as(way).isEqualTo(OWNERS);
        assertThat(leak.at("/owner/kind").asText()).as(way).isEqualTo("task");
        assertThat(leak.at("/waitingAt/frame").asText()).as(way).isNotBlank();
        assertThat(leak.at("/waitingAt/applicationFrame").asText()).as(way).contains("ChildProgram.waitForEver(");
        assertThat(leak.path("threads")).as(way).hasSize(OWNERS);
    }

    private JsonNode awaitLeak(String way, int count) throws Exception {
        String site = jvm.site(way);
        return jvm.awaitReport("a leak of " + count + " at " + site, report -> report.hasLeakAt(site, count))
                .suspectAt(site)
                .orElseThrow();
    }

    private static List<JsonNode> undead(JsonReport report) {
        return report.suspectsAboveWatch().stream()
                .filter(suspect -> JsonReport.verdict(suspect).equals("undead-worker"))
                .toList();
    }

    private static void assertNone(JsonReport report) {
        assertThat(report.armed()).isTrue();
        assertThat(report.suspectsAboveWatch()).isEmpty();
    }

    private static void assertUnharmed(JsonReport report) {
        assertThat(report.suppressedErrors()).isZero();
        assertThat(report.droppedRecords()).isZero();
        assertThat(report.hooks("failed")).isEmpty();
    }
}
