package dev.parkranger.verdict;

import static dev.parkranger.verdict.Confidence.LEAK;
import static dev.parkranger.verdict.Confidence.SUSPECT;
import static dev.parkranger.verdict.Confidence.WATCH;
import static dev.parkranger.verdict.Facts.WAITED_IN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.record.Frame;
import dev.parkranger.record.ScopeRecord;
import dev.parkranger.record.SiteHistory;
import dev.parkranger.record.SiteKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole stories, look by look: every leak with its healthy twin. */
class LedgerTest {
    private final Facts server = new Facts();

    private static Suspect only(List<Suspect> suspects) {
        assertThat(suspects).hasSize(1);
        return suspects.get(0);
    }

    private Confidence confidence() {
        return only(server.look()).confidence();
    }

    private List<Resolved> resolved() {
        return server.ledger().resolved();
    }

    // ---- how sure ----

    @Test
    void a_server_that_leaves_nothing_behind_has_no_suspects() {
        server.requests(1_000);

        assertThat(server.look()).isEmpty();
        assertThat(server.lookAgain()).isEmpty();
        assertThat(resolved()).isEmpty();
    }

    @Test
    void a_thread_outliving_its_owner_is_watched() {
        server.leaves();

        assertThat(confidence()).isEqualTo(WATCH);
    }

    @Test
    void three_are_suspected() {
        server.leaves(3);

        assertThat(confidence()).isEqualTo(SUSPECT);
    }

    @Test
    void five_of_five_are_a_leak() {
        server.leaves(5);

        Suspect suspect = only(server.look());
        assertThat(suspect.confidence()).isEqualTo(LEAK);
        assertThat(suspect.count()).isEqualTo(5);
        assertThat(suspect.owners()).isEqualTo(5);
        assertThat(suspect.ownersSeen()).isEqualTo(5);
        assertThat(suspect.heals()).isEqualTo(Heals.NEVER);
    }

    @Test
    void forty_of_forty_are_a_leak_in_the_look_that_finds_them() {
        server.leaves(40);

        assertThat(confidence()).isEqualTo(LEAK);
    }

    @Test
    void forty_of_four_thousand_are_at_least_suspected() {
        for (int i = 0; i < 40; i++) {
            server.requests(99).leaves();
        }

        Suspect suspect = only(server.look());
        assertThat(suspect.confidence()).isEqualTo(SUSPECT);
        assertThat(suspect.ownersSeen()).isEqualTo(4_000);
    }

    @Test
    void five_of_ten_are_a_leak_and_five_of_eleven_are_suspected() {
        for (int i = 0; i < 5; i++) {
            server.requests(1).leaves();
        }
        assertThat(confidence()).isEqualTo(LEAK);

        server.requests(1);
        assertThat(confidence()).isEqualTo(SUSPECT);
    }

    @Test
    void five_whose_newest_is_older_than_the_window_are_suspected_no_more_than_that() {
        server.leaves(5);
        assertThat(confidence()).isEqualTo(LEAK);
        server.passes(Duration.ofNanos(Facts.WINDOW));

        assertThat(confidence()).isEqualTo(SUSPECT);
    }

    @Test
    void one_owner_that_leaves_thirty_three_threads_is_suspected() {
        var owner = server.request();
        for (int i = 0; i < 33; i++) {
            server.leavesOf(owner, task -> task);
        }

        assertThat(confidence()).isEqualTo(SUSPECT);
    }

    @Test
    void one_owner_that_leaves_thirty_three_pooled_tasks_is_watched() {
        var owner = server.request();
        for (int i = 0; i < 33; i++) {
            server.leavesOf(owner, Facts.Task::pooled);
        }

        assertThat(confidence()).isEqualTo(WATCH);
    }

    @Test
    void a_pool_that_warms_up_by_forty_workers_is_one_pool() {
        server.leavesPool(pool -> {
            for (int i = 0; i < 40; i++) {
                pool.worker(worker -> worker);
            }
            return pool;
        });

        assertThat(confidence()).isEqualTo(WATCH);
    }

    @Test
    void a_pool_a_request_is_a_leak() {
        server.leavesPools(5);

        Suspect suspect = only(server.look());
        assertThat(suspect.verdict()).isEqualTo(Verdict.ABANDONED_POOL);
        assertThat(suspect.confidence()).isEqualTo(LEAK);
        assertThat(suspect.pools()).isEqualTo(5);
    }

    // ---- bursts ----

