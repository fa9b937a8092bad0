package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.agent.tests.programs.HandOffProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What JDK Flight Recorder is told, and that nobody pays who does not use it. */
class FlightRecorderIT {

    @TempDir
    Path directory;

    @Test
    void a_recording_from_the_start_on_holds_looks_suspects_and_their_end() throws Exception {
        Path file = directory.resolve("all.jfr");
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory)
                .flags("-XX:StartFlightRecording=filename=" + file, "-Xlog:jfr*=off", "-Xlog:jfr+startup=off")
                .ready()) {
            String site = leakAndHeal(jvm);
            JsonReport last = jvm.settledReport();
            assertThat(last.suppressedErrors()).isZero();
            assertThat(jvm.stop().exitCode()).isZero();

            assertThat(of("parkranger.Look", file)).hasSizeGreaterThan(3);
            assertThat(of("parkranger.Suspect", file)).anySatisfy(suspect -> {
                assertThat(suspect.getString("createdAt")).isEqualTo(site);
                assertThat(suspect.getString("creationStack")).contains("java.lang.Thread.start", site);
                assertThat(suspect.getString("confidence")).isEqualTo("leak");
                assertThat(suspect.getInt("count")).isEqualTo(6);
            });
            assertThat(of("parkranger.Resolved", file)).hasSize(1);
            assertThat(printed(file))
                    .contains("parkranger.Suspect {")
                    .contains(site)
                    .contains("confidence = \"leak\"");
        }
    }

    @Test
    void a_recording_that_begins_later_holds_what_is_suspected_then() throws Exception {
        Path file = directory.resolve("late.jfr");
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory).ready()) {
            jvm.run("leak 6");
            String site = jvm.site("leak");
            jvm.awaitReport("the leak", report -> report.hasLeakAt(site, 6));
            jcmd(jvm, "JFR.start", "name=late");
            jvm.settledReport();
            jcmd(jvm, "JFR.dump", "name=late", "filename=" + file);

            assertThat(of("parkranger.Suspect", file))
                    .anySatisfy(suspect ->
                            assertThat(suspect.getString("createdAt")).isEqualTo(site));
            assertThat(jvm.settledReport().suppressedErrors()).isZero();
        }
    }

    @Test
    void where_nobody_records_the_recorder_is_not_begun_and_nothing_is_loaded_for_it() throws Exception {
        Path classes = directory.resolve("classes.log");
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory)
                .flags("-Xlog:class+load:file=" + classes)
                .ready()) {
            leakAndHeal(jvm);
            assertThat(jvm.stop().exitCode()).isZero();
            List<String> loaded = Files.readAllLines(classes);
            assertThat(loaded).anyMatch(line -> line.contains(" dev.parkranger.weaving.FlightDesk "));
            // JMX loads the recorder's own class, and some more on some JDKs.
            assertThat(loaded.stream()
                            .filter(line -> line.contains(" jdk.jfr.Event ")
                                    || line.contains(" jdk.jfr.internal.PlatformRecorder ")
                                    || line.contains(" dev.parkranger.jfr.FlightLog ")
                                    || line.contains(" io.prometheus.")))
                    .isEmpty();
        }
    }

    @Test
    void a_runtime_without_the_recorder_works_and_says_nothing_of_it() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory)
                .flags("--limit-modules", "java.instrument,java.management,java.logging,jdk.unsupported")
                .ready()) {
            leakAndHeal(jvm);
            JsonReport last = jvm.settledReport();
            assertThat(last.suppressedErrors()).isZero();
            assertThat(jvm.stderr()).allMatch(line -> line.contains(" parkranger ") || line.startsWith("  "));
        }
    }

    private static String leakAndHeal(AgentJvm jvm) throws Exception {
        jvm.run("leak 6");
        String site = jvm.site("leak");
        JsonReport found = jvm.awaitReport("the leak", report -> report.hasLeakAt(site, 6));
        String id = found.suspectAt(site).orElseThrow().path("id").asText();
        jvm.run("release");
        jvm.awaitReport("the retraction", report -> report.resolved(id).isPresent());
        return site;
    }

    private static List<RecordedEvent> of(String type, Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(type))
                .toList();
    }

    private String printed(Path recording) throws Exception {
        return tool("jfr", "print", "--events", "parkranger.Suspect", recording.toString());
    }

    private void jcmd(AgentJvm jvm, String... words) throws Exception {
        String[] all = new String[words.length + 1];
        all[0] = String.valueOf(jvm.pid());
        System.arraycopy(words, 0, all, 1, words.length);
        tool("jcmd", all);
    }

    private String tool(String name, String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Jdk.tool(name).toString());
        command.addAll(List.of(words));
        Path output = Files.createTempFile(directory, name, ".txt");
        Process tool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(tool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            tool.destroyForcibly();
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(tool.exitValue()).as(said).isZero();
        return said;
    }
}
