package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.agent.tests.programs.HandOffProgram;
import dev.parkranger.agent.tests.programs.HelloProgram;
import dev.parkranger.agent.tests.programs.NoMoreThreadsProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mistake gets one clear line, and the application never pays for it. */
class BadInputIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "colour=red                 | colour   | interval",
                "interval=soon              | interval | soon",
                "grace=-3s                  | grace    | -3s",
                "interval=10s,window=20s    | interval | window",
                "capture=sometimes          | capture  | adaptive",
                "config=no-such.properties  | config   | no-such.properties",
            })
    void a_bad_option_is_one_line_and_the_application_runs_without_the_agent(
            String options, String named, String alsoNamed) throws Exception {
        AgentJvm.Ended ended = hello(options);
        assertThat(ended.stderr())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains(named).contains(alsoNamed));
        assertThat(directory.resolve("report.json")).as("no agent").doesNotExist();
        assertUnharmed(ended);
    }

    @Test
    void a_report_file_that_cannot_be_written_is_said_once() throws Exception {
        Files.writeString(directory.resolve("a-file"), "not a directory");
        Path file = directory.resolve("a-file").resolve("report.json");
        AgentJvm.Ended ended = hello("interval=200ms,window=2s,report-file=" + file);
        assertThat(ended.stderr())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains(file.toString()));
        assertUnharmed(ended);
    }

    @Test
    void the_agent_given_twice_works_once_and_says_so() throws Exception {
        AgentJvm.Builder program = AgentJvm.program(HandOffProgram.class, directory);
        try (AgentJvm jvm =
                program.agents(program.agentFlag(), program.agentFlag()).ready()) {
            jvm.run("leak 6");
            String site = jvm.site("leak");
            JsonReport found = jvm.awaitReport("the leak", report -> report.hasLeakAt(site, 6));
            assertThat(found.suspectsAboveWatch()).hasSize(1);
            assertThat(found.suppressedErrors()).isZero();
            jvm.awaitStderr(line -> true, AgentJvm.SOON);
            assertThat(jvm.stderr().get(0)).containsPattern("(?i)twice|already|second");
            assertThat(jvm.stderr().stream().filter(line -> line.matches("(?i).*(twice|already|second time).*")))
                    .hasSize(1);
        }
    }

    @Test
    void when_the_system_gives_no_thread_a_report_is_written_at_once_and_the_error_is_the_applications()
            throws Exception {
        try (AgentJvm jvm = AgentJvm.program(NoMoreThreadsProgram.class, directory)
                .options("interval=1m,window=10m")
                .flags("-Xlog:disable")
                .ready()) {
            Instant before = Instant.now();
            assertThat(jvm.run("start"))
                    .startsWith("java.lang.OutOfMemoryError: unable to create native thread")
                    .endsWith(" NEW");
            JsonReport report = jvm.awaitReportSince(before, "a look at once", r -> true);
            assertThat(report.suspectsAboveWatch()).isEmpty();
            assertThat(report.armed()).isTrue();
            jvm.awaitStderr(line -> line.contains("unable to create native thread"), AgentJvm.SOON);

            jvm.run("ordinary");
            assertThat(jvm.stdout()).contains("the ordinary thread ran");
            AgentJvm.Ended ended = jvm.stop();
            assertThat(ended.exitCode()).isZero();
            JsonReport last = jvm.report().orElseThrow();
            assertThat(last.balanced()).as("%s", last).isTrue();
            assertThat(last.suppressedErrors()).isZero();
        }
    }

    private AgentJvm.Ended hello(String options) throws Exception {
        boolean ownReportFile = options.contains("report-file");
        AgentJvm.Builder program =
                AgentJvm.program(HelloProgram.class, directory).options(options).arguments("1200");
        try (AgentJvm jvm = (ownReportFile ? program.withoutReportFile() : program).start()) {
            return jvm.awaitEnd(AgentJvm.SOON);
        }
    }

    private static void assertUnharmed(AgentJvm.Ended ended) {
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.stdout()).isEqualTo(List.of("hello", "goodbye"));
    }
}
