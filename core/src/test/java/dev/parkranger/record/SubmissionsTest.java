package dev.parkranger.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One runnable submitted twice is two tasks. */
class SubmissionsTest {

    private final FakeTime time = new FakeTime();
    private final Registry registry = new Registry(1_000_000);
    private final Object poolObject = new Object();
    private final PoolRecord pool = registry.poolOfOrUnknown(poolObject, time);
    private final Runnable task = () -> {};

    private ScopeRecord request() {
        return new ScopeRecord("GET /", null, Application.INSTANCE, time.nanos());
    }

    private RunRecord submit(Object what, Owner owner) {
        RunRecord run = new RunRecord(what, pool, Origin.UNKNOWN, owner, null, null, false, time.nanos());
        registry.submitted().start();
        registry.queue(what, run);
        return run;
    }

    private int entries() {
        AtomicInteger count = new AtomicInteger();
        registry.queued().forEach(entry -> count.incrementAndGet());
        return count.get();
    }

    @Test
    void a_task_that_was_never_submitted_cannot_be_taken() {
        assertThat(registry.take(task, pool)).isNull();
    }

    @Test
    void a_submission_is_taken_once_and_its_entry_is_gone() {
        RunRecord run = submit(task, request());

        assertThat(registry.take(task, pool)).isSameAs(run);
        assertThat(registry.take(task, pool)).isNull();
        assertThat(entries()).isZero();
    }

    @Test
    void one_runnable_submitted_a_hundred_times_is_taken_first_in_first_out_with_their_own_owners() {
        List<Owner> owners = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ScopeRecord owner = request();
            owners.add(owner);
            submit(task, owner);
        }
        assertThat(entries()).isEqualTo(1);

        List<Owner> taken = new ArrayList<>();
        for (RunRecord run = registry.take(task, pool); run != null; run = registry.take(task, pool)) {
            taken.add(run.parent());
        }

