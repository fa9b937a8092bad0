package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.parkranger.corpus.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the corpus: each leak must be told with its own line, no twin and no benign control at all. A fixed third of it by
 * default, the whole with {@code -Pcorpus}. The JVMs mostly wait, so several run at a time.
 */
class CorpusIT {

    private static final int AT_A_TIME = Integer.getInteger("parkranger.test.corpus.at-a-time", 3);

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

    private static final Predicate<String> WHOLE = id -> true;

    /** One in three, whichever; the leak that is hidden after a spike in any case. */
    private static final Predicate<String> THIRD = id -> id.equals("N18") || number(id) % 3 == 1;

    private static int number(String id) {
        return Integer.parseInt(id.startsWith("N") ? id.substring(1) : id);
    }

    private record Running(CorpusRun run, int round, Future<List<CorpusRow>> outcome) {}

    @TestFactory
    Stream<DynamicTest> leaks_are_told_and_twins_are_not() {
        Predicate<String> chosen =
                System.getProperty("parkranger.test.corpus", "third").equals("whole") ? WHOLE : THIRD;
        int rounds = Integer.getInteger("parkranger.test.corpus.runs", 1);
        List<Running> running = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (CorpusRun run : runs(chosen)) {
                running.add(new Running(run, round, submit(run, round)));
            }
        }
        return running.stream().flatMap(CorpusIT::tests);
    }

    private static List<CorpusRun> runs(Predicate<String> chosen) {
        List<CorpusRun> runs = new ArrayList<>();
        for (Family family : Family.ALL) {
            for (boolean virtual : Jdk.hasVirtualThreads() ? new boolean[] {false, true} : new boolean[] {false}) {
                runs.add(new CorpusRun(family, true, virtual, chosen));
                runs.add(new CorpusRun(family, false, virtual, chosen));
            }
        }
        runs.removeIf(CorpusRun::isEmpty);
        return runs;
    }

    private static Future<List<CorpusRow>> submit(CorpusRun run, int round) {
        return runners.submit(() -> {
            Path own = Files.createDirectory(directory.resolve(run.toString().replace(", ", "-") + "-" + round));
            List<CorpusRow> rows = run.rows(own);
            note(rows);
            return rows;
        });
    }

    /** For the table in the documentation; all JVMs that end at a time append to one file. */
    private static synchronized void note(List<CorpusRow> rows) throws IOException {
        Path results = Path.of(System.getProperty("parkranger.test.corpus.results"));
        Files.createDirectories(results);
        Files.write(
                results.resolve(Jdk.feature() + ".tsv"),
                rows.stream().map(row -> row.tabbed(Jdk.feature())).toList(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** One test for the JVM, and one for each pattern in it. */
    private static Stream<DynamicTest> tests(Running running) {
        List<CorpusRow> rows;
        try {
            rows = running.outcome().get();
        } catch (ExecutionException e) {
            return Stream.of(dynamicTest(running.run() + ", run " + running.round(), () -> {
                throw e.getCause();
            }));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Stream.empty();
        }
        return rows.stream()
                .map(row -> dynamicTest(
                        "%s %s, %s, run %d: %s"
                                .formatted(row.id(), row.side(), row.threads(), running.round(), row.name()),
                        () -> assertThat(row.wrong()).as(row.toString()).isEmpty()));
    }

    @Test
    void with_a_disarmed_agent_the_corpus_fails() throws Exception {
        CorpusRun run = new CorpusRun(Family.ALL.get(0), true, false, THIRD);
        List<CorpusRow> rows = run.rows(Files.createDirectory(directory.resolve("disarmed")), "-Dcorpus.disarm=true");
        assertThat(rows).isNotEmpty().noneMatch(row -> row.wrong().isEmpty());
    }
}
