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

    @Test
    void looks_each_second_for_a_day_take_no_more_room_than_a_few_hundred() {
        long day = 86_400 * SECOND;
        History history = new History();
        for (int second = 0; second < 100_000; second++) {
            history.add(second * SECOND, second / 60, day);
        }

        assertThat(history.size()).isBetween(256, 600);
        assertThat(history.growthPerMinute()).isCloseTo(1, Offset.offset(0.01));
    }

    @Test
    void growth_is_told_by_the_minute_over_the_window_at_the_most() {
        assertThat(of(0, second -> 40).growthPerMinute()).isZero();
        assertThat(of(600, second -> second / 30).growthPerMinute()).isCloseTo(2, Offset.offset(0.01));
        assertThat(of(600, second -> 600 - second).growthPerMinute()).isZero();
        assertThat(of(3_000, second -> Math.min(second, 1_000)).growthPerMinute())
                .isZero();
    }
}
