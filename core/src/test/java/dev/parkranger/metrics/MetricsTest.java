package dev.parkranger.metrics;

import static dev.parkranger.report.Samples.quotes;
import static dev.parkranger.report.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.reaper.StackMemory;
import dev.parkranger.record.FakeTime;
import dev.parkranger.record.TaskKind;
import dev.parkranger.report.Report;
import dev.parkranger.report.Samples;
import dev.parkranger.verdict.Confidence;
import dev.parkranger.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final String PROMETHEUS_ASKS = "application/openmetrics-text;version=1.0.0,text/plain;q=0.5";

    private Report latest = report();
    private final LookTimes looks = new LookTimes();
    private int counts;
    private String stackSize = "1024";
    private String nativeMemory = "";
    private final Metrics metrics =
            new Metrics(() -> latest, looks, this::sites, new StackMemory(new FakeTime(), jvm()));

    @Test
    void an_idle_agent_has_noughts_rather_than_nothing() {
        assertThat(text(null))
                .contains("parkranger_armed 1.0\n")
                .contains("parkranger_live_tasks{kind=\"platform\"} 31.0\n")
                .contains("parkranger_live_tasks{kind=\"virtual\"} 2.0\n")
                .contains("parkranger_live_tasks{kind=\"submitted\"} 1.0\n")
                .contains("parkranger_tasks_started_total 100.0\n")
                .contains("parkranger_tasks_ended_total 66.0\n")
                .contains("parkranger_suspects{confidence=\"leak\",verdict=\"orphaned-task\"} 0.0\n")
                .contains("parkranger_leaked_tasks{confidence=\"proven\",verdict=\"deadlock\"} 0.0\n")
                .contains("parkranger_suppressed_errors_total 0.0\n")
                .contains("parkranger_dropped_records_total 0.0\n")
                .contains("parkranger_look_seconds_count 0\n");
    }

    @Test
    void suspects_count_groups_and_leaked_tasks_count_what_is_in_them() {
        latest = report(
                quotes().build(),
                quotes().id("2").count(5).build(),
                quotes().id("3")
                        .verdict(Verdict.ABANDONED_POOL, TaskKind.POOL)
                        .confidence(Confidence.WATCH)
                        .count(4)
                        .build());

        assertThat(text(null))
                .contains("parkranger_suspects{confidence=\"leak\",verdict=\"orphaned-task\"} 2.0\n")
                .contains("parkranger_leaked_tasks{confidence=\"leak\",verdict=\"orphaned-task\"} 17.0\n")
                .contains("parkranger_suspects{confidence=\"watch\",verdict=\"abandoned-pool\"} 1.0\n")
                .contains("parkranger_leaked_tasks{confidence=\"watch\",verdict=\"abandoned-pool\"} 4.0\n");
    }

    @Test
    void looks_are_summed_and_the_latest_is_told() {
        looks.took(Duration.ofMillis(250).toNanos());
        looks.took(Duration.ofMillis(500).toNanos());

        assertThat(text(null))
                .contains("parkranger_look_seconds_count 2\n")
                .contains("parkranger_look_seconds_sum 0.75\n")
                .contains("parkranger_last_look_seconds 0.5\n");
    }

    @Test
    void sites_are_labels_whatever_they_hold_and_counted_once_a_report() {
        assertThat(text(null))
                .contains("parkranger_site_live_tasks{site=\"com.acme.Quotes.fetch(Quotes.java:42)\"} 12.0\n")
                .contains("parkranger_site_live_tasks{site=\"a \\\"b\\\\c\\\"\\nd\"} 1.0\n");
        text(null);
        assertThat(counts).isEqualTo(1);

        latest = report(Samples.NOON.plusSeconds(10));
        text(null);
        assertThat(counts).isEqualTo(2);
    }

    @Test
    void a_disarmed_agent_says_so_and_counts_no_sites() {
        latest = Samples.with(report(), Samples.disarmed("release night"));

        assertThat(text(null))
                .contains("parkranger_armed 0.0\n")
                .contains("parkranger_suppressed_errors_total 11.0\n")
                .doesNotContain("parkranger_site_live_tasks{");
        assertThat(counts).isZero();
    }

    @Test
    void a_start_that_was_taken_back_lets_no_counter_fall() {
        text(null);
        latest = new Report(
                Samples.NOON, latest.agent(), latest.live(), new Report.Totals(99, 66), List.of(), List.of(), null);

        assertThat(text(null)).contains("parkranger_tasks_started_total 100.0\n");
    }

    @Test
    void whoever_accepts_open_metrics_gets_it() {
        assertThat(metrics.page(PROMETHEUS_ASKS).contentType()).startsWith("application/openmetrics-text");
        assertThat(text(PROMETHEUS_ASKS))
                .contains("# TYPE parkranger_tasks_started counter\n")
                .endsWith("# EOF\n");
        assertThat(metrics.page("*/*").contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(text("*/*"))
                .contains("# TYPE parkranger_tasks_started_total counter\n")
                .doesNotContain("# EOF");
    }

    @Test
    void what_the_jvm_knows_of_stacks_is_told() {
        assertThat(text(null))
                .contains("parkranger_stack_reserved_bytes " + 31 * 1024.0 * 1024 + "\n")
                .doesNotContain("parkranger_stack_committed_bytes");
    }

    @Test
    void what_is_in_use_for_stacks_is_told_where_the_jvm_keeps_track() {
        nativeMemory = "(threads #18)\n (stack: reserved=18432KB, committed=720KB";

        assertThat(text(null)).contains("parkranger_stack_committed_bytes " + 31 * 40 * 1024.0 + "\n");
    }

    @Test
    void a_jvm_that_does_not_tell_has_no_such_number() {
        stackSize = "";

        assertThat(text(null)).doesNotContain("parkranger_stack_");
    }

    private List<SiteCount> sites() {
        counts++;
        return List.of(new SiteCount("com.acme.Quotes.fetch(Quotes.java:42)", 12), new SiteCount("a \"b\\c\"\nd", 1));
    }

    private StackMemory.Jvm jvm() {
        return new StackMemory.Jvm() {
            @Override
            public String option(String name) {
                return stackSize;
            }

            @Override
            public String nativeMemory() {
                return nativeMemory;
            }
        };
    }

    private String text(String accept) {
        return metrics.page(accept).text();
    }
}