    @Test
    void start_up_tasks_that_each_make_something_for_good_within_one_grace_are_watched() {
        for (int i = 0; i < 40; i++) {
            server.leavesOf(server.task(), task -> task);
            server.passes(Duration.ofMillis(700));
        }

        assertThat(confidence()).isEqualTo(WATCH);
        server.passes(Duration.ofMinutes(5));
        assertThat(confidence()).isEqualTo(WATCH);
        assertThat(resolved()).isEmpty();
    }

    @Test
    void tasks_that_leave_something_behind_over_more_than_one_grace_are_a_leak() {
        for (int i = 0; i < 40; i++) {
            server.leavesOf(server.task(), task -> task);
            server.passes(Duration.ofMillis(800));
        }

        assertThat(confidence()).isEqualTo(LEAK);
    }

    @Test
    void tasks_within_requests_come_again_and_are_no_start_up() {
        for (int i = 0; i < 40; i++) {
            server.leavesOf(server.task(), Facts.Task::inRequest);
        }

        assertThat(confidence()).isEqualTo(LEAK);
    }

    @Test
    void start_up_tasks_that_each_make_a_pool_are_watched_and_those_that_come_again_are_a_leak() {
        for (int i = 0; i < 10; i++) {
            server.leavesPoolOf(server.task());
        }
        assertThat(confidence()).isEqualTo(WATCH);

        server.leavesPoolOf(server.task());
        assertThat(confidence()).isEqualTo(LEAK);
    }

    @Test
    void one_task_that_leaves_a_host_of_threads_is_watched() {
        var owner = server.task();
        for (int i = 0; i < 64; i++) {
            server.leavesOf(owner, task -> task);
        }

        assertThat(confidence()).isEqualTo(WATCH);
    }

    @Test
    void requests_that_all_end_at_once_are_a_leak_all_the_same() {
        server.leaves(40);

        assertThat(confidence()).isEqualTo(LEAK);
    }

    @Test
    void where_owners_were_not_all_counted_their_share_is_no_proof() {
        SiteHistory.undercount(server.site);
        server.leaves(40);

        assertThat(confidence()).isEqualTo(SUSPECT);
    }

    @Test
    void where_owners_were_not_all_counted_the_rising_low_water_mark_speaks() {
        SiteHistory.undercount(server.site);
        Confidence last = WATCH;
        for (int i = 0; i < 30; i++) {
            last = only(server.leaves(2).look()).confidence();
        }

        assertThat(last).isEqualTo(LEAK);
    }

    // ---- lingering and progress ----

    @Test
    void threads_that_linger_within_grace_are_not_even_watched() {
        server.leaves(40);

        assertThat(server.lookAgain()).isEmpty();
    }

    @Test
    void threads_that_make_progress_are_not_even_watched() {
        server.leaves(40, Facts.Task::moving);

        assertThat(server.look()).isEmpty();
    }

    // ---- saturation ----

    @Test
    void an_event_loop_group_that_fills_up_over_the_first_requests_ends_at_watch() {
        server.leaves(8);
        assertThat(confidence()).isEqualTo(LEAK);

        server.requests(9);
        assertThat(confidence()).isNotEqualTo(WATCH);

        server.requests(1);
        assertThat(confidence()).isEqualTo(WATCH);
    }

    @Test
    void a_singleton_of_the_first_request_stays_at_watch_while_ten_more_come_and_go() {
        server.leaves();
        for (int i = 0; i < 10; i++) {
            server.requests(1);
            assertThat(confidence()).isEqualTo(WATCH);
        }
        assertThat(resolved()).isEmpty();
    }

    @Test
    void a_singleton_with_a_host_of_threads_falls_back_after_ten_more_requests() {
        var first = server.request();
        for (int i = 0; i < 64; i++) {
            server.leavesOf(first, task -> task);
        }
        assertThat(confidence()).isEqualTo(SUSPECT);

        server.requests(10);
        assertThat(confidence()).isEqualTo(WATCH);
    }

    @Test
    void a_leak_in_one_of_a_hundred_falls_back_only_after_a_thousand() {
        server.leaves();
        for (int i = 0; i < 10; i++) {
            server.requests(99).leaves();
        }
        assertThat(confidence()).isEqualTo(SUSPECT);

        server.requests(800);
        assertThat(confidence()).isEqualTo(SUSPECT);

        server.requests(200);
        assertThat(confidence()).isEqualTo(WATCH);
    }

