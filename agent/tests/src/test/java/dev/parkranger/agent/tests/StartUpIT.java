package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.agent.tests.programs.HelloProgram;
import dev.parkranger.tests.HiddenClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands between the JVM's start and the application's {@code main}. */
class StartUpIT {

    private static final Pattern LOADED = Pattern.compile("] ([\\w.$]+) source:");

    @TempDir
    Path directory;

    /** Else a megabyte more is read before main, for one class. Whoever sees this fail: agent/launcher/pom.xml. */
    @Test
    void what_is_loaded_before_main_comes_from_the_file_that_is_read_then() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HelloProgram.class, directory)
                .options("")
                .withoutReportFile()
                .flags("-Xlog:class+load")
                .start()) {
            List<String> loaded = loadedBeforeMain(jvm.awaitEnd(AgentJvm.SOON).stdout());

            assertThat(loaded).contains("dev.parkranger.record.Recorder");
            assertThat(loaded)
                    .doesNotContainAnyElementsOf(
                            hidden("parkranger/isolated.classes").keySet());
        }
    }

    /** {@code -javaagent} makes the JVM resolve its modules anew; this does not, and hello world is up 20 ms earlier. */
    @Test
    void started_as_the_library_that_javaagent_stands_for_it_is_the_same_agent() throws Exception {
        AgentJvm.Builder program =
                AgentJvm.program(HelloProgram.class, directory).options("");
        String library = program.agentFlag().replace("-javaagent:", "-agentlib:instrument=");

        try (AgentJvm jvm = program.agents(library).start()) {
            AgentJvm.Ended ended = jvm.awaitEnd(AgentJvm.SOON);

            assertThat(ended.stderr()).isEmpty();
            assertThat(ended.stdout()).containsExactly("hello", "goodbye");
            assertThat(jvm.report().orElseThrow().armed()).isTrue();
        }
    }

    private static List<String> loadedBeforeMain(List<String> log) {
        List<String> names = log.stream()
                .map(LOADED::matcher)
                .filter(Matcher::find)
                .map(line -> line.group(1))
                .toList();
        return names.subList(0, names.indexOf(HelloProgram.class.getName()));
    }

    private static Map<String, byte[]> hidden(String file) throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("parkranger.jar"))) {
            return HiddenClasses.of(jar, file);
        }
    }
}
