package dev.parkranger.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.reaper.Standstill.Kind;
import dev.parkranger.record.Actor;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits for whose lock: rings, dead owners, and all that only looks like one. */
class LockWaitsTest {
    private final Ground ground = new Ground();
    private final Object pool = new Object();

    @AfterEach
    void close() {
        ground.close();
    }

    private Thread thread() {
        return ground.server.asks(ground::starts);
    }

    private List<Standstill> standstills() {
        ground.look();
        return ground.look().standstills();
    }

    private static List<String> names(List<Standstill.Held> held) {
        return held.stream().map(one -> one.task().threadName()).toList();
    }

    @Test
    void two_that_wait_for_each_others_locks_stand_still() {
        Thread one = thread();
        Thread other = thread();
        ground.probe.waitsForLock(one, 1, other);
        ground.probe.waitsForLock(other, 2, one);

        assertThat(standstills()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Kind.CYCLE);
            assertThat(names(found.members())).containsExactly(one.getName(), other.getName());
            assertThat(found.members().get(0).holder()).startsWith(other.getName() + " #");
            assertThat(found.victims()).isEmpty();
        });
    }

    @Test
    void a_ring_of_three_and_two_behind_it_are_one_standstill() {
        List<Thread> ring = List.of(thread(), thread(), thread());
        for (int i = 0; i < 3; i++) {
            ground.probe.waitsForLock(ring.get(i), i, ring.get((i + 1) % 3));
        }
        Thread behind = thread();
        ground.probe.waitsForLock(behind, 1, ring.get(1));
        Thread farBehind = thread();
        ground.probe.waitsForLock(farBehind, 9, behind);

        assertThat(standstills()).singleElement().satisfies(found -> {
            assertThat(found.members()).hasSize(3);
            assertThat(names(found.victims())).containsExactlyInAnyOrder(behind.getName(), farBehind.getName());
        });
    }

    @Test
    void one_look_is_not_enough_for_what_it_saw_may_never_have_been_true_at_once() {
        Thread one = thread();
        Thread other = thread();
        ground.probe.waitsForLock(one, 1, other);
        ground.probe.waitsForLock(other, 2, one);

        assertThat(ground.look().standstills()).isEmpty();
        assertThat(ground.look().standstills()).hasSize(1);
    }

    @Test
    void a_ring_whose_threads_have_moved_in_between_is_none() {
        Thread one = thread();
        Thread other = thread();
        ground.probe.waitsForLock(one, 1, other);
        ground.probe.waitsForLock(other, 2, one);
        ground.probe.isWoken(other);

        assertThat(standstills()).isEmpty();
    }

    @Test
    void whoever_waits_for_another_lock_than_before_has_moved() {
        Thread one = thread();
        Thread other = thread();
        ground.probe.waitsForLock(one, 1, other);
        ground.probe.waitsForLock(other, 2, one);
        ground.look();
        ground.probe.waitsForLock(other, 3, one);

        assertThat(ground.look().standstills()).isEmpty();
    }

    @Test
    void a_lock_whose_owner_has_ended_is_never_unlocked() throws InterruptedException {
        Thread dead = new Thread(() -> {}, "gone");
        dead.start();
        dead.join();
        Thread waiter = thread();
        ground.probe.waitsForLock(waiter, 1, dead);
        Thread behind = thread();
        ground.probe.waitsForLock(behind, 2, waiter);

        assertThat(standstills()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Kind.DEAD_OWNER);
            assertThat(names(found.members())).containsExactly(waiter.getName());
            assertThat(found.members().get(0).holder()).startsWith("gone #");
            assertThat(names(found.victims())).containsExactly(behind.getName());
        });
    }

    @Test
    void a_crowd_before_a_lock_whose_owner_works_is_told_with_its_holder_for_the_verdict_to_judge() {
        Thread holder = thread();
        Thread waiter = thread();
        ground.probe.waitsForLock(waiter, 1, holder);

        assertThat(standstills()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Kind.HELD_WHILE_WAITING);
            assertThat(names(found.members())).containsExactly(holder.getName());
            assertThat(names(found.victims())).containsExactly(waiter.getName());
        });
    }

    // ---- pools that wait for themselves ----

    private Actor runs(Runnable task) {
        Actor worker = ground.worker(pool);
        worker.does(() -> ground.recorder.taskBegins(task));
        return worker;
    }

    @Test
    void a_pool_all_of_whose_tasks_wait_while_their_own_wait_in_its_queue_starves() {
        Runnable outer = Ground.task();
        Runnable inner = Ground.task();
        ground.server.does(() -> ground.recorder.submitted(pool, outer));
        Actor worker = runs(outer);
        worker.does(() -> ground.recorder.submitted(pool, inner));

        assertThat(standstills()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Kind.STARVED_POOL);
            assertThat(found.members()).hasSize(1);
        });
    }

    @Test
    void a_task_that_is_not_due_yet_keeps_nobody_waiting() {
        var scheduler = new ScheduledThreadPoolExecutor(1);
        try {
            Runnable outer = Ground.task();
            Runnable later = (Runnable) scheduler.schedule(() -> {}, 1, TimeUnit.HOURS);
            ground.server.does(() -> ground.recorder.submitted(pool, outer));
            Actor worker = runs(outer);
            worker.does(() -> ground.recorder.submitted(pool, later));

            assertThat(standstills()).isEmpty();
        } finally {
            scheduler.shutdownNow();
        }
    }

    @Test
    void a_pool_whose_task_waits_for_another_pools_future_does_not() throws InterruptedException {
        assertThat(whileWorkerWaits(new FutureTask<>(() -> true), Ground.task()))
                .isEmpty();
    }

    @Test
    void a_pool_whose_task_waits_for_the_future_in_its_queue_does() throws InterruptedException {
        var inner = new FutureTask<>(() -> true);

        assertThat(whileWorkerWaits(inner, inner)).hasSize(1);
    }

    private List<Standstill> whileWorkerWaits(FutureTask<?> awaited, Runnable queued) throws InterruptedException {
        Runnable outer = Ground.task();
        ground.server.does(() -> ground.recorder.submitted(pool, outer));
        Actor worker = runs(outer);
        worker.does(() -> ground.recorder.submitted(pool, queued));
        Thread asks = new Thread(() -> worker.asks(awaited::get));
        asks.start();
        try {
            while (LockSupport.getBlocker(worker.thread()) != awaited) {
                Thread.onSpinWait();
            }
            return standstills();
        } finally {
            awaited.run();
            asks.join();
        }
    }

    @Test
    void a_pool_with_an_idle_worker_does_not() {
        Runnable outer = Ground.task();
        Runnable inner = Ground.task();
        ground.server.does(() -> ground.recorder.submitted(pool, outer));
        Actor worker = runs(outer);
        worker.does(() -> ground.recorder.submitted(pool, inner));
        ground.server.asks(() -> ground.worker(pool));

        assertThat(standstills()).isEmpty();
    }

    @Test
    void a_pool_whose_queue_holds_others_tasks_does_not() {
        Runnable outer = Ground.task();
        ground.server.does(() -> ground.recorder.submitted(pool, outer));
        runs(outer);
        ground.server.does(() -> ground.recorder.submitted(pool, Ground.task()));

        assertThat(standstills()).isEmpty();
    }
}
