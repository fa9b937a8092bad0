package dev.parkranger.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.options.Capture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whose creating stack is taken: few of what is healthy, all of what leaks, and never too many. */
class CapturesTest {
    private static final long SECOND = 1_000_000_000L;

    private final FakeTime time = new FakeTime();
    private final Sites sites = new Sites();
    private final Captures adaptive = new Captures(Capture.ADAPTIVE, sites, time);
    private final SiteKey site = sites.of(CapturesTest.class, "a task");
    private final Owner orders = SiteHistory.endedTask(SiteHistory.site("GET /orders"), 1);
    private final Owner prices = SiteHistory.endedTask(SiteHistory.site("GET /prices"), 1);

    /** At a busy site: 50,000 a second. */
    private Origin start(Owner owner) {
        time.passes(Duration.ofNanos(20_000));
        return adaptive.origin(site, owner, true, Origin.UNKNOWN, null);
    }

    private static List<Origin> times(int count, Supplier<Origin> starts) {
        List<Origin> origins = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            origins.add(starts.get());
        }
        return origins;
    }

    private static long own(List<Origin> origins) {
        return origins.stream().filter(Origin::isOwn).count();
    }

    private void look(List<Origin> alive) {
        alive.stream().filter(Origin::isOwn).forEach(origin -> site.countOwnStack());
        sites.kept().set(site.closeSamples(SECOND));
    }

    @Test
    void of_a_busy_healthy_site_few_stacks_are_taken() {
        assertThat(own(times(100_000, () -> start(orders)))).isBetween(20L, 60L);
    }

    @Test
    void of_those_that_do_not_tell_what_they_run_all_are_taken_while_some_two_thousand_are_kept() {
        List<Origin> alive = times(10_000, () -> adaptive.origin(site, orders, false, Origin.UNKNOWN, null));
        assertThat(own(alive)).isEqualTo(2_048);
        look(alive);
        assertThat(adaptive.origin(site, orders, false, Origin.UNKNOWN, null).isBorrowed())
                .isTrue();

        alive.stream().filter(Origin::isOwn).limit(100).forEach(Origin::release);
        assertThat(own(times(1_000, () -> adaptive.origin(site, orders, false, Origin.UNKNOWN, null))))
                .isEqualTo(100);
    }

    @Test
    void the_first_of_each_kind_of_owner_are_taken() {
        times(1_000, () -> start(orders));

        assertThat(own(times(5, () -> start(prices)))).isEqualTo(5);
    }

    @Test
    void whose_stack_was_not_taken_shows_that_of_one_of_its_kind() {
        Origin ofOrders = Origin.of(List.of(new Frame("com.acme.Orders", "handle", "Orders.java", 7)));
        Origin ofPrices = Origin.of(List.of(new Frame("com.acme.Prices", "handle", "Prices.java", 9)));
        times(100, () -> adaptive.origin(site, orders, true, ofOrders, null));
        times(100, () -> adaptive.origin(site, prices, true, ofPrices, null));
        Origin borrowed = adaptive.origin(site, orders, true, Origin.UNKNOWN, null);

        assertThat(borrowed.isBorrowed()).isTrue();
        assertThat(borrowed.isOwn()).isFalse();
        assertThat(borrowed.frames()).isNotEmpty();
        assertThat(borrowed.creator()).isSameAs(ofOrders);
    }

    @Test
    void once_one_has_survived_all_that_come_after_are_taken() {
        times(1_000, () -> start(orders));
        site.leaks(100 * SECOND);
        look(List.of());

        assertThat(own(times(200, () -> start(orders)))).isEqualTo(200);
    }

    @Test
    void but_no_more_are_kept_than_tell_anything() {
        site.leaks(100 * SECOND);
        look(List.of());
        List<Origin> alive = times(1_000_000, () -> start(orders));
        assertThat(own(alive)).isLessThanOrEqualTo(257);

        look(alive);
        assertThat(own(times(1_000, () -> start(orders)))).isZero();
    }

    @Test
    void what_ends_makes_room_for_others() {
        site.leaks(100 * SECOND);
        look(List.of());
        times(1_000, () -> start(orders));
        look(List.of());

        assertThat(own(times(1_000, () -> start(orders)))).isEqualTo(256);
    }

    /** One of the site, as the hooks record it. */
    private ThreadRecord task(Origin origin) {
        return new ThreadRecord(
                Thread.currentThread(), 1, true, origin, Application.INSTANCE, null, null, site, time.nanos());
    }

    @Test
    void of_a_busy_site_that_leaks_so_many_are_taken_in_a_second_although_all_but_the_leaked_end_at_once() {
        site.leaks(100 * SECOND);
        look(List.of());
        long own = 0;
        for (int i = 0; i < 50_000; i++) {
            Origin origin = start(orders);
            own += origin.isOwn() ? 1 : 0;
            task(origin).end(time.nanos());
        }

        assertThat(own).isBetween(20_000L, 30_000L);
    }

    @Test
    void and_fewer_once_the_stack_of_one_that_has_survived_is_known() {
        site.leaks(100 * SECOND);
        look(List.of());
        Origin left = start(orders);
        left.survives();
        look(List.of(left));
        long own = 0;
        for (int i = 0; i < 50_000; i++) {
            Origin origin = start(orders);
            own += origin.isOwn() ? 1 : 0;
            task(origin).end(time.nanos());
        }

        assertThat(own).isBetween(1_000L, 3_000L);
    }

    @Test
    void whose_stack_was_not_taken_and_who_survives_shows_that_of_another_survivor_of_its_kind() {
        times(1_000, () -> start(orders));
        Origin healthy = start(orders);
        Origin ofPrices = times(1_000, () -> start(prices)).get(999);
        assertThat(healthy.ofSurvivor()).isSameAs(healthy);
        site.leaks(100 * SECOND);
        look(List.of());
        Origin left = start(orders);
        assertThat(left.isOwn()).isTrue();
        left.survives();

        assertThat(healthy.isBorrowed()).isTrue();
        assertThat(healthy.ofSurvivor()).isSameAs(left);
        assertThat(left.ofSurvivor()).isSameAs(left);
        assertThat(ofPrices.ofSurvivor()).as("of another kind of owner").isSameAs(ofPrices);
    }

    @Test
    void the_survivor_that_is_shown_stays_the_same_until_it_is_gone() {
        times(1_000, () -> start(orders));
        Origin borrowed = start(orders);
        site.leaks(100 * SECOND);
        look(List.of());
        Origin one = start(orders);
        Origin another = start(orders);
        one.survives();
        another.survives();
        look(List.of(one, another));
        another.survives();
        one.survives();
        look(List.of(one, another));
        assertThat(borrowed.ofSurvivor()).isSameAs(one);

        another.survives();
        look(List.of(another));
        assertThat(borrowed.ofSurvivor()).isSameAs(another);

        look(List.of());
        assertThat(borrowed.ofSurvivor()).isSameAs(borrowed);
    }

    @Test
    void when_none_has_survived_for_a_while_few_are_taken_again() {
        site.leaks(SECOND / 2);
        look(List.of());

        assertThat(own(times(100_000, () -> start(orders)))).isLessThan(60);
    }

    @Test
    void many_sites_that_leak_at_a_time_keep_within_a_bound_too() {
        long own = 0;
        for (int i = 0; i < 200; i++) {
            SiteKey one = sites.of(CapturesTest.class, "site " + i);
            one.leaks(100 * SECOND);
            one.closeSamples(SECOND);
            own += own(times(1_000, () -> adaptive.origin(one, orders, true, Origin.UNKNOWN, null)));
        }

        assertThat(own).isBetween(20_000L, 20_000L + 200);
    }

    @Test
    void where_the_class_does_not_tell_what_runs_all_are_taken() {
        assertThat(own(times(1_000, () -> adaptive.origin(site, orders, false, Origin.UNKNOWN, null))))
                .isEqualTo(1_000);
    }

    @Test
    void always_takes_all_and_off_takes_none() {
        Captures always = new Captures(Capture.ALWAYS, sites, time);
        Captures off = new Captures(Capture.OFF, sites, time);

        assertThat(own(times(1_000, () -> always.origin(site, orders, true, Origin.UNKNOWN, null))))
                .isEqualTo(1_000);
        assertThat(own(times(1_000, () -> off.origin(site, orders, true, Origin.UNKNOWN, null))))
                .isZero();
    }
}
