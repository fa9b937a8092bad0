package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.agent.tests.programs.AskedServers;
import dev.parkranger.agent.tests.programs.HandOffProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Prometheus JMX exporter reads the agent's numbers in the same JVM, whoever comes first. */
class TogetherWithJmxExporterIT {

    private static final Path RULES = Path.of("..", "..", "docs", "alerts", "jmx-exporter.yml");
    private static final int SCRAPES = 10;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_numbers_are_scraped_and_nobody_looks_for_it(boolean parkRangerFirst) throws Exception {
        try (Exporter exporter =
                start(parkRangerFirst, Files.readString(RULES), "interval=1m,grace=200ms,window=10m")) {
            AgentJvm jvm = exporter.jvm();
            jvm.run("leak 6");
            String site = jvm.site("leak");
            jvm.reapUntilLeakAt(site, 6);
            JsonReport before = jvm.report().orElseThrow();
            assertThat(before.hasLeakAt(site, 6)).as("%s", before).isTrue();
            int attributes = asked(jvm)[0];
            int operations = asked(jvm)[1];

            for (int i = 0; i < SCRAPES; i++) {
                String page = exporter.scrape();
                assertThat(page)
                        .contains("parkranger_suspects{confidence=\"leak\"} 1.0\n")
                        .contains("parkranger_suspects{confidence=\"proven\"} 0.0\n")
                        .contains("parkranger_live_tasks{kind=\"submitted\"} ")
                        .contains("# TYPE parkranger_tasks_started_total counter\n")
                        .contains("parkranger_suppressed_errors_total 0.0\n")
                        .contains("parkranger_last_look_seconds ")
                        .contains("parkranger_armed 1.0\n");
                // The exporter's own come and go, so these are no fixed numbers.
                assertThat(number(page, "parkranger_live_tasks{kind=\"platform\"}"))
                        .isBetween(6.0, 100.0);
                assertThat(number(page, "parkranger_tasks_started_total")).isGreaterThanOrEqualTo(12);
            }

            int[] now = asked(jvm);
            assertThat(now[0]).as("its attributes are what was read").isGreaterThanOrEqualTo(attributes + SCRAPES);
            assertThat(now[1]).as("operations that were called").isEqualTo(operations);
            assertThat(jvm.report().orElseThrow().at()).as("the latest look").isEqualTo(before.at());
            assertThat(AgentJvm.parse(jvm.run("dump-json")).at()).isEqualTo(before.at());
            assertThat(jvm.stop().exitCode()).isZero();
        }
    }

    /** Text would be left out, but fetched all the same. */
    @Test
    void without_rules_all_attributes_are_there_and_small() throws Exception {
        try (Exporter exporter = start(
                true, "includeObjectNames: [\"dev.parkranger:*\"]\nrules: [ { pattern: \".*\" } ]\n", AgentJvm.SHORT)) {
            AgentJvm jvm = exporter.jvm();
            List<String> attributes = List.of(jvm.run("attributes").split(" "));
            String page = exporter.scrape();

            assertThat(attributes).hasSizeGreaterThan(12);
            for (String attribute : attributes) {
                assertThat(attribute.length()).isLessThan(60);
                assertThat(page)
                        .contains("\ndev_parkranger_Reaper_" + attribute.substring(0, attribute.indexOf('=')) + " ");
            }
            assertThat(jvm.settledReport().suppressedErrors()).isZero();
        }
    }

    private Exporter start(boolean parkRangerFirst, String rules, String options) throws Exception {
        Path file = Files.writeString(directory.resolve("exporter.yml"), rules);
        int port = freePort();
        String other = "-javaagent:" + Jdk.home("io.prometheus.jmx.JavaAgent") + "=127.0.0.1:" + port + ":" + file;
        AgentJvm.Builder program = AgentJvm.program(HandOffProgram.class, directory)
                .options(options)
                .flags("-Djavax.management.builder.initial=" + AskedServers.class.getName());
        program = parkRangerFirst
                ? program.agents(program.agentFlag(), other)
                : program.agents(other, program.agentFlag());
        return new Exporter(program.ready(), new Endpoint(port));
    }

    /** The exporter takes no port 0. Somebody else may get this one first: then it says so and the JVM does not start. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static int[] asked(AgentJvm jvm) throws Exception {
        String[] counts = jvm.run("asked").split(" ");
        return new int[] {Integer.parseInt(counts[0]), Integer.parseInt(counts[1])};
    }

    private static double number(String page, String name) {
        String line =
                page.lines().filter(it -> it.startsWith(name + " ")).findFirst().orElseThrow();
        return Double.parseDouble(line.substring(line.lastIndexOf(' ')));
    }

    private record Exporter(AgentJvm jvm, Endpoint endpoint) implements AutoCloseable {

        String scrape() throws IOException, InterruptedException {
            return endpoint.get("/metrics").body();
        }

        @Override
        public void close() {
            jvm.close();
        }
    }
}
