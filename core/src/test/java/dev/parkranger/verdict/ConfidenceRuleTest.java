package dev.parkranger.verdict;

import static dev.parkranger.verdict.Confidence.LEAK;
import static dev.parkranger.verdict.Confidence.SUSPECT;
import static dev.parkranger.verdict.Confidence.WATCH;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Each number at its boundary. */
class ConfidenceRuleTest {
    private static final long WINDOW = 600;
    private static final long GRACE = 30;

    private int count = -1;
    private int owners = 1;
    private long seen = -1;
    private int unpooled = 1;
    private long newest = 10;
    private long spread;
    private int alike = -1;
    private boolean requests = true;
    private boolean undercounted;
    private long lateEnds;
    private int inUse;
    private int woken;
    private double due;
    private Heals heals = Heals.NEVER;
    private boolean rising;

    private Confidence confidence() {
        return ConfidenceRule.of(
                new Measure(
                        count < 0 ? owners : count,
                        owners,
                        seen < 0 ? owners : seen,
                        unpooled,
                        newest,
                        spread,
                        alike < 0 ? owners : alike,
                        requests,
                        undercounted,
                        lateEnds,
                        inUse,
                        woken,
                        due,
                        heals),
                rising,
                WINDOW,
                GRACE);
    }

    private Confidence of(int survivors, long ofOwners) {
        owners = survivors;
        seen = ofOwners;
        return confidence();
    }

    @Test
    void one_or_two_owners_may_be_a_singleton() {
        assertThat(of(1, 1)).isEqualTo(WATCH);
        assertThat(of(2, 2)).isEqualTo(WATCH);
    }

    @Test
    void three_owners_are_suspected_and_four() {
        assertThat(of(3, 3)).isEqualTo(SUSPECT);
        assertThat(of(4, 4)).isEqualTo(SUSPECT);
    }

    @Test
    void five_of_five_are_a_leak() {
        assertThat(of(5, 5)).isEqualTo(LEAK);
    }

    @Test
    void owners_that_are_all_of_different_names_have_repeated_nothing() {
        alike = 1;
        assertThat(of(3, 3)).isEqualTo(WATCH);
        assertThat(of(9, 9)).isEqualTo(WATCH);
        assertThat(of(10, 10)).isEqualTo(LEAK);
    }

    @Test
    void two_of_one_name_among_others_are_no_initialisation() {
        alike = 2;
        assertThat(of(5, 5)).isEqualTo(LEAK);
    }

    @Test
    void owners_of_different_names_that_rise_are_a_leak() {
        alike = 1;
        rising = true;
        assertThat(of(5, 5)).isEqualTo(LEAK);
    }

    @Test
    void forty_of_forty_are_a_leak() {
        assertThat(of(40, 40)).isEqualTo(LEAK);
    }

    @Test
    void half_of_the_owners_is_enough_and_less_than_half_is_not() {
        assertThat(of(5, 10)).isEqualTo(LEAK);
        assertThat(of(5, 11)).isEqualTo(SUSPECT);
    }

    @Test
    void forty_of_four_thousand_are_suspected() {
        assertThat(of(40, 4_000)).isEqualTo(SUSPECT);
    }

    @Test
    void a_share_however_small_is_a_leak_when_the_low_water_mark_rises() {
        rising = true;

        assertThat(of(40, 4_000)).isEqualTo(LEAK);
        assertThat(of(400, 400_000)).isEqualTo(LEAK);
    }

    @Test
    void a_rising_low_water_mark_of_fewer_than_five_owners_is_no_leak_yet() {
        rising = true;

        assertThat(of(4, 4)).isEqualTo(SUSPECT);
        assertThat(of(2, 2)).isEqualTo(WATCH);
    }

    @Test
    void the_newest_must_be_within_the_window() {
        newest = WINDOW;
        assertThat(of(5, 5)).isEqualTo(LEAK);

        newest = WINDOW + 1;
        assertThat(of(5, 5)).isEqualTo(SUSPECT);
    }