    @Test
    void requests_within_grace_that_left_something_are_not_held_against_a_leak() {
        server.leaves(8).look();
        server.leaves(10);

        assertThat(only(server.lookAgain()).confidence()).isEqualTo(LEAK);
    }

    @Test
    void requests_that_left_nothing_speak_at_once_for_what_has_filled_up() {
        server.leaves(8).look();
        server.requests(10);

        assertThat(only(server.lookAgain()).confidence()).isEqualTo(WATCH);
    }

    @Test
    void a_pool_that_is_full_of_stuck_tasks_has_not_filled_up_while_more_of_them_wait_in_its_queue() {
        server.leaves(8).leavesQueued(40);
        assertThat(confidence()).isEqualTo(LEAK);

        server.requests(10);
        assertThat(confidence()).isEqualTo(WATCH);
    }

    @Test
    void a_leak_that_goes_on_after_a_pause_is_a_leak_again() {
        server.leaves(8).requests(10);
        assertThat(confidence()).isEqualTo(WATCH);

        server.leaves(30);
        assertThat(confidence()).isEqualTo(LEAK);
    }

    // ---- liveness ----

    @Test
    void sessions_that_do_end_are_watched() {
        server.leaves(40);
        SiteHistory.lateEnds(server.site, 10, server.now());

        assertThat(confidence()).isEqualTo(WATCH);
    }

    @Test
    void what_ended_longer_ago_than_the_window_says_nothing_of_today() {
        SiteHistory.lateEnds(server.site, 1_000, server.now());
        server.passes(Duration.ofNanos(Facts.WINDOW)).leaves(40);

        assertThat(confidence()).isEqualTo(LEAK);
    }

    @Test
    void sessions_that_end_but_ever_fewer_of_them_are_a_leak_by_their_low_water_mark() {
        SiteHistory.lateEnds(server.site, 1_000, server.now());
        Confidence last = WATCH;
        for (int i = 0; i < 30; i++) {
            last = only(server.leaves(2).look()).confidence();
        }

        assertThat(last).isEqualTo(LEAK);
    }

    @Test
    void sessions_that_come_and_go_in_equal_number_are_watched_for_ever() {
        server.leaves(40);
        SiteHistory.lateEnds(server.site, 10, server.now());
        for (int i = 0; i < 60; i++) {
            server.tasks().remove(0);
            SiteHistory.lateEnds(server.site, 1, server.now());
            server.leaves();
            assertThat(confidence()).isEqualTo(WATCH);
        }
    }

    @Test
    void a_leak_on_an_error_path_speaks_by_its_rising_low_water_mark() {
        Confidence last = WATCH;
        for (int i = 0; i < 30; i++) {
            last = only(server.requests(999).leaves().look()).confidence();
        }

        assertThat(last).isEqualTo(LEAK);
    }

    // ---- heals ----

    @Test
    void a_bounded_wait_heals_by_timeout_and_is_suspected_at_the_most() {
        server.leaves(40, Facts.Task::timed);

        Suspect suspect = only(server.look());
        assertThat(suspect.heals()).isEqualTo(Heals.TIMEOUT);
        assertThat(suspect.confidence()).isEqualTo(SUSPECT);
    }

    @Test
    void a_timed_wait_that_is_entered_again_and_again_heals_nothing() {
        server.leaves(40, Facts.Task::idling);

        Suspect suspect = only(server.look());
        assertThat(suspect.heals()).isEqualTo(Heals.NEVER);
        assertThat(suspect.confidence()).isEqualTo(LEAK);
    }

    @Test
    void one_wait_without_a_bound_among_many_heals_nothing() {
        server.leaves(39, Facts.Task::timed);
        server.leaves();

        assertThat(only(server.look()).heals()).isEqualTo(Heals.NEVER);
    }

    @Test
    void cached_pools_heal_by_their_keep_alive() {
        server.leavesPools(40, Facts.Pool::expiring);

        Suspect suspect = only(server.look());
        assertThat(suspect.heals()).isEqualTo(Heals.TIMEOUT);
        assertThat(suspect.confidence()).isEqualTo(SUSPECT);
    }

    @Test
    void single_thread_executors_heal_by_the_next_collection() {
        server.leavesPools(40, Facts.Pool::collectable);

        Suspect suspect = only(server.look());
        assertThat(suspect.heals()).isEqualTo(Heals.GC);
        assertThat(suspect.confidence()).isEqualTo(SUSPECT);
    }

