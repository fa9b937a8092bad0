package dev.parkranger.report;

import static dev.parkranger.report.Samples.quotes;
import static dev.parkranger.report.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parkranger.record.Frame;
import dev.parkranger.record.TaskKind;
import dev.parkranger.verdict.Confidence;
import dev.parkranger.verdict.Suspect;
import dev.parkranger.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchersTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final Set<Long> processes = new HashSet<>(Set.of(7L));
    private final Watchers watchers = new Watchers(processes::contains);

    @Test
    void a_watcher_gets_the_table_after_each_look() throws IOException {
        watchers.add(folder, 7);
        watchers.show(report(), INTERVAL);
        assertThat(table()).isEqualTo(TableReport.text(report(), INTERVAL));

        Report later = report(Samples.NOON.plusSeconds(10), quotes().build());
        watchers.show(later, INTERVAL);
        assertThat(table()).isEqualTo(TableReport.text(later, INTERVAL)).contains("1f3a9c02");
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void one_whose_process_has_ended_gets_no_more() {
        watchers.add(folder, 7);
        processes.clear();
        watchers.show(report(), INTERVAL);
        assertThat(folder.resolve("table")).doesNotExist();

        processes.add(7L);
        watchers.show(report(), INTERVAL);
        assertThat(folder.resolve("table")).doesNotExist();
    }

    @Test
    void one_whose_folder_is_gone_is_let_go_and_the_others_stay() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        watchers.add(other, 7);
        watchers.add(folder, 7);
        Files.delete(other);
        watchers.show(report(), INTERVAL);

        assertThat(folder.resolve("table")).exists();
        assertThat(other).doesNotExist();
    }

    @Test
    void there_is_an_end_to_those_who_may_watch_and_the_gone_make_room() {
        for (int i = 0; i < Watchers.MOST; i++) {
            watchers.add(folder, 7);
        }
        assertThatThrownBy(() -> watchers.add(folder, 8))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("8");
        processes.clear();
        processes.add(8L);
        watchers.add(folder, 8);
    }

    @Test
    void the_table_has_a_line_for_the_jvm_and_a_line_for_each_group() {
        Suspect pools = quotes().id("36965fad")
                .verdict(Verdict.ABANDONED_POOL, TaskKind.POOL)
                .confidence(Confidence.WATCH)
                .pools(2)
                .growth(1.25)
                .build();

        assertThat(TableReport.text(report(quotes().growth(4).build(), pools), INTERVAL))
                .isEqualTo("""
                2026-11-23T12:00:00Z\tlive: 31 platform threads, 2 virtual threads, 1 submitted task; started 100, ended 66; 1 leak; looks every 10s\t1
                1f3a9c02\tLEAK\t12\t4.0\torphaned-task, SynchronousQueue.put\tcom.acme.Quotes.fetch(Quotes.java:42)
                36965fad\tWATCH\t2\t1.3\tabandoned-pool, SynchronousQueue.put\tcom.acme.Quotes.fetch(Quotes.java:42)
                """);
    }

    @Test
    void names_that_others_chose_forge_no_column_and_no_line() {
        Suspect forged = quotes().createdAt(
                        new Suspect.CreatedAt(new Frame("a.B\tLEAK\n", "c", "B.java", 1), List.of(), List.of()))
                .build();

        assertThat(TableReport.text(report(forged), INTERVAL).split("\n")).hasSize(2);
        assertThat(TableReport.text(report(forged), INTERVAL)).contains("a.B?LEAK?.c(B.java:1)");
    }

    @Test
    void a_disarmed_agent_says_why() {
        assertThat(TableReport.text(Samples.with(report(), Samples.disarmed("release night")), INTERVAL))
                .contains("disarmed: release night");
    }

    private String table() throws IOException {
        return Files.readString(folder.resolve("table"));
    }
}