    @Test
    void one_owner_with_thirty_three_unpooled_tasks_is_suspected() {
        unpooled = 32;
        assertThat(of(1, 1)).isEqualTo(WATCH);

        unpooled = 33;
        assertThat(of(1, 1)).isEqualTo(SUSPECT);
    }

    @Test
    void what_heals_is_suspected_at_the_most() {
        heals = Heals.GC;
        assertThat(of(40, 40)).isEqualTo(SUSPECT);
        heals = Heals.TIMEOUT;
        assertThat(of(40, 40)).isEqualTo(SUSPECT);
        rising = true;
        assertThat(of(40, 40)).isEqualTo(SUSPECT);
        assertThat(of(1, 1)).isEqualTo(WATCH);
    }

    @Test
    void when_ten_more_were_due_and_none_came_something_had_filled_up() {
        due = 9.9;
        assertThat(of(8, 18)).isEqualTo(SUSPECT);
        assertThat(of(8, 8)).isEqualTo(LEAK);

        due = 10;
        assertThat(of(8, 18)).isEqualTo(WATCH);
        assertThat(of(8, 8)).isEqualTo(WATCH);
    }

    @Test
    void many_unpooled_threads_of_one_owner_are_forgiven_too_when_ten_more_owners_left_none() {
        unpooled = 64;
        due = 10;

        assertThat(of(1, 11)).isEqualTo(WATCH);
    }

    @Test
    void one_late_end_for_four_survivors_shows_that_these_tasks_do_end() {
        count = 40;
        lateEnds = 9;
        assertThat(of(40, 40)).isEqualTo(LEAK);

        lateEnds = 10;
        assertThat(of(40, 40)).isEqualTo(WATCH);
    }

    @Test
    void one_in_use_for_four_that_stand_still_shows_that_these_tasks_serve() {
        count = 5;
        inUse = 1;
        assertThat(of(5, 6)).isEqualTo(LEAK);

        inUse = 2;
        assertThat(of(5, 7)).isEqualTo(WATCH);

        inUse = 1;
        woken = 1;
        assertThat(of(5, 7)).isEqualTo(WATCH);

        rising = true;
        assertThat(of(5, 7)).isEqualTo(LEAK);
    }

    @Test
    void tasks_that_left_something_behind_within_one_grace_are_a_burst() {
        requests = false;
        spread = GRACE - 1;
        assertThat(of(3, 3)).isEqualTo(WATCH);
        assertThat(of(40, 40)).isEqualTo(WATCH);

        spread = GRACE;
        assertThat(of(3, 3)).isEqualTo(SUSPECT);
        assertThat(of(40, 40)).isEqualTo(LEAK);
    }

    @Test
    void requests_that_all_end_at_once_are_no_burst() {
        spread = 0;

        assertThat(of(3, 3)).isEqualTo(SUSPECT);
        assertThat(of(5, 5)).isEqualTo(LEAK);
    }

    @Test
    void a_burst_on_top_of_a_rising_low_water_mark_is_a_leak() {
        requests = false;
        rising = true;

        assertThat(of(40, 40)).isEqualTo(LEAK);
    }

    @Test
    void many_unpooled_threads_of_one_owner_are_suspected_only_if_it_is_a_request() {
        unpooled = 33;
        requests = false;
        assertThat(of(1, 1)).isEqualTo(WATCH);

        requests = true;
        assertThat(of(1, 1)).isEqualTo(SUSPECT);
    }

    @Test
    void where_owners_were_not_all_counted_their_share_says_nothing() {
        undercounted = true;
        assertThat(of(5, 5)).isEqualTo(SUSPECT);
        assertThat(of(40, 40)).isEqualTo(SUSPECT);

        rising = true;
        assertThat(of(40, 40)).isEqualTo(LEAK);
    }

    @Test
    void sessions_that_end_leak_all_the_same_when_their_low_water_mark_rises() {
        count = 40;
        lateEnds = 1_000;
        rising = true;

        assertThat(of(40, 1_040)).isEqualTo(LEAK);
    }
}
