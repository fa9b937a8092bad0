package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.parkranger.corpus.Family;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What can be proven of the corpus is, and nothing else: no twin, no control, nothing that somebody could still wake. With
 * {@code -Pmatrix} under a dozen sets of JVM flags, one after another.
 */
class CorpusProofIT {

    /** Of all patterns that are provable, over all runs. */
    private static final double LEAST = 0.98;

    /** Under any flags: what proves nothing proves nothing wrongly either. */
    private static final double LEAST_UNDER_FLAGS = 0.9;

    /** Messages, locks, pools and all that is healthy; the other families are of the same kinds. */
    private static final Set<String> SHORT_FORM = Set.of("Callers", "Resources", "JvmOnly", "Benign");

    private static final boolean WHOLE =
            System.getProperty("parkranger.test.corpus", "third").equals("whole");

    private static final int RUNS = Integer.getInteger("parkranger.test.corpus.runs", 1);

    /** They mostly wait, so several run at a time; a proof itself takes a second of one core. */
    private static final int AT_A_TIME = Integer.getInteger("parkranger.test.corpus.at-a-time", 3);

    /** Where each JVM keeps a core busy for half a minute before anything happens. */
    private static final int SLOW_AT_A_TIME = 2;

    @TempDir
    static Path directory;

    private static final List<String> TABLE = new ArrayList<>();

    private static ExecutorService runners;
    private static ExecutorService slowRunners;
    private static CorpusProofJournal journal;

    private record Running(CorpusRun run, int round, Future<CorpusProof> outcome) {}

    @BeforeAll
    static void start() throws Exception {
        runners = Executors.newFixedThreadPool(AT_A_TIME);
        slowRunners = Executors.newFixedThreadPool(Math.min(AT_A_TIME, SLOW_AT_A_TIME));
        journal = CorpusProofJournal.open();
    }

    @AfterAll
    static void stop() {
        runners.shutdownNow();
        slowRunners.shutdownNow();
        System.out.println("proofs of the corpus on JDK " + Runtime.version() + "\n"
                + "| flags | runs | proven of provable | false proofs | seconds |\n|---|---|---|---|---|\n"
                + String.join("\n", TABLE));
    }

    @TestFactory
    Stream<DynamicTest> what_can_be_proven_is_and_nothing_else() {
        return CorpusFlags.asked().stream().flatMap(CorpusProofIT::under);
    }

    /** One test for each JVM, and one for all of them together. */
    private static Stream<DynamicTest> under(CorpusFlags flags) {
        Optional<String> refusal = refusal(flags);
        if (refusal.isPresent()) {
            told("| `%s` | - | refused: %s | - | - |".formatted(flags.text(), refusal.get()));
            return Stream.of(dynamicTest(
                    flags.text(),
                    () -> Assumptions.abort(
                            "JDK " + Jdk.feature() + " refuses " + flags.text() + ": " + refusal.get())));
        }
        long begun = System.nanoTime();
        List<Running> running = new ArrayList<>();
        for (int round = 1; round <= RUNS; round++) {
            for (CorpusRun run : runs()) {
                running.add(new Running(run, round, submit(run, round, flags)));
            }
        }
        List<CorpusProof> proofs = new ArrayList<>();
        Stream<DynamicTest> each = running.stream()
                .map(one -> dynamicTest(flags.text() + ": " + one.run() + ", run " + one.round(), () -> {
                    CorpusProof proof = outcome(one);
                    proofs.add(proof);
                    assertThat(proof.wrongly()).as("proven, and wrongly").isEmpty();
                }));
        return Stream.concat(
                each,
                Stream.of(dynamicTest(flags.text() + ": all", () -> judge(flags, proofs, running.size(), begun))));
    }

    /** At once too, for all of them take an hour. */
    private static void told(String row) {
        TABLE.add(row);
        System.out.println(row);
    }

    private static Optional<String> refusal(CorpusFlags flags) {
        try {
            return flags.refusal();
        } catch (Exception e) {
            return Optional.of(e.toString());
        }
    }

    private static Future<CorpusProof> submit(CorpusRun run, int round, CorpusFlags flags) {
        return (flags.isSlow() ? slowRunners : runners).submit(() -> {
            String key = flags.text() + ", " + run + (WHOLE ? "" : ", a third") + ", run " + round;
            Optional<CorpusProof> known = journal.of(key);
            if (known.isPresent()) {
                return known.get();
            }
            Path own = Files.createTempDirectory(directory, run.family().name());
            CorpusProof proof = CorpusProof.of(run, own, flags.all());
            journal.add(key, proof);
            return proof;
        });
    }

    private static CorpusProof outcome(Running running) throws Exception {
        try {
            return running.outcome().get();
        } catch (ExecutionException e) {
            throw new AssertionError(running.run() + ", run " + running.round(), e.getCause());
        }
    }

    private static void judge(CorpusFlags flags, List<CorpusProof> proofs, int jvms, long begun) {
        int provable = proofs.stream().mapToInt(CorpusProof::provable).sum();
        int proven = proofs.stream().mapToInt(CorpusProof::proven).sum();
        List<String> wrongly =
                proofs.stream().flatMap(proof -> proof.wrongly().stream()).toList();
        List<String> unproven =
                proofs.stream().flatMap(proof -> proof.unproven().stream()).toList();
        String row = String.format(
                Locale.ROOT,
                "| `%s` | %d | %d of %d, %.1f %% | %d%s | %d |",
                flags.text(),
                RUNS,
                proven,
                provable,
                100.0 * proven / provable,
                wrongly.size(),
                proofs.size() == jvms ? "" : ", " + (jvms - proofs.size()) + " of " + jvms + " JVMs said nothing",
                Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        told(row);
        unproven.forEach(text -> System.out.println("not proven: " + text));
        assertThat(wrongly).isEmpty();
        assertThat((double) proven / provable)
                .as("%s, not proven: %s", row, unproven)
                .isGreaterThanOrEqualTo(flags.isDefault() ? LEAST : LEAST_UNDER_FLAGS);
    }

    private static List<CorpusRun> runs() {
        // One control hides a leak, and so is none here.
        Predicate<String> chosen = id -> WHOLE ? !id.equals("N18") : Integer.parseInt(id.replace("N", "")) % 3 == 1;
        List<CorpusRun> runs = new ArrayList<>();
        for (boolean leak : new boolean[] {true, false}) {
            for (Family family : Family.ALL) {
                if (!WHOLE && !SHORT_FORM.contains(family.name())) {
                    continue;
                }
                for (boolean virtual : Jdk.feature() >= 25 ? new boolean[] {false, true} : new boolean[] {false}) {
                    runs.add(new CorpusRun(family, leak, virtual, chosen));
                }
            }
        }
        runs.removeIf(CorpusRun::isEmpty);
        return runs;
    }
}
