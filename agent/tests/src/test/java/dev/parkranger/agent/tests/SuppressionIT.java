package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.agent.tests.programs.HandOffProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user has seen and accepted is not said again, in this JVM or the next. */
class SuppressionIT {

    @TempDir
    Path directory;

    @Test
    void a_fingerprint_is_the_same_in_the_next_jvm_and_can_be_ignored_there() throws Exception {
        String id;
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory).ready()) {
            jvm.run("leak 6");
            String site = jvm.site("leak");
            id = jvm.awaitReport("the leak", report -> report.hasLeakAt(site, 6))
                    .suspectAt(site)
                    .orElseThrow()
                    .path("id")
                    .asText();
        }
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory)
                .options(AgentJvm.SHORT + ",ignore=" + id)
                .ready()) {
            jvm.run("leak 6");
            jvm.run("sleepers 6 120000");
            String sleepers = jvm.site("sleepers");
            jvm.awaitReport(
                    "another group, which is not ignored",
                    report -> report.suspectAt(sleepers).isPresent());
            JsonReport settled = jvm.settledReport();
            assertThat(settled.suspectsAboveWatch()).as("%s", settled).hasSize(1);
            assertThat(jvm.stderr()).noneMatch(line -> line.contains(id));
        }
    }

    @Test
    void entries_that_match_nothing_are_told_once_and_a_useful_one_is_not() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory)
                .options("interval=200ms,grace=500ms,window=3s,report-every=1s,"
                        + "ignore=thread:absent;thread:leaked-*;frame:HandOffProgram")
                .ready()) {
            jvm.run("leak 6");
            jvm.awaitStderr(
                    line -> line.contains("INFO") && line.contains("\"thread:absent\" has matched nothing"),
                    AgentJvm.SOON);
            String dump = jvm.run("dump");
            assertThat(dump)
                    .contains("thread:absent: has matched nothing")
                    .containsPattern("thread:leaked-\\*: 1 group \\([0-9a-f]{8}\\), last seen")
                    .contains("frame:HandOffProgram: can match nothing");
            jvm.settledReport();
            assertThat(jvm.stderr())
                    .hasSize(2)
                    .anyMatch(line -> line.contains("WARN") && line.contains("write frame:*HandOffProgram*"));
        }
    }
}
