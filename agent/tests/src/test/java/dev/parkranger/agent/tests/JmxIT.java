package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.agent.tests.programs.HandOffProgram;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The MXBean, looked at from inside the application. */
class JmxIT {

    @TempDir
    Path directory;

    @Test
    void attributes_are_plain_and_follow_what_is_found_and_notifications_tell_of_it() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory).ready()) {
            jvm.run("listen");
            Map<String, String> before = attributes(jvm);
            assertThat(before)
                    .containsKeys(
                            "Armed",
                            "LivePlatformThreads",
                            "LiveVirtualThreads",
                            "LiveSubmittedTasks",
                            "StartedTotal",
                            "EndedTotal",
                            "WatchCount",
                            "SuspectCount",
                            "LeakCount",
                            "ProvenCount",
                            "SuppressedErrors",
                            "DroppedRecords",
                            "LastLookMillis");
            assertThat(before.values()).allMatch(value -> value.matches("true|false|-?[0-9]+"));
            assertThat(before).containsEntry("Armed", "true").containsEntry("LeakCount", "0");

            jvm.run("leak 6");
            String site = jvm.site("leak");
            JsonReport found = jvm.awaitReport("the leak", report -> report.hasLeakAt(site, 6));
            String id = found.suspectAt(site).orElseThrow().path("id").asText();
            Map<String, String> after = attributes(jvm);
            assertThat(after).containsEntry("LeakCount", "1").containsEntry("SuppressedErrors", "0");
            assertThat(Long.parseLong(after.get("StartedTotal")))
                    .isGreaterThanOrEqualTo(Long.parseLong(before.get("StartedTotal")) + 12);
            assertThat(Long.parseLong(after.get("LivePlatformThreads")))
                    .isGreaterThanOrEqualTo(Long.parseLong(before.get("LivePlatformThreads")) + 6);

            assertThat(jvm.run("dump")).contains("LEAK " + id).contains(site).contains("created at");
            JsonReport json = AgentJvm.parse(jvm.run("dump-json"));
            assertThat(json.hasLeakAt(site, 6)).as("%s", json).isTrue();

            jvm.run("release");
            jvm.awaitReport("the retraction", report -> report.resolved(id).isPresent());
            // Listeners are told after the report is written.
            assertThat(awaitNotification(jvm, "parkranger.suspect.resolved"))
                    .contains("parkranger.suspect.found")
                    .contains("parkranger.suspect.resolved");
            assertThat(attributes(jvm)).containsEntry("LeakCount", "0");
        }
    }

    @Test
    void a_look_can_be_asked_for_and_system_properties_are_options() throws Exception {
        AgentJvm.Builder program = AgentJvm.program(HandOffProgram.class, directory);
        try (AgentJvm jvm = program.options("")
                .withoutReportFile()
                .flags(
                        "-Dparkranger.interval=1m",
                        "-Dparkranger.window=10m",
                        "-Dparkranger.grace=200ms",
                        "-Dparkranger.report-file=" + program.reportFile())
                .ready()) {
            jvm.run("leak 6");
            String site = jvm.site("leak");
            jvm.reapUntilLeakAt(site, 6);
            assertThat(AgentJvm.parse(jvm.run("dump-json")).hasLeakAt(site, 6)).isTrue();
            assertThat(jvm.report().orElseThrow().hasLeakAt(site, 6))
                    .as("a look writes the report file")
                    .isTrue();
        }
    }

    /** All that came, once this one has, or when there is no more hope for it. */
    private static String awaitNotification(AgentJvm jvm, String type) throws Exception {
        long deadline = System.nanoTime() + AgentJvm.SOON.toNanos();
        String all = jvm.run("notifications");
        while (!all.contains(type) && System.nanoTime() < deadline) {
            Thread.sleep(50);
            all = jvm.run("notifications");
        }
        return all;
    }

    private static Map<String, String> attributes(AgentJvm jvm) throws Exception {
        return Stream.of(jvm.run("attributes").split(" "))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
