package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.agent.tests.programs.FatJarProgram;
import dev.parkranger.agent.tests.programs.HandOffProgram;
import dev.parkranger.agent.tests.programs.LoggingProgram;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report goes where the application's own log goes. */
class LogIT {

    private static final List<Path> LOGBACK = List.of(
            Jdk.home("org.slf4j.Logger"),
            Jdk.home("ch.qos.logback.classic.Logger"),
            Jdk.home("ch.qos.logback.core.Appender"));

    @TempDir
    Path directory;

    @Test
    void with_slf4j_on_the_class_path_the_warning_is_in_the_applications_log() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(LoggingProgram.class, directory)
                .classPath(LOGBACK.toArray(Path[]::new))
                .flags(logback())
                .ready()) {
            assertInTheApplicationsLog(jvm);
        }
    }

    @Test
    void with_slf4j_in_a_child_class_loader_alone_the_warning_is_in_the_applications_log() throws Exception {
        String inner = Stream.concat(Stream.of(Jdk.home(LoggingProgram.class)), LOGBACK.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        try (AgentJvm jvm = AgentJvm.program(FatJarProgram.class, directory)
                .arguments(LoggingProgram.class.getName(), inner)
                .flags(logback())
                .ready()) {
            assertInTheApplicationsLog(jvm);
        }
    }

    @Test
    void without_slf4j_the_warning_is_on_stderr_with_the_users_own_lines() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory).ready()) {
            jvm.run("leak 6");
            String site = jvm.site("leak");
            // All six: a look may come in between, and tell of the first few before.
            String head = jvm.awaitStderr(
                    line -> line.contains("LEAK") && line.contains("6 platform threads"), AgentJvm.SOON);
            assertThat(head).containsPattern("LEAK [0-9a-f]{8}");
            jvm.awaitStderr(line -> line.contains("created at") && line.contains(site), AgentJvm.SOON);
            jvm.awaitStderr(line -> line.contains("waiting in") && line.contains("CountDownLatch"), AgentJvm.SOON);
            for (String part : List.of("owner ", "because ", "threads ")) {
                jvm.awaitStderr(line -> line.contains(part), AgentJvm.SOON);
            }
            jvm.settledReport();
            jvm.settledReport();
            assertThat(jvm.stderr().stream().filter(line -> line.contains("created at")))
                    .as("a report that is repeated says only what changed")
                    .hasSize(1);
        }
    }

    @Test
    void the_option_log_file_sends_everything_there() throws Exception {
        Path file = directory.resolve("ranger.log");
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory)
                .options(AgentJvm.SHORT + ",log=file:" + file)
                .ready()) {
            jvm.run("leak 6");
            String site = jvm.site("leak");
            jvm.awaitReport("the leak", report -> report.hasLeakAt(site, 6));
            await(file, site);
            assertThat(jvm.stderr()).isEmpty();
        }
    }

    @Test
    void the_option_log_stderr_wins_over_slf4j() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(LoggingProgram.class, directory)
                .options(AgentJvm.SHORT + ",log=stderr")
                .classPath(LOGBACK.toArray(Path[]::new))
                .flags(logback())
                .ready()) {
            jvm.run("leak 6");
            jvm.awaitStderr(line -> line.contains("LEAK"), AgentJvm.SOON);
            assertThat(Files.readString(log())).doesNotContain("LEAK");
        }
    }

    private void assertInTheApplicationsLog(AgentJvm jvm) throws Exception {
        await(log(), "the application's own first line");
        jvm.run("leak 6");
        String site = jvm.site("leak");
        JsonReport report = jvm.awaitReport("the leak", found -> found.hasLeakAt(site, 6));
        String id = report.suspectAt(site).orElseThrow().path("id").asText();
        // Written after the report; and what is told first may be a suspicion, which becomes a leak with the next
        // looks.
        String log = await(log(), "LEAK " + id);
        assertThat(log.lines().filter(line -> line.contains("LEAK " + id)))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("WARN|parkranger|"));
        assertThat(log).contains(site);
        assertThat(log.lines().filter(line -> line.contains("created at")))
                .as("told in full once")
                .hasSize(1);

        jvm.run("release");
        jvm.awaitReport("the retraction", healed -> healed.resolved(id).isPresent());
        await(log(), "INFO|parkranger|");
        assertThat(jvm.stderr()).isEmpty();
    }

    private Path log() {
        return directory.resolve("application.log");
    }

    private String logback() throws Exception {
        Path configuration = directory.resolve("logback.xml");
        Files.writeString(configuration, """
            <configuration>
              <appender name="FILE" class="ch.qos.logback.core.FileAppender">
                <file>%s</file>
                <encoder><pattern>%%level|%%logger|%%msg%%n</pattern></encoder>
              </appender>
              <root level="DEBUG"><appender-ref ref="FILE"/></root>
            </configuration>
            """.formatted(log()));
        return "-Dlogback.configurationFile=" + configuration;
    }

    private static String await(Path file, String text) throws Exception {
        long deadline = System.nanoTime() + AgentJvm.SOON.toNanos();
        String content = "";
        while (System.nanoTime() < deadline) {
            content = Files.exists(file) ? Files.readString(file) : "";
            if (content.contains(text)) {
                return content;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no \"" + text + "\" in " + file.getFileName() + ":\n" + content);
    }
}
