package dev.parkranger.verdict;

import static dev.parkranger.reaper.Ground.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.reaper.Ground;
import dev.parkranger.record.Actor;
import dev.parkranger.record.Containers;
import dev.parkranger.record.SiteHistory;
import dev.parkranger.record.SiteKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From the hook to the suspect: a leak, and beside it the healthy twin that differs by one line. */
class StoriesTest {
    private final Ground ground = new Ground();
    private final Ledger ledger = new Ledger(20);

    @AfterEach
    void close() {
        ground.close();
    }

    private List<Suspect> looks() {
        return ledger.look(ground.look());
    }

    /** Past grace, until what is parked has been seen twice. */
    private List<Suspect> judgement() {
        ground.time.passes(Duration.ofSeconds(5));
        looks();
        ground.time.passes(Ground.GRACE);
        looks();
        return looks();
    }

    private static Suspect only(List<Suspect> suspects) {
        assertThat(suspects).hasSize(1);
        return suspects.get(0);
    }

    /** Healthy: nothing that would reach anybody's log. */
    private static void assertNothingAboveWatch(List<Suspect> suspects) {
        assertThat(suspects)
                .allSatisfy(suspect -> assertThat(suspect.confidence()).isEqualTo(Confidence.WATCH));
    }

    private void requests(int count, Runnable body) {
        for (int i = 0; i < count; i++) {
            ground.request(body);
        }
    }

    @Test
    void a_thread_a_request_that_stays_is_a_leak() {
        requests(12, ground::starts);

        Suspect leak = only(judgement());
        assertThat(leak.confidence()).isEqualTo(Confidence.LEAK);
        assertThat(leak.verdict()).isEqualTo(Verdict.ORPHANED_TASK);
        assertThat(leak.owners()).isEqualTo(12);
        assertThat(leak.ownersSeen()).isEqualTo(12);
        assertThat(leak.owner().name()).isEqualTo("GET /");
    }

    @Test
    void housekeepers_that_one_helper_starts_once_for_each_page_are_not() {
        for (String page : List.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta")) {
            ground.begins("GET /" + page);
            ground.server.does(ground::starts);
            ground.ends();
        }

        assertNothingAboveWatch(judgement());
    }

    @Test
    void a_thread_a_request_that_ends_is_not() {
        requests(12, () -> ground.recorder.platformExiting(ground.starts()));

        assertThat(judgement()).isEmpty();
    }

    @Test
    void it_is_flagged_within_grace_and_two_intervals() {
        requests(5, ground::starts);
        Duration passed = Duration.ZERO;
        List<Suspect> suspects = looks();
        while (suspects.isEmpty() && passed.compareTo(Ground.GRACE.plusSeconds(60)) < 0) {
            passed = passed.plusSeconds(5);
            suspects = looks();
        }

        assertThat(only(suspects).confidence()).isEqualTo(Confidence.LEAK);
        assertThat(passed).isLessThanOrEqualTo(Ground.GRACE.plusSeconds(10));
    }

    @Test
    void threads_that_are_gone_are_retracted() {
        List<Thread> threads = new ArrayList<>();
        requests(12, () -> threads.add(ground.starts()));
        judgement();
        threads.forEach(ground.recorder::platformExiting);

        assertThat(looks()).isEmpty();
        assertThat(ledger.resolved()).hasSize(1);
    }

    @Test
    void a_pool_a_request_that_is_never_shut_down_is_a_leak() {
        List<Object> held = new ArrayList<>();
        requests(12, () -> {
            Object pool = new Object();
            held.add(pool);
            ground.recorder.poolConstructed(pool);
            ground.recorder.submitted(pool, task());
            ground.worker(pool);
        });

        Suspect leak = only(judgement());
        assertThat(leak.confidence()).isEqualTo(Confidence.LEAK);
        assertThat(leak.verdict()).isEqualTo(Verdict.ABANDONED_POOL);
        assertThat(leak.pools()).isEqualTo(12);
    }

    @Test
    void a_pool_a_request_that_is_shut_down_is_not() {
        requests(12, () -> {
            Object pool = new Object();
            ground.recorder.poolConstructed(pool);
            Actor worker = ground.worker(pool);
            ground.recorder.poolShutDown(pool);
            worker.does(() -> ground.recorder.platformExiting(worker.thread()));
        });

        assertThat(judgement()).isEmpty();
    }