    @Test
    void a_pool_with_a_task_stuck_in_it_heals_by_nothing() {
        server.leavesPools(
                40,
                pool -> pool.collectable().expiring().worker(worker -> worker.waitsIn(WAITED_IN, Facts.WAITING_LINE)));

        assertThat(only(server.look()).heals()).isEqualTo(Heals.NEVER);
    }

    @Test
    void one_pool_that_stays_for_ever_is_enough() {
        server.leavesPools(39, Facts.Pool::collectable);
        server.leavesPools(1);

        assertThat(only(server.look()).heals()).isEqualTo(Heals.NEVER);
    }

    @Test
    void a_task_in_a_pool_may_wait_without_a_line_of_the_applications_and_is_stuck_all_the_same() {
        server.leavesPools(
                5,
                pool -> pool.expiring()
                        .worker(worker -> worker.waits(
                                "java.util.concurrent.CountDownLatch.await",
                                "java.util.concurrent.FutureTask.run",
                                "java.util.concurrent.ThreadPoolExecutor.runWorker")));

        Suspect suspect = only(server.look());
        assertThat(suspect.heals()).isEqualTo(Heals.NEVER);
        assertThat(suspect.confidence()).isEqualTo(LEAK);
    }

    @Test
    void a_worker_whose_thread_the_applications_factory_runs_is_idle_where_it_fetches() {
        server.leavesPools(
                40,
                pool -> pool.expiring()
                        .worker(worker -> worker.waits(
                                "java.util.concurrent.LinkedBlockingQueue.poll",
                                "java.util.concurrent.ThreadPoolExecutor.getTask",
                                "java.util.concurrent.ThreadPoolExecutor.runWorker",
                                "com.acme.Threads.run")));

        Suspect suspect = only(server.look());
        assertThat(suspect.heals()).isEqualTo(Heals.TIMEOUT);
        assertThat(suspect.confidence()).isEqualTo(SUSPECT);
    }

    @Test
    void owners_of_other_names_that_leave_nothing_behind_say_nothing_of_these() {
        server.leaves(6);
        SiteHistory.ownersEnded(server.site, SiteHistory.site("GET /others"), 1_000);

        Suspect suspect = only(server.look());
        assertThat(suspect.owners()).isEqualTo(6);
        assertThat(suspect.ownersSeen()).isEqualTo(6);
        assertThat(suspect.confidence()).isEqualTo(LEAK);
    }

    @Test
    void what_stuck_tasks_have_started_is_compared_with_what_others_of_these_have_started() {
        SiteKey workers = SiteHistory.site("workers");
        for (int i = 0; i < 10; i++) {
            server.leavesOf(server.request(), task -> task.is(SiteHistory.startedBy(workers, server.now())));
        }
        SiteHistory.ownersEnded(server.site, workers, 190);

        Suspect suspect = only(server.look());
        assertThat(suspect.ownersSeen()).isEqualTo(200);
        assertThat(suspect.confidence()).isEqualTo(SUSPECT);
    }

    @Test
    void the_several_threads_of_one_client_are_one_owners_and_counted_once() {
        SiteKey other = SiteHistory.site("com.acme.Client$Pinger");
        for (int i = 0; i < 5; i++) {
            ScopeRecord request = server.request();
            SiteHistory.ownersEnded(other, server.requests, 1);
            server.leavesOf(request, task -> task.madeBy("com.acme.client"));
            server.leavesOf(request, task -> task.madeBy("com.acme.client").of(other));
        }
        server.passes(Duration.ofSeconds(5));
        other.sample(server.now(), Facts.GRACE);

        Suspect suspect = only(server.look());
        assertThat(suspect.owners()).isEqualTo(5);
        assertThat(suspect.ownersSeen()).isEqualTo(5);
        assertThat(suspect.confidence()).isEqualTo(LEAK);
    }

    @Test
    void pools_that_are_shut_down_late_are_not_said_to_have_ended_while_workers_are_there() {
        List<Object> identities = List.of(new Object(), new Object(), new Object());
        identities.forEach(identity -> server.leavesPool(pool -> pool.is(identity)));
        server.look();

        server.allEnd();
        identities.forEach(identity ->
                server.leavesPool(pool -> pool.is(identity).shutDown().endedAt(server.now())));
        server.lookAgain();

        assertThat(server.ledger().resolved())
                .singleElement()
                .satisfies(resolved -> assertThat(resolved.reason()).contains("3 pools of these were shut down"));
    }

