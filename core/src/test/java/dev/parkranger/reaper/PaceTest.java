package dev.parkranger.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long INTERVAL = 10 * SECOND;

    private long now = 1_000 * SECOND;
    private long spent;
    private final Pace pace = new Pace(now);

    @Test
    void cheap_looks_come_at_their_interval() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(look(SECOND / 20)).isEqualTo(INTERVAL);
            assertThat(pace.news(INTERVAL, SECOND / 20)).isNull();
        }
    }

    @Test
    void dear_looks_take_a_hundredth_of_the_time_in_the_long_run() {
        long began = now;
        for (int i = 0; i < 1_000; i++) {
            look(SECOND / 4);
        }
        // Of the time that passed, and of what was saved up at the beginning.
        assertThat(spent).isLessThanOrEqualTo((now - began) / 100 + 3 * SECOND);
        assertThat(look(SECOND / 4)).isEqualTo(25 * SECOND);
    }

    @Test
    void the_first_looks_may_be_dear() {
        assertThat(look(SECOND)).isEqualTo(INTERVAL);
        assertThat(look(SECOND / 2)).isEqualTo(INTERVAL);
    }

    @Test
    void a_single_look_that_takes_very_long_is_made_up_for() {
        assertThat(look(5 * SECOND)).isEqualTo(300 * SECOND);
        assertThat(look(SECOND / 100)).isEqualTo(INTERVAL);
    }

    @Test
    void a_clock_that_stands_or_goes_back_earns_nothing() {
        pace.looked(SECOND, now);
        pace.looked(SECOND, now - INTERVAL);
        assertThat(pace.waitNanos(INTERVAL)).isEqualTo(INTERVAL);
        pace.looked(SECOND, now - INTERVAL);
        assertThat(pace.waitNanos(INTERVAL)).isEqualTo(100 * SECOND);
    }

    @Test
    void that_it_stretches_is_said_once_and_that_it_does_no_more_when_that_is_sure() {
        int said = 0;
        for (int i = 0; i < 100; i++) {
            look(SECOND / 4);
            String news = pace.news(INTERVAL, SECOND / 4);
            if (news != null) {
                said++;
                assertThat(news).contains("250 ms").contains("hundredth of one core");
            }
        }
        assertThat(said).isEqualTo(1);

        int looks = 0;
        String news = null;
        while (news == null && looks < 100) {
            look(SECOND / 1_000);
            news = pace.news(INTERVAL, SECOND / 1_000);
            looks++;
        }
        assertThat(news).contains("again");
        assertThat(looks).isGreaterThan(5);
    }

    @Test
    void processor_time_goes_on_while_a_thread_works() {
        long before = Pace.processorNanos();
        long sum = 0;
        long deadline = System.nanoTime() + 10 * SECOND;
        while (Pace.processorNanos() == before && System.nanoTime() < deadline) {
            sum += deadline;
        }
        assertThat(Pace.processorNanos()).as("having reckoned %s", sum).isGreaterThan(before);
    }

    /** Waits as long as it should have, looks, and returns how long the next wait is. */
    private long look(long took) {
        now += pace.waitNanos(INTERVAL);
        pace.looked(took, now);
        spent += took;
        return pace.waitNanos(INTERVAL);
    }
}
