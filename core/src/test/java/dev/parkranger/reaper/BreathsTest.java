package dev.parkranger.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Reading gives way to the application, and yet comes to an end before whoever waits for it gives up. */
class BreathsTest {

    private static final long MILLIS = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<Long> rests = new ArrayList<>();
    private long now = 1;
    private final Breaths breaths = new Breaths(() -> now, nanos -> {
        rests.add(nanos);
        now += nanos;
    });

    private long rested() {
        return rests.stream().mapToLong(Long::longValue).sum();
    }

    private void read(int threads, long nanosEach) {
        for (int i = 0; i < threads; i++) {
            now += nanosEach;
            breaths.breathe();
        }
    }

    @Test
    void who_reads_quickly_rests_longer_than_it_reads() {
        read(100_000, 5_000);

        assertThat(rested()).isBetween(1_500 * MILLIS, 2_500 * MILLIS);
    }

    @Test
    void no_more_than_a_tenth_of_a_millisecond_and_one_stack_is_read_at_a_stretch() {
        read(19, 5_000);
        assertThat(rests).isEmpty();

        read(1, 5_000);
        assertThat(rests).hasSize(1);

        read(1, 400_000);
        assertThat(rests).hasSize(2);
    }

    @Test
    void two_thousand_platform_threads_of_jdk_17_are_stopped_for_far_apart() {
        for (int stop = 0; stop < 62; stop++) {
            breaths.afterStop(62);
        }

        assertThat(rests).containsOnly(55 * MILLIS);
    }

    @Test
    void many_stops_share_the_rests_evenly() {
        for (int stop = 0; stop < 350; stop++) {
            breaths.afterStop(350);
        }

        assertThat(rests).containsOnly(10 * MILLIS);
    }

    @Test
    void a_million_threads_are_rested_for_no_longer_than_a_scraper_waits() {
        read(1_000_000, 5_000);
        breaths.afterStop(1);

        assertThat(rested()).isBetween(3_500 * MILLIS, 4_000 * MILLIS);
    }
}
