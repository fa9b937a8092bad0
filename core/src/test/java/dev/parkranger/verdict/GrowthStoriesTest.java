package dev.parkranger.verdict;

import static dev.parkranger.verdict.Confidence.LEAK;
import static dev.parkranger.verdict.Confidence.SUSPECT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.reaper.Look;
import dev.parkranger.reaper.TaskFacts;
import dev.parkranger.record.Application;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Leak or surge, where the owner lives: looked at every ten seconds, with a window of five minutes. */
class GrowthStoriesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long WINDOW = 300 * SECOND;
    private static final int INTERVAL = 10;
    private static final int MINUTE = 60;

    private final Facts server = new Facts();
    private final Ledger ledger = new Ledger(20);
    private final List<TaskFacts> tasks = new ArrayList<>();
    private UnaryOperator<Facts.Task> kind = task -> task;
    private long load;
    private List<Suspect> told = List.of();
    private int second;

    /** The second at which something was told for the first time; -1 for never. */
    private int passes(int seconds, IntUnaryOperator count) {
        int first = -1;
        for (int end = second + seconds; second < end; second += INTERVAL) {
            int wanted = count.applyAsInt(second);
            while (tasks.size() > wanted) {
                tasks.remove(0);
            }
            while (tasks.size() < wanted) {
                tasks.add(task());
            }
            server.passes(Duration.ofSeconds(INTERVAL));
            load += 100;
            told = ledger.look(new Look(
                    server.now(),
                    server.facts().at(),
                    Facts.GRACE,
                    WINDOW,
                    load,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.copyOf(tasks),
                    List.of(),
                    List.of()));
            first = first < 0 && !told.isEmpty() ? second : first;
        }
        return first;
    }

    private TaskFacts task() {
        server.tasks().clear();
        server.leavesOf(Application.INSTANCE, task -> kind.apply(task.endedAt(0).parkedFor(10 * MINUTE * SECOND)));
        return server.tasks().get(0);
    }

    private Suspect only() {
        assertThat(told).hasSize(1);
        return told.get(0);
    }

    @Test
    void what_grows_without_end_is_suspected_within_sixty_looks_and_then_called_a_leak() {
        int first = passes(20 * MINUTE, second -> second / 20);

        assertThat(first).isBetween(5 * MINUTE, 60 * INTERVAL);
        Suspect leak = only();
        assertThat(leak.verdict()).isEqualTo(Verdict.GROWING_SITE);
        assertThat(leak.confidence()).isEqualTo(LEAK);
        assertThat(leak.count()).isEqualTo(59);
        assertThat(leak.owner().endedSecondsAgo()).isNull();
        assertThat(String.join("; ", leak.evidence()))
                .contains("never fell back")
                .contains("other tasks of the application");
    }

    @Test
    void before_it_is_sure_nothing_is_said_not_even_that_it_is_watched() {
        assertThat(passes(4 * MINUTE, second -> second / 10)).isEqualTo(-1);
        assertThat(ledger.resolved()).isEmpty();
    }

    @Test
    void a_surge_that_is_blocked_for_three_minutes_and_then_drained_is_never_told() {
        passes(10 * MINUTE, second -> 5);
        int start = second;
        assertThat(passes(
                        30 * MINUTE,
                        second -> 5 + (second - start < 3 * MINUTE ? (second - start) * 5_000 / (3 * MINUTE) : 0)))
                .isEqualTo(-1);
    }

    @Test
    void a_step_a_ramp_and_a_sawtooth_are_never_told() {
        assertThat(passes(30 * MINUTE, second -> Math.min(second, 2 * MINUTE))).isEqualTo(-1);
        assertThat(passes(30 * MINUTE, second -> 2 * MINUTE + second % 100)).isEqualTo(-1);
        assertThat(passes(30 * MINUTE, second -> 400)).isEqualTo(-1);
    }

    @Test
    void a_drift_of_one_in_ten_minutes_is_found_by_its_tenth() {
        assertThat(passes(24 * 60 * MINUTE, second -> 1_000 + second / 600)).isBetween(0, 10 * 10 * MINUTE);
    }

    @Test
    void sessions_that_think_for_long_are_counted_only_when_they_think_for_longer_than_any_before() {
        kind = task -> task.parkedFor(3 * MINUTE * SECOND);
        assertThat(passes(10 * MINUTE, second -> second / 20)).isPositive();

        dev.parkranger.record.SiteHistory.pauseEnded(server.site, 2 * MINUTE * SECOND);
        passes(MINUTE, second -> second / 20);
        assertThat(told).isEmpty();
        assertThat(ledger.resolved()).hasSize(1);
    }

    @Test
    void when_it_has_filled_up_while_the_application_goes_on_it_is_taken_back() {
        passes(12 * MINUTE, second -> second / 20);
        assertThat(only().confidence()).isEqualTo(LEAK);

        passes(30 * MINUTE, second -> 36);
        assertThat(told)
                .allSatisfy(suspect -> assertThat(suspect.confidence().isAbove(Confidence.WATCH))
                        .isFalse());
        assertThat(ledger.resolved()).hasSize(1);
    }

    @Test
    void at_night_when_nothing_goes_on_it_is_not() {
        passes(12 * MINUTE, second -> second / 20);
        long evening = load;
        for (int i = 0; i < 60; i++) {
            load = evening - 100;
            passes(INTERVAL, second -> 36);
        }

        assertThat(only().confidence()).isEqualTo(LEAK);
    }

    @Test
    void when_most_have_gone_it_is_taken_back() {
        passes(12 * MINUTE, second -> second / 20);
        passes(MINUTE, second -> 10);

        assertThat(ledger.resolved()).hasSize(1);
    }

    @Test
    void what_would_heal_by_itself_is_suspected_at_the_most() {
        kind = Facts.Task::timed;
        passes(20 * MINUTE, second -> second / 20);

        assertThat(only().confidence()).isEqualTo(SUSPECT);
    }

    @Test
    void one_that_stands_for_others_counts_for_all_of_them() {
        kind = task -> task.standsFor(4);
        passes(20 * MINUTE, second -> second / 20);

        assertThat(only().count()).isEqualTo(4 * 59);
    }
}