    @Test
    void undead_workers_that_wait_for_a_task_that_is_not_due_need_time_alone() {
        server.leavesPools(40, pool -> pool.shutDown().worker(Facts.Task::timed));

        Suspect suspect = only(server.look());
        assertThat(suspect.verdict()).isEqualTo(Verdict.UNDEAD_WORKER);
        assertThat(suspect.heals()).isEqualTo(Heals.TIMEOUT);
        assertThat(suspect.confidence()).isEqualTo(SUSPECT);
    }

    @Test
    void undead_workers_that_fall_back_into_the_same_wait_need_more() {
        server.leavesPools(40, pool -> pool.shutDown().worker(Facts.Task::idling));

        Suspect suspect = only(server.look());
        assertThat(suspect.heals()).isEqualTo(Heals.NEVER);
        assertThat(suspect.confidence()).isEqualTo(LEAK);
    }

    @Test
    void of_those_that_stand_still_one_in_four_that_was_woken_before_makes_them_watched() {
        server.leaves(15);
        for (int i = 0; i < 4; i++) {
            assertThat(confidence()).isEqualTo(LEAK);
            server.leavesOf(server.request(), Facts.Task::woken);
        }
        assertThat(confidence()).isEqualTo(LEAK);
        server.leavesOf(server.request(), Facts.Task::woken);
        assertThat(confidence()).isEqualTo(WATCH);
        assertThat(only(server.look()).evidence()).contains("5 of them were woken since their owner's end");

        server.passes(Duration.ofNanos(Facts.WINDOW)).leaves(30);
        assertThat(confidence()).as("that is long ago").isEqualTo(LEAK);
    }

    @Test
    void who_holds_the_lock_is_told_by_name() {
        for (int i = 0; i < 5; i++) {
            server.leavesOf(server.request(), task -> task.waitsFor("db-1 #24"));
        }
        assertThat(only(server.look()).evidence()).contains("the lock is held by db-1 #24");

        for (int i = 2; i <= 4; i++) {
            String holder = "db-" + i + " #" + (23 + i);
            server.leavesOf(server.request(), task -> task.waitsFor(holder));
        }
        assertThat(only(server.look()).evidence()).contains("the locks are held by db-1 #24, db-2 #25, db-3 #26, ...");
    }

    @Test
    void that_pools_were_shut_down_after_all_says_nothing_of_their_workers() {
        server.leavesPools(40, Facts.Pool::shutDown);
        SiteHistory.lateShutDowns(server.site, 40, server.now());
        assertThat(confidence()).isEqualTo(LEAK);

        SiteHistory.lateEnds(server.site, 10, server.now());
        assertThat(confidence()).isEqualTo(WATCH);
    }

    @Test
    void pools_of_which_others_are_shut_down_after_all_are_watched() {
        server.leavesPools(40, pool -> pool);
        SiteHistory.lateEnds(server.site, 40, server.now());
        assertThat(confidence()).as("workers end for other reasons").isEqualTo(LEAK);

        SiteHistory.lateShutDowns(server.site, 10, server.now());
        assertThat(confidence()).isEqualTo(WATCH);
    }

    @Test
    void undead_workers_heal_by_nothing() {
        server.leavesPools(5, pool -> pool.shutDown().expiring());

        Suspect suspect = only(server.look());
        assertThat(suspect.verdict()).isEqualTo(Verdict.UNDEAD_WORKER);
        assertThat(suspect.heals()).isEqualTo(Heals.NEVER);
    }

    // ---- groups ----

    @Test
    void two_park_sites_of_one_start_are_two_suspects() {
        server.leaves(5);
        server.leaves(3, task -> task.waitsIn(WAITED_IN, new Frame("com.acme.Quotes", "drain", "Quotes.java", 70)));

        List<Suspect> suspects = server.look();
        assertThat(suspects).extracting(Suspect::count).containsExactly(5, 3);
        assertThat(suspects).extracting(Suspect::id).doesNotHaveDuplicates();
    }

    @Test
    void the_surest_come_first_and_those_watched_last() {
        server.leaves(task -> task.startedIn(new Frame("a.Watched", "start", null, 1)));
        server.leaves(3, task -> task.startedIn(new Frame("a.Suspected", "start", null, 1)));
        server.leaves(9);

        assertThat(server.look()).extracting(Suspect::count).containsExactly(9, 3, 1);
    }

