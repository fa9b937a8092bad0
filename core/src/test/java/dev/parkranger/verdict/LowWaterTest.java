package dev.parkranger.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Counts by the second, looked at every ten, with a window of five minutes: as by default. */
class LowWaterTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long WINDOW = 300 * SECOND;
    private static final int INTERVAL = 10;
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int DAY = 24 * 3_600;

    private static final int LOOKS_60 = 60 * INTERVAL;

    /** Seconds until a rise is seen for the first time. */
    private static int firstSeen(int seconds, int interval, IntUnaryOperator count) {
        LowWater lowWater = new LowWater();
        for (int second = 0; second <= seconds; second += interval) {
            long now = (1_000 + second) * SECOND;
            lowWater.add(now, second, count.applyAsInt(second));
            if (lowWater.rise(now, WINDOW) != null) {
                return second;
            }
        }
        return NEVER;
    }

    private static int firstSeen(int seconds, IntUnaryOperator count) {
        return firstSeen(seconds, INTERVAL, count);
    }

    // ---- leaks ----

    @Test
    void a_steady_leak_is_seen_after_one_window() {
        assertThat(firstSeen(DAY, second -> second / 10)).isBetween(300, 330);
        assertThat(firstSeen(DAY, second -> 100 + second / 10)).isBetween(300, 330);
    }

    @Test
    void a_leak_each_half_minute_is_seen_within_sixty_looks() {
        assertThat(firstSeen(DAY, second -> second / 30)).isLessThanOrEqualTo(LOOKS_60);
    }

    @Test
    void with_looks_as_rare_as_are_allowed_it_is_seen_within_sixty_looks_too() {
        assertThat(firstSeen(DAY, 60, second -> second / 30)).isLessThanOrEqualTo(60 * 60);
    }

    @Test
    void a_drift_of_one_each_ten_minutes_is_seen_by_its_tenth() {
        assertThat(firstSeen(DAY, second -> second / 600)).isLessThanOrEqualTo(10 * 600);
    }

    @Test
    void so_it_is_among_many_that_come_and_go() {
        Random random = new Random(42);
        assertThat(firstSeen(DAY, second -> second / 600 + random.nextInt(12))).isLessThanOrEqualTo(2 * 10 * 600);
    }

    @Test
    void a_leak_of_one_each_third_hour_is_seen_within_two_days() {
        assertThat(firstSeen(7 * DAY, 60, second -> second / (3 * 3_600))).isLessThanOrEqualTo(2 * DAY);
    }

    @Test
    void leaks_at_random_times_are_seen_before_long() {
        int late = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            int[] leaked = new int[DAY];
            for (int second = 1; second < DAY; second++) {
                leaked[second] = leaked[second - 1] + (random.nextInt(20) == 0 ? 1 : 0);
            }
            int seen = firstSeen(DAY - INTERVAL, second -> leaked[second]);
            assertThat(seen).isLessThanOrEqualTo(3 * LOOKS_60);
            late += seen > LOOKS_60 ? 1 : 0;
        }
        assertThat(late).as("of a hundred later than sixty looks").isLessThanOrEqualTo(2);
    }

    @Test
    void a_leak_after_a_spike_is_seen_within_sixty_looks_of_its_beginning() {
        IntUnaryOperator spike = second -> second < 200 ? Math.min(second, 200 - second) * 50 : 0;
        assertThat(firstSeen(DAY, second -> spike.applyAsInt(second) + Math.max(0, second - 400) / 20))
                .isBetween(400, 400 + LOOKS_60);
    }

    @Test
    void a_leak_beneath_a_load_that_swings_is_seen() {
        assertThat(firstSeen(DAY, second -> (int) (50 + 50 * Math.sin(second / 40.0)) + second / 20))
                .isLessThanOrEqualTo(2 * LOOKS_60);
    }

    // ---- what is none ----

    @Test
    void a_level_never_rises() {
        assertThat(firstSeen(DAY, second -> 40)).isEqualTo(NEVER);
    }

    @Test
    void a_start_up_ramp_is_never_taken_for_a_leak() {
        assertThat(firstSeen(DAY, second -> Math.min(second, 120))).isEqualTo(NEVER);
        assertThat(firstSeen(DAY, second -> Math.min(second, 180))).isEqualTo(NEVER);
        assertThat(firstSeen(DAY, second -> 100 + Math.min(Math.max(0, second - 900), 180)))
                .isEqualTo(NEVER);
    }

    @Test
    void five_thousand_requests_that_are_blocked_three_minutes_and_then_drained_are_never_taken_for_a_leak() {
        IntUnaryOperator arriving = second -> (int) (Math.min(Math.max(0, second - 600), 180) * 28L);
        assertThat(firstSeen(DAY, second -> second < 790 ? arriving.applyAsInt(second) : 0))
                .isEqualTo(NEVER);
        // Each of them for three minutes, one after another.
        assertThat(firstSeen(
                        DAY,
                        second -> Math.min(180, Math.max(0, Math.min(second - 600, 1_500 - second))) * 5_000 / 180))
                .isEqualTo(NEVER);
    }

    @Test
    void a_sawtooth_pool_is_never_taken_for_a_leak() {
        assertThat(firstSeen(DAY, second -> second % 100)).isEqualTo(NEVER);
        assertThat(firstSeen(DAY, second -> 5 + second % 170)).isEqualTo(NEVER);
    }

    @Test
    void a_step_to_a_new_plateau_is_never_taken_for_a_leak() {
        assertThat(firstSeen(DAY, second -> second < 900 ? 10 : 50)).isEqualTo(NEVER);
    }

    @Test
    void noise_about_a_level_is_never_taken_for_a_leak() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            assertThat(firstSeen(DAY, second -> 100 + random.nextInt(40))).isEqualTo(NEVER);
        }
    }

    // ---- what it says ----

    @Test
    void the_longest_span_that_shows_the_trend_is_told_and_what_it_began_with() {
        LowWater lowWater = new LowWater();
        for (int second = 0; second <= 1_300; second += INTERVAL) {
            lowWater.add((1_000 + second) * SECOND, second * 7L, 20 + second / 20);
        }
        LowWater.Rise rise = lowWater.rise(2_300 * SECOND, WINDOW);

        assertThat(rise).isNotNull();
        assertThat(Duration.ofNanos(rise.spanNanos())).isEqualTo(Duration.ofMinutes(20));
        assertThat(rise.from()).isBetween(20, 26);
        assertThat(rise.load()).isBetween(1_100 * 7L, 1_300 * 7L);
    }

    @Test
    void steps_are_due_when_the_application_goes_on_and_at_night_they_are_not() {
        LowWater lowWater = new LowWater();
        for (int second = 0; second <= 600; second += INTERVAL) {
            lowWater.add(second * SECOND, second, second / 20);
        }
        assertThat(lowWater.due(600)).isLessThan(2);
        assertThat(lowWater.due(600 + 400)).isBetween(15.0, 25.0);
    }

    @Test
    void a_week_of_looks_is_not_all_remembered_and_still_judged() {
        LowWater lowWater = new LowWater();
        for (int second = 0; second <= 7 * DAY; second += INTERVAL) {
            lowWater.add((1_000 + second) * SECOND, second, second / 30);
        }
        assertThat(lowWater.rise((1_000 + 7 * DAY) * SECOND, WINDOW)).isNotNull();
        assertThat(lowWater.size()).isLessThanOrEqualTo(257);
    }
}