    @Test
    void a_shared_pool_lazily_created_in_the_first_request_gives_nothing() {
        Object pool = new Object();
        ground.request(() -> ground.recorder.poolConstructed(pool));
        requests(12, () -> {
            ground.recorder.submitted(pool, task());
            ground.worker(pool);
        });

        assertThat(judgement()).isEmpty();
    }

    @Test
    void a_shared_pool_that_only_the_first_request_has_used_so_far_is_watched_at_the_most() {
        Object pool = new Object();
        ground.request(() -> {
            ground.recorder.poolConstructed(pool);
            for (int i = 0; i < 40; i++) {
                ground.recorder.submitted(pool, task());
                ground.worker(pool);
            }
        });

        assertNothingAboveWatch(judgement());
    }

    @Test
    void a_singleton_thread_of_the_first_request_is_watched_while_ten_more_come_and_go() {
        ground.request(ground::starts);
        for (int i = 0; i < 10; i++) {
            ground.request(() -> {});
            assertNothingAboveWatch(judgement());
        }
        assertThat(ledger.resolved()).isEmpty();
    }

    @Test
    void an_event_loop_that_fills_up_by_a_thread_a_request_and_stops_is_back_at_watch() {
        requests(8, ground::starts);
        assertThat(only(judgement()).confidence()).isEqualTo(Confidence.LEAK);
        requests(10, () -> {});

        assertNothingAboveWatch(judgement());
        assertThat(ledger.resolved()).hasSize(1);
    }

    @Test
    void tasks_stuck_in_a_shared_pool_are_a_leak() {
        Object pool = new Object();
        List<Runnable> held = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Runnable task = task();
            held.add(task);
            ground.request(() -> ground.recorder.submitted(pool, task));
            ground.worker(pool).does(() -> ground.recorder.taskBegins(task));
        }