    @Test
    void a_task_stays_in_its_group_though_it_waits_in_another_place_now() {
        Object identity = new Object();
        server.leaves(task -> task.is(identity));
        String id = only(server.look()).id();
        var owner = server.tasks().get(0).owner();
        server.allEnd()
                .leavesOf(
                        owner,
                        task -> task.is(identity)
                                .waitsIn(WAITED_IN, new Frame("com.acme.Quotes", "drain", "Quotes.java", 70)));

        assertThat(only(server.lookAgain()).id()).isEqualTo(id);
    }

    @Test
    void a_task_stays_in_its_group_though_it_moved_for_one_look() {
        Object identity = new Object();
        server.leaves(task -> task.is(identity));
        String id = only(server.look()).id();
        var owner = server.tasks().get(0).owner();
        server.allEnd().leavesOf(owner, task -> task.is(identity).moving());
        assertThat(server.lookAgain()).isEmpty();
        server.allEnd()
                .leavesOf(
                        owner,
                        task -> task.is(identity)
                                .waitsIn(WAITED_IN, new Frame("com.acme.Quotes", "drain", "Quotes.java", 70)));

        assertThat(only(server.lookAgain()).id()).isEqualTo(id);
    }

    // ---- retraction ----

    @Test
    void what_has_ended_is_resolved_and_told_why() {
        server.leaves(5);
        String id = only(server.look()).id();
        server.allEnd();

        assertThat(server.lookAgain()).isEmpty();
        assertThat(resolved()).singleElement().satisfies(gone -> {
            assertThat(gone.id()).isEqualTo(id);
            assertThat(gone.count()).isEqualTo(5);
            assertThat(gone.reason()).isNotBlank();
        });
        server.lookAgain();
        assertThat(resolved()).hasSize(1);
    }

    @Test
    void what_was_only_watched_ends_without_a_word() {
        server.leaves(2).look();
        server.allEnd().lookAgain();

        assertThat(resolved()).isEmpty();
    }

    @Test
    void back_at_watch_for_one_look_is_an_odd_moment_and_for_two_a_retraction() {
        server.leaves(8).look();
        server.requests(10).look();
        assertThat(resolved()).isEmpty();

        server.look();
        assertThat(resolved())
                .singleElement()
                .satisfies(gone -> assertThat(gone.reason()).contains("watch"));

        server.look();
        assertThat(resolved()).hasSize(1);
    }

    @Test
    void one_id_may_open_again() {
        server.leaves(5);
        Suspect before = only(server.look());
        server.allEnd().lookAgain();
        server.leaves(5);
        Suspect again = only(server.look());

        assertThat(again.id()).isEqualTo(before.id());
        assertThat(again.firstSeen()).isAfter(before.firstSeen());
        server.allEnd().lookAgain();
        assertThat(resolved()).hasSize(2);
    }

    @Test
    void one_id_may_open_again_after_it_fell_back_to_watch() {
        server.leaves(8).look();
        server.requests(10).look();
        server.look();
        assertThat(resolved()).hasSize(1);

        assertThat(only(server.leaves(30).look()).confidence()).isEqualTo(LEAK);
        server.allEnd().lookAgain();
        assertThat(resolved()).hasSize(2);
    }

    @Test
    void of_the_resolved_only_so_many_are_kept() {
        for (int i = 0; i < 30; i++) {
            server.leaves(5).look();
            server.allEnd().lookAgain();
        }

        assertThat(resolved()).hasSize(20);
    }

    @Test
    void a_thousand_groups_are_plenty_and_the_largest_are_kept() {
        for (int i = 0; i < 1_200; i++) {
            int number = i;
            server.leaves(task -> task.startedIn(new Frame("a.B" + number, "start", null, 1)));
        }
        server.leaves(3);

        List<Suspect> suspects = server.look();
        assertThat(suspects).hasSize(1_000);
        assertThat(suspects.get(0).count()).isEqualTo(3);
    }

    @Test
    void at_most_ten_threads_are_named_the_oldest_first() {
        server.leaves(40);

        List<Long> ids = new ArrayList<>();
        only(server.look()).threads().forEach(thread -> ids.add(thread.id()));
        assertThat(ids).hasSize(10).isSorted().startsWith(100L);
    }

    @Test
    void what_waits_behind_stuck_tasks_is_told() {
        Facts facts = new Facts();
        facts.leaves(6).leavesQueued(1);
        assertThat(facts.look().get(0).evidence()).contains("1 more of this site waits in a queue to be run");

        facts.leavesQueued(2);
        assertThat(facts.lookAgain().get(0).evidence()).contains("3 more of this site wait in a queue to be run");
    }
}
