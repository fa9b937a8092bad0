package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parkranger.agent.tests.programs.ToldProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who was told to stop and went on, and who never was. */
class ToldIT {

    private static final String TIME = "\\d\\d:\\d\\d:\\d\\d";

    @TempDir
    Path directory;

    @Test
    void a_thread_that_swallows_its_interrupt_is_told_as_such_and_one_that_was_never_told_too() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(ToldProgram.class, directory).ready()) {
            jvm.run("never 6");
            jvm.run("swallow 6");
            assertThat(first(jvm, "never", sentence -> true)).isEqualTo("never interrupted");
            assertThat(first(jvm, "swallow", sentence -> true)).isEqualTo("never interrupted");

            assertThat(jvm.run("interrupt")).isEqualTo("6");
            assertThat(first(jvm, "swallow", sentence -> sentence.contains("ignored")))
                    .matches("6 of 6 ignored an interrupt, the last at " + TIME);
            JsonReport settled = jvm.settledReport();
            assertThat(evidence(settled.suspectAt(jvm.site("never")).orElseThrow()))
                    .contains("never interrupted");
            assertThat(settled.hooks("armed")).contains("Thread.interrupt");
            assertThat(settled.suppressedErrors()).isZero();
        }
    }

    @Test
    void a_cancelled_future_whose_task_goes_on_is_told() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(ToldProgram.class, directory).ready()) {
            jvm.run("submit 6");
            assertThat(first(jvm, "submit", sentence -> true)).isEqualTo("never interrupted");

            assertThat(jvm.run("cancel")).isEqualTo("6");
            assertThat(first(jvm, "submit", sentence -> sentence.contains("ignored")))
                    .matches("6 of 6 ignored an interrupt, the last at " + TIME);
            assertThat(evidence(
                            jvm.settledReport().suspectAt(jvm.site("submit")).orElseThrow()))
                    .contains("6 of 6 had their future cancelled, and went on");
        }
    }

    @Test
    void a_wait_that_does_not_heed_interrupts_is_told_as_such() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(ToldProgram.class, directory).ready()) {
            jvm.run("monitor 6");
            first(jvm, "monitor", sentence -> true);

            jvm.run("interrupt");
            assertThat(first(jvm, "monitor", sentence -> sentence.contains("ignored")))
                    .matches("6 of 6 ignored an interrupt, the last at " + TIME + ", which this wait does not heed");
        }
    }

    @Test
    void a_virtual_thread_that_swallows_its_interrupt_is_told_as_such() throws Exception {
        assumeTrue(Jdk.hasVirtualThreads());
        try (AgentJvm jvm = AgentJvm.program(ToldProgram.class, directory).ready()) {
            jvm.run("swallow-virtual 6");
            assertThat(first(jvm, "swallow", sentence -> true)).isEqualTo("never interrupted");

            jvm.run("interrupt");
            assertThat(first(jvm, "swallow", sentence -> sentence.contains("ignored")))
                    .matches("6 of 6 ignored an interrupt, the last at " + TIME);
            assertThat(jvm.settledReport().hooks("armed")).contains("VirtualThread.interrupt");
        }
    }

    /** The first sentence of what is said of a site, once it is as wanted. */
    private static String first(AgentJvm jvm, String site, Predicate<String> wanted) throws Exception {
        String frame = jvm.site(site);
        JsonReport report = jvm.awaitReport(
                "a leak of 6 at " + site + " as wanted",
                it -> it.suspectAt(frame)
                        .filter(suspect -> suspect.path("count").asInt() == 6)
                        .filter(suspect -> wanted.test(evidence(suspect).get(0)))
                        .isPresent());
        return evidence(report.suspectAt(frame).orElseThrow()).get(0);
    }

    private static List<String> evidence(JsonNode suspect) {
        return JsonReport.each(suspect.path("evidence")).map(JsonNode::asText).toList();
    }
}
