package dev.parkranger.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long WINDOW = 600 * SECOND;
    private static final int STEP = 10;

    /** The counts by the second, looked at every ten. */
    private static History of(int seconds, IntUnaryOperator count) {
        History history = new History();
        for (int second = 0; second <= seconds; second += STEP) {
            history.add((1_000 + second) * SECOND, count.applyAsInt(second), WINDOW);
        }
        return history;
    }

    private static boolean rises(int seconds, IntUnaryOperator count) {
        return of(seconds, count).isRising(WINDOW);
    }

    @Test
    void a_steady_climb_rises() {
        assertThat(rises(600, second -> second / 30)).isTrue();
    }

    @Test
    void a_climb_shorter_than_the_window_proves_nothing_yet() {
        assertThat(rises(590, second -> second / 30)).isFalse();
    }

    @Test
    void a_level_does_not_rise() {
        assertThat(rises(1_200, second -> 40)).isFalse();
    }

    @Test
    void a_surge_that_comes_back_does_not_rise() {
        assertThat(rises(1_200, second -> second < 900 ? second : 1_200 - second))
                .isFalse();
    }

    @Test
    void a_climb_that_has_stopped_rises_no_more() {
        assertThat(rises(1_200, second -> Math.min(second, 800))).isFalse();
    }

    @Test
    void a_sawtooth_that_always_comes_down_to_the_same_does_not_rise() {
        assertThat(rises(1_800, second -> second % 100)).isFalse();
        assertThat(rises(1_800, second -> 5 + second % 70)).isFalse();
    }

    @Test
    void a_sawtooth_on_a_slope_rises() {
        assertThat(rises(1_800, second -> second / 30 + second % 60)).isTrue();
    }

    @Test
    void one_step_up_does_not_rise() {
        assertThat(rises(1_200, second -> second < 900 ? 10 : 50)).isFalse();
    }

    @Test
    void what_does_not_fall_in_each_fifth_of_the_window_is_too_little_to_judge_by() {
        History history = new History();
        history.add(1_000 * SECOND, 1, WINDOW);
        history.add(1_300 * SECOND, 2, WINDOW);
        history.add(1_600 * SECOND, 3, WINDOW);

        assertThat(history.isRising(WINDOW)).isFalse();
    }

    @Test
    void growth_is_told_by_the_minute_over_the_window_at_the_most() {
        assertThat(of(0, second -> 40).growthPerMinute()).isZero();
        assertThat(of(600, second -> second / 30).growthPerMinute()).isCloseTo(2, Offset.offset(0.01));
        assertThat(of(600, second -> 600 - second).growthPerMinute()).isZero();
        assertThat(of(3_000, second -> Math.min(second, 1_000)).growthPerMinute())
                .isZero();
    }

    @Test
    void a_week_of_looks_is_not_all_remembered() {
        assertThat(rises(7 * 24 * 3_600, second -> second / 30)).isTrue();
    }
}
