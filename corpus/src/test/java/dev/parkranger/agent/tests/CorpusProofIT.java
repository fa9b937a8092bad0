package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parkranger.corpus.Family;
import dev.parkranger.corpus.Pattern;
import dev.parkranger.corpus.Tier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What can be proven of the corpus is, and nothing else: no twin, no control, nothing that somebody could still wake. */
class CorpusProofIT {

    /** Each with why it is not proven. */
    private static final Map<Integer, String> UNPROVEN = Map.of(
            72, "its thread is a shared pool's, which could interrupt it once more",
            73, "its queue is in a static field: whoever has that could run what it waits for");

    /** Messages, locks, pools and all that is healthy; the other families are of the same kinds. */
    private static final Set<String> SHORT_FORM = Set.of("Callers", "Resources", "JvmOnly", "Benign");

    private static final String FLAGS = System.getProperty("parkranger.test.proof.flags", "");

    @TempDir
    static Path directory;

    /** They mostly wait, so several run at a time; a proof itself takes a second of one core. */
    private static final int AT_A_TIME = 3;

    private static ExecutorService runners;

    @BeforeAll
    static void start() {
        runners = Executors.newFixedThreadPool(AT_A_TIME);
    }

    @AfterAll
    static void stop() {
        runners.shutdownNow();
    }

    private interface Check {
        void of(CorpusRun run) throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> what_can_be_proven_is() {
        return tests(true, CorpusProofIT::proves);
    }

    @TestFactory
    Stream<DynamicTest> what_is_healthy_is_not() {
        return tests(false, CorpusProofIT::acquits);
    }

    private static Stream<DynamicTest> tests(boolean leak, Check check) {
        record Running(CorpusRun run, Future<?> outcome) {}
        List<Running> running = runs(leak)
                .map(run -> new Running(run, runners.submit(() -> {
                    check.of(run);
                    return null;
                })))
                .toList();
        return running.stream()
                .map(one -> dynamicTest(one.run().toString(), () -> {
                    try {
                        one.outcome().get();
                    } catch (ExecutionException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static Stream<CorpusRun> runs(boolean leak) {
        boolean whole = System.getProperty("parkranger.test.corpus", "third").equals("whole");
        Predicate<String> chosen = id -> whole || Integer.parseInt(id.replace("N", "")) % 3 == 1;
        List<CorpusRun> runs = new ArrayList<>();
        for (Family family : Family.ALL) {
            if (!whole && !SHORT_FORM.contains(family.name())) {
                continue;
            }
            for (boolean virtual : Jdk.feature() >= 25 ? new boolean[] {false, true} : new boolean[] {false}) {
                runs.add(new CorpusRun(family, leak, virtual, chosen));
            }
        }
        return runs.stream().filter(run -> !run.isEmpty());
    }

    private static AgentJvm ready(CorpusRun run) throws Exception {
        Path own = Files.createTempDirectory(directory, run.family().name());
        return run.ready(own, FLAGS.isBlank() ? new String[0] : FLAGS.strip().split(" "));
    }

    /** Asks from outside, as a user does; then what the next report says. */
    private static JsonReport proven(AgentJvm jvm) throws Exception {
        CorpusRun.settled(jvm);
        AgentJvm.Ended ended = AgentJvm.launcher(directory, "prove", String.valueOf(jvm.pid()));
        assertThat(ended.exitCode()).as(ended.all()).isZero();
        return CorpusRun.settled(jvm);
    }

    private static void proves(CorpusRun run) throws Exception {
        try (AgentJvm jvm = ready(run)) {
            JsonReport report = proven(jvm);
            CorpusMarks marks = CorpusMarks.of(run.family().source());
            List<String> wrong = new ArrayList<>();
            for (Pattern pattern : run.patterns()) {
                List<String> lines = marks.of(String.valueOf(pattern.id()));
                boolean provable = pattern.tier() != Tier.SUSPECT && !UNPROVEN.containsKey(pattern.id());
                List<JsonNode> groups = report.suspects().stream()
                        .filter(group -> lines.contains(CorpusRow.line(group)))
                        .toList();
                if (groups.isEmpty()) {
                    wrong.add("nothing is said of " + pattern.id());
                }
                for (JsonNode group : groups) {
                    boolean all = group.at("/proof/proven").asInt()
                            == group.path("count").asInt();
                    boolean proven = JsonReport.confidence(group).equals("proven");
                    if (proven != provable || (provable && !all)) {
                        wrong.add(pattern.id() + " " + pattern.tier() + ": " + group.path("count") + " "
                                + JsonReport.confidence(group) + " " + group.path("proof"));
                    }
                }
            }
            assertThat(wrong).isEmpty();
        }
    }

    private static void acquits(CorpusRun run) throws Exception {
        try (AgentJvm jvm = ready(run)) {
            // One control hides a leak.
            List<String> hidden = run.family().name().equals("Benign")
                    ? CorpusMarks.of(run.family().source()).of("N18")
                    : List.of();
            assertThat(proven(jvm).suspects().stream().filter(group -> !hidden.contains(CorpusRow.line(group))))
                    .noneMatch(group -> JsonReport.confidence(group).equals("proven"));
        }
    }
}