        Suspect leak = only(judgement());
        assertThat(leak.confidence()).isEqualTo(Confidence.LEAK);
        assertThat(leak.verdict()).isEqualTo(Verdict.ORPHANED_TASK);
    }

    @Test
    void tasks_that_are_done_are_not() {
        Object pool = new Object();
        for (int i = 0; i < 6; i++) {
            Runnable task = task();
            ground.request(() -> ground.recorder.submitted(pool, task));
            ground.worker(pool).does(() -> {
                ground.recorder.taskBegins(task);
                ground.recorder.taskEnds(task);
            });
        }

        assertThat(judgement()).isEmpty();
    }

    @Test
    void long_requests_that_are_all_open_still_give_nothing() {
        for (int i = 0; i < 12; i++) {
            Actor thread = ground.actor();
            thread.does(() -> {
                ground.recorder.requestBegins("servlet", "GET /poll");
                ground.starts();
            });
        }

        assertThat(judgement()).isEmpty();
    }

    // ---- tasks as owners ----

    /** Pooled tasks, one after another on a worker of the application's own pool. */
    private void tasks(int count, Duration between, Runnable body) {
        Object pool = new Object();
        Actor main = ground.actor();
        ground.registry.adoptMain(main.thread(), ground.time);
        Actor worker = main.asks(() -> {
            ground.recorder.poolConstructed(pool);
            return ground.worker(pool);
        });
        for (int i = 0; i < count; i++) {
            Runnable task = task();
            main.does(() -> ground.recorder.submitted(pool, task));
            worker.does(() -> {
                ground.recorder.taskBegins(task);
                body.run();
                ground.recorder.taskEnds(task);
            });
            ground.time.passes(between);
        }
    }

    @Test
    void start_up_tasks_that_each_start_a_thread_for_good_within_one_grace_give_nothing() {
        tasks(12, Duration.ofSeconds(2), ground::starts);

        assertNothingAboveWatch(judgement());
        ground.time.passes(Duration.ofMinutes(5));
        assertNothingAboveWatch(judgement());
        assertThat(ledger.resolved()).isEmpty();
    }

    @Test
    void tasks_that_each_leave_a_thread_over_more_than_one_grace_are_a_leak() {
        tasks(12, Duration.ofSeconds(4), ground::starts);

        Suspect leak = only(judgement());
        assertThat(leak.confidence()).isEqualTo(Confidence.LEAK);
        assertThat(leak.owners()).isEqualTo(12);
    }

    @Test
    void start_up_tasks_that_each_make_a_pool_for_good_within_one_grace_give_nothing() {
        List<Object> held = new ArrayList<>();
        tasks(12, Duration.ofSeconds(2), () -> makesPool(held));

        assertNothingAboveWatch(judgement());
    }

    @Test
    void tasks_that_each_leave_a_pool_over_more_than_one_grace_are_a_leak() {
        List<Object> held = new ArrayList<>();
        tasks(12, Duration.ofSeconds(4), () -> makesPool(held));

        Suspect leak = only(judgement());
        assertThat(leak.confidence()).isEqualTo(Confidence.LEAK);
        assertThat(leak.verdict()).isEqualTo(Verdict.ABANDONED_POOL);
    }

    private void makesPool(List<Object> held) {
        Object pool = new Object();
        held.add(pool);
        ground.recorder.poolConstructed(pool);
        ground.worker(pool);
    }

    // ---- sessions ----

    private final SiteKey sessions = SiteHistory.site("sessions");

    /** A request that opens a session, with a scheduler of its own. */
    private void opens(ArrayDeque<Session> open) {
        ground.request(() -> {
            Object pool = new Object();
            Containers.poolConstructed(ground.registry, ground.time, pool, sessions);
            open.add(new Session(pool, ground.worker(pool)));
        });
    }

    private record Session(Object pool, Actor worker) {}

    private void closes(Session session) {
        ground.recorder.poolShutDown(session.pool());
        ground.exits(session.worker());
    }

    /** A session every five seconds, for twenty minutes; each time the oldest of more than a dozen may come to its end. */
    private List<Suspect> sessions(IntPredicate end) {
        ArrayDeque<Session> open = new ArrayDeque<>();
        List<Session> held = new ArrayList<>();
        List<Suspect> last = List.of();
        for (int i = 0; i < 240; i++) {
            opens(open);
            if (open.size() > 12) {
                Session oldest = open.remove();
                if (end.test(i)) {
                    closes(oldest);
                } else {
                    held.add(oldest);
                }
            }
            last = looks();
        }
        assertThat(held.size() + open.size()).isPositive();
        return last;
    }

    @Test
    void sessions_with_a_scheduler_each_that_do_get_shut_down_later_give_nothing() {
        assertNothingAboveWatch(sessions(i -> true));
    }

    @Test
    void sessions_of_which_every_third_is_never_shut_down_are_a_leak() {
        assertThat(only(sessions(i -> i % 3 != 0)).confidence()).isEqualTo(Confidence.LEAK);
    }

    @Test
    void sessions_that_are_never_shut_down_are_a_leak() {
        assertThat(only(sessions(i -> false)).confidence()).isEqualTo(Confidence.LEAK);
    }

    // ---- pools that are shut down ----

    private void shutsDownAPoolWithAWorkerThatStays(List<Object> held) {
        Object pool = new Object();
        held.add(pool);
        ground.recorder.poolConstructed(pool);
        ground.worker(pool);
        ground.recorder.poolShutDown(pool);
    }

    @Test
    void workers_that_stay_though_their_requests_have_shut_their_pools_down_are_a_leak() {
        List<Object> held = new ArrayList<>();
        requests(12, () -> shutsDownAPoolWithAWorkerThatStays(held));

        Suspect leak = only(judgement());
        assertThat(leak.verdict()).isEqualTo(Verdict.UNDEAD_WORKER);
        assertThat(leak.confidence()).isEqualTo(Confidence.LEAK);
    }

    @Test
    void workers_that_stay_though_pools_were_shut_down_over_more_than_one_grace_are_a_leak() {
        List<Object> held = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            requests(1, () -> shutsDownAPoolWithAWorkerThatStays(held));
            ground.time.passes(Duration.ofSeconds(4));
        }

        Suspect leak = only(judgement());
        assertThat(leak.verdict()).isEqualTo(Verdict.UNDEAD_WORKER);
        assertThat(leak.confidence()).isEqualTo(Confidence.LEAK);
    }
}
