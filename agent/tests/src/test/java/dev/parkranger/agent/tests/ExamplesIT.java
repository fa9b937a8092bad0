package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parkranger.examples.Example;
import dev.parkranger.examples.Expected;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Holds each example to what it says of itself. They mostly sleep, so several run at a time. */
class ExamplesIT {

    private static final int AT_A_TIME = 3;
    private static final int REQUESTS = 12;

    /** Class and method of a frame; of a lambda's the method around it. */
    private static final Pattern FRAME = Pattern.compile("(?:.*[./$])?(\\w+)\\.(?:lambda\\$)?(\\w+?)(?:\\$\\d+)?\\(.*");

    @TempDir
    static Path directory;

    private static ExecutorService runners;

    @BeforeAll
    static void start() {
        runners = Executors.newFixedThreadPool(AT_A_TIME);
    }

    @AfterAll
    static void stop() {
        runners.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> each_example_is_reported_as_it_says() {
        List<Running> running = Example.ALL.stream()
                .map(example -> new Running(example, runners.submit(() -> {
                    check(example);
                    return null;
                })))
                .toList();
        return running.stream()
                .map(run -> dynamicTest(
                        "%s: %s".formatted(run.example().name(), run.example().about()), run::join));
    }

    private record Running(Example example, Future<?> outcome) {
        void join() throws Throwable {
            try {
                outcome.get();
            } catch (ExecutionException e) {
                throw e.getCause();
            }
        }
    }

    private static void check(Example example) throws Exception {
        Expected[] expected = example.type().getAnnotationsByType(Expected.class);
        assertThat(expected).as("@Expected on %s", example.type()).isNotEmpty();
        Path own = Files.createDirectory(directory.resolve(example.name()));
        boolean server = example.name().endsWith("server");
        AgentJvm.Builder program = AgentJvm.program(example.type(), own)
                .onlyClassPath(Jdk.home(Example.class))
                .flags("-Dexample.seconds=120", "-Dexample.pause=100");
        try (AgentJvm jvm = (server ? program : program.arguments(String.valueOf(REQUESTS))).ready()) {
            if (expected[0].verdict().equals(Expected.NONE)) {
                JsonReport settled = jvm.settledReport();
                assertThat(settled.suspectsAboveWatch()).isEmpty();
                assertThat(settled.armed()).isTrue();
                assertThat(settled.started()).as("the agent saw it").isPositive();
                assertThat(jvm.stderr()).noneMatch(line -> line.contains("parkranger"));
                return;
            }
            JsonReport found = jvm.awaitReport(
                    "all that is expected",
                    report -> Stream.of(expected)
                            .allMatch(e -> report.suspectsAboveWatch().stream()
                                    .anyMatch(suspect -> matches(suspect, e, server))),
                    Duration.ofSeconds(60));
            assertThat(found.suspectsAboveWatch()).as("nothing else: %s", found).hasSize(expected.length);
            assertThat(found.suppressedErrors()).isZero();
        }
    }

    private static boolean matches(JsonNode suspect, Expected expected, boolean server) {
        Matcher frame = FRAME.matcher(JsonReport.frame(suspect));
        int count = suspect.path("count").asInt();
        boolean counted = server ? count >= 5 * expected.perRequest() : count == REQUESTS * expected.perRequest();
        // A bounded wait ends by itself one day, which is never called a leak.
        boolean heals = suspect.path("heals").asText().equals("timeout");
        return frame.matches()
                && (frame.group(1) + "." + frame.group(2)).equals(expected.method())
                && JsonReport.verdict(suspect).equals(expected.verdict())
                && counted
                && (heals || JsonReport.confidence(suspect).equals("leak"));
    }
}