        assertThat(taken).containsExactlyElementsOf(owners);
        assertThat(entries()).isZero();
    }

    @Test
    void order_holds_when_taking_and_submitting_take_turns() {
        RunRecord first = submit(task, request());
        RunRecord second = submit(task, request());
        assertThat(registry.take(task, pool)).isSameAs(first);
        RunRecord third = submit(task, request());
        assertThat(registry.take(task, pool)).isSameAs(second);
        assertThat(registry.take(task, pool)).isSameAs(third);
        RunRecord fourth = submit(task, request());
        assertThat(registry.take(task, pool)).isSameAs(fourth);
        assertThat(entries()).isZero();
    }

    @Test
    void equal_runnables_are_different_tasks() {
        record Equal(int number) implements Runnable {
            @Override
            public void run() {}
        }
        Equal one = new Equal(1);
        Equal other = new Equal(1);
        RunRecord first = submit(one, request());
        RunRecord second = submit(other, request());

        assertThat(registry.take(other, pool)).isSameAs(second);
        assertThat(registry.take(one, pool)).isSameAs(first);
    }

    @Test
    void discarding_ends_every_submission_of_the_entry() {
        RunRecord first = submit(task, request());
        RunRecord second = submit(task, request());

        registry.discard(first, time.nanos());

        assertThat(first.hasEnded()).isTrue();
        assertThat(second.hasEnded()).isTrue();
        assertThat(registry.take(task, pool)).isNull();
        assertThat(entries()).isZero();
        assertThat(registry.submitted().live()).isZero();
    }

    @Test
    void discarding_leaves_alone_what_has_been_taken() {
        RunRecord first = submit(task, request());
        RunRecord second = submit(task, request());
        registry.take(task, pool);

        registry.discard(first, time.nanos());

        assertThat(first.hasEnded()).isFalse();
        assertThat(second.hasEnded()).isTrue();
    }

    @Test
    void a_task_discarded_may_be_submitted_again() {
        registry.discard(submit(task, request()), time.nanos());
        RunRecord again = submit(task, request());

        assertThat(registry.take(task, pool)).isSameAs(again);
    }

    @Test
    void fork_join_tasks_are_counted_in_and_out() {
        ForkJoinTask<?> one = ForkJoinTask.adapt(task);
        ForkJoinTask<?> other = ForkJoinTask.adapt(task);
        RunRecord taken = submit(one, request());
        RunRecord discarded = submit(other, request());
        assertThat(registry.queuedForkJoin()).isEqualTo(2);

        assertThat(registry.take(one, pool)).isSameAs(taken);
        registry.discard(discarded, time.nanos());

        assertThat(registry.queuedForkJoin()).isZero();
    }

    @Test
    void two_hundred_thousand_submissions_of_one_runnable_are_taken_quickly() {
        ScopeRecord owner = request();
        long begun = System.nanoTime();
        for (int i = 0; i < 200_000; i++) {
            submit(task, owner);
        }
        int taken = 0;
        while (registry.take(task, pool) != null) {
            taken++;
        }

        assertThat(taken).isEqualTo(200_000);
        // A walk along the line at each take would need minutes.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void takers_that_race_take_each_submission_exactly_once() throws Exception {
        int count = 30_000;
        Set<RunRecord> taken = ConcurrentHashMap.newKeySet();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger left = new AtomicInteger(count);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread taker = new Thread(() -> {
                try {
                    while (left.get() > 0) {
                        RunRecord run = registry.take(task, pool);
                        if (run != null) {
                            assertThat(taken.add(run)).isTrue();
                            left.decrementAndGet();
                        }
                    }
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
            taker.setDaemon(true);
            taker.start();
            threads.add(taker);
        }
        ScopeRecord owner = request();
        for (int i = 0; i < count; i++) {
            submit(task, owner);
        }
        for (Thread thread : threads) {
            thread.join(30_000);
            assertThat(thread.isAlive()).as("a submission was lost").isFalse();
        }

        assertThat(failures).isEmpty();
        assertThat(taken).hasSize(count);
        assertThat(entries()).isZero();
    }

    @Test
    void a_run_ends_once_and_lets_go_of_its_owner_and_pool() {
        RunRecord run = submit(task, request());
        registry.take(task, pool);
        run.begin(submit(task, request()), 1);

        assertThat(run.end(time.nanos())).isTrue();
        assertThat(run.end(time.nanos())).isFalse();

        assertThat(run.parent()).isNull();
        assertThat(run.pool()).isNull();
        assertThat(run.outer()).isNull();
        assertThat(run.hasEnded()).isTrue();
    }

    // ---- several pools, and refusals ----

    private RunRecord submitTo(Object itsPool, Object what) {
        RunRecord run = new RunRecord(
                what,
                registry.poolOfOrUnknown(itsPool, time),
                Origin.UNKNOWN,
                request(),
                null,
                null,
                false,
                time.nanos());
        registry.submitted().start();
        registry.queue(what, run);
        return run;
    }

    @Test
    void one_runnable_in_two_pools_waits_in_two_lines() {
        Object otherObject = new Object();
        PoolRecord other = registry.poolOfOrUnknown(otherObject, time);
        RunRecord here = submitTo(poolObject, task);
        RunRecord there = submitTo(otherObject, task);
        RunRecord hereToo = submitTo(poolObject, task);
        assertThat(entries()).isEqualTo(2);

        assertThat(registry.take(task, other)).isSameAs(there);
        assertThat(registry.take(task, other)).isNull();
        assertThat(registry.take(task, pool)).isSameAs(here);
        assertThat(registry.take(task, pool)).isSameAs(hereToo);
        assertThat(entries()).isZero();
    }

    @Test
    void whoever_knows_no_pool_takes_from_any() {
        RunRecord run = submitTo(new Object(), task);

        assertThat(registry.take(task, null)).isSameAs(run);
    }

    @Test
    void discarding_in_one_pool_leaves_the_other_pools_alone() {
        Object otherObject = new Object();
        RunRecord here = submitTo(poolObject, task);
        RunRecord there = submitTo(otherObject, task);

        registry.discard(here, time.nanos());

        assertThat(there.isQueued()).isTrue();
        assertThat(registry.take(task, registry.poolOf(otherObject))).isSameAs(there);
    }

    @Test
    void the_newest_is_refused_and_the_others_keep_their_turns() {
        RunRecord first = submit(task, request());
        RunRecord second = submit(task, request());
        RunRecord refused = submit(task, request());

        assertThat(registry.takeRefused(task, pool)).isSameAs(refused);
        RunRecord third = submit(task, request());

        assertThat(registry.take(task, pool)).isSameAs(first);
        assertThat(registry.take(task, pool)).isSameAs(second);
        assertThat(registry.take(task, pool)).isSameAs(third);
        assertThat(registry.take(task, pool)).isNull();
    }

    @Test
    void a_single_submission_that_is_refused_leaves_nothing() {
        RunRecord refused = submit(task, request());

        assertThat(registry.takeRefused(task, pool)).isSameAs(refused);
        assertThat(registry.takeRefused(task, pool)).isNull();
        assertThat(entries()).isZero();
    }

    @Test
    void the_reaper_sees_the_oldest_that_waits_and_all_behind_it() {
        RunRecord first = submit(task, request());
        RunRecord second = submit(task, request());
        RunRecord third = submit(task, request());
        registry.take(task, pool);
        List<RunRecord> behind = new ArrayList<>();
        first.forEachFollower(behind::add);

        assertThat(first.oldestWaiting()).isSameAs(second);
        assertThat(behind).containsExactly(second, third);
    }

    @Test
    void a_refusal_leaves_no_entry_once_the_accepted_one_has_begun() {
        RunRecord accepted = submit(task, request());
        submit(task, request());
        registry.takeRefused(task, pool).end(time.nanos());

        assertThat(registry.take(task, pool)).isSameAs(accepted);
        assertThat(entries()).isZero();
    }

    @Test
    void a_hundred_refusals_do_not_cost_the_accepted_one_its_owner() {
        RunRecord accepted = submit(task, request());
        for (int i = 0; i < 100; i++) {
            RunRecord refused = submit(task, request());
            assertThat(registry.takeRefused(task, pool)).isSameAs(refused);
            refused.end(time.nanos());
        }

        assertThat(registry.take(task, pool)).isSameAs(accepted);
    }

    @Test
    void fork_join_tasks_are_counted_out_by_a_refusal_too() {
        ForkJoinTask<?> one = ForkJoinTask.adapt(task);
        submit(one, request());
        submit(one, request());
        registry.takeRefused(one, pool);
        assertThat(registry.queuedForkJoin()).isEqualTo(1);

        registry.takeRefused(one, pool);

        assertThat(registry.queuedForkJoin()).isZero();
    }
}
