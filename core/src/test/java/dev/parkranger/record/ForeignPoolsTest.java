package dev.parkranger.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.hooks.HookListener;
import dev.parkranger.options.Capture;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose the tasks of pools are that are not the JDK's, and what becomes of those that nobody runs. */
class ForeignPoolsTest {

    private final FakeTime time = new FakeTime();
    private final Registry registry = new Registry(200_000);
    private final Recorder recorder = new Recorder(
            time,
            registry,
            new OwnTasksTold(),
            (theServlet, request) -> request.toString(),
            CodeOrigins.ALL,
            new StartFailures(() -> {}),
            new HookListener() {},
            Capture.OFF,
            200_000);
    private final List<Actor> actors = new ArrayList<>();
    private final Actor server = actor();
    private final Actor worker = actor();
    private final Object servlet = new Object();
    private final Object pool = new Object();
    private final Runnable task = task();

    /** A worker loop, or something else that is part of an executor. */
    private static final class Own extends FutureTask<Object> {
        Own() {
            super(() -> null);
        }
    }

    private static final class OwnTasksTold implements TaskTypes {
        @Override
        public Class<?> ofThread(Thread thread) {
            return PLAIN.ofThread(thread);
        }

        @Override
        public Class<?> ofTask(Object task) {
            return PLAIN.ofTask(task);
        }

        @Override
        public boolean isExecutors(Class<?> type) {
            return type == Own.class;
        }
    }

    private Actor actor() {
        Actor actor = new Actor();
        actors.add(actor);
        return actor;
    }

    @AfterEach
    void let_all_go() {
        actors.forEach(Actor::close);
    }

    private static Runnable task() {
        return new FutureTask<>(() -> null);
    }

    /** The current thread calls {@code execute}, which takes the task and returns. */
    private void hands(Object executor, Object what) {
        recorder.handedOver(executor, what);
        recorder.handedOver(executor, null);
    }

    private void begins(String request) {
        server.does(() -> recorder.requestBegins(servlet, request));
    }

    private RunRecord runs(Actor actor, Object what) {
        return (RunRecord) actor.asks(() -> recorder.runs(what));
    }

    private void ran(Actor actor, RunRecord run) {
        actor.does(() -> recorder.ran(run));
    }

    private PoolRecord record(Object executor) {
        PoolRecord record = registry.poolOf(executor);
        assertThat(record).isNotNull();
        return record;
    }

    private int queued() {
        AtomicInteger count = new AtomicInteger();
        registry.queuedForeign().forEach(entry -> {
            if (entry.isQueued()) {
                count.incrementAndGet();
            }
            entry.forEachFollower(follower -> count.incrementAndGet());
        });
        return count.get();
    }

    private static String name(Owner owner) {
        return owner instanceof ScopeRecord scope ? scope.name() : String.valueOf(owner);
    }

    // ---- whose a task is ----

    @Test
    void a_task_is_whose_the_open_request_is() {
        begins("GET /quotes");
        server.does(() -> hands(pool, task));
        RunRecord run = runs(worker, task);

        assertThat(name(run.parent())).isEqualTo("GET /quotes");
        assertThat(run.enclosing()).isSameAs(run.parent());
        assertThat(run.pool()).isSameAs(record(pool));
        assertThat(run.isRunning()).isTrue();
        assertThat(registry.submitted().live()).isEqualTo(1);

        ran(worker, run);

        assertThat(run.hasEnded()).isTrue();
        assertThat(record(pool).completed()).isEqualTo(1);
        assertThat(registry.submitted().live()).isZero();
    }

    @Test
    void what_a_task_starts_is_its_own() {
        begins("GET /quotes");
        server.does(() -> hands(pool, task));
        RunRecord run = runs(worker, task);
        Thread started = new Thread(() -> {});
        worker.does(() -> recorder.platformStarting(started, null));

        ThreadRecord record = registry.find(ThreadIds.of(started));
        assertThat(record).isNotNull();
        assertThat(record.parent()).isSameAs(run);
        assertThat(name(record.enclosing())).isEqualTo("GET /quotes");
    }

    @Test
    void what_nobody_handed_over_is_no_task() {
        assertThat(runs(worker, task)).isNull();
        assertThat(registry.submitted().started()).isZero();
    }

    @Test
    void a_run_that_was_left_open_inside_ends_with_the_one_around_it() {
        Runnable inner = task();
        server.does(() -> {
            hands(pool, task);
            hands(pool, inner);
        });
        RunRecord outside = runs(worker, task);
        RunRecord inside = runs(worker, inner);
        assertThat(inside.outer()).isSameAs(outside);

        ran(worker, outside);
        ran(worker, inside);

        assertThat(inside.hasEnded()).isTrue();
        assertThat(registry.submitted().live()).isZero();
    }

    // ---- one task, several executors ----

    @Test
    void a_task_that_is_handed_on_as_it_is_counts_once_and_is_the_last_executors() {
        Object delegate = new Object();
        begins("GET /quotes");
        server.does(() -> {
            recorder.handedOver(pool, task);
            recorder.handedOver(delegate, task);
            recorder.handedOver(delegate, null);
            recorder.handedOver(pool, null);
        });
        assertThat(queued()).isEqualTo(1);
        RunRecord run = runs(worker, task);

        assertThat(run.pool()).isSameAs(record(delegate));
        assertThat(name(run.parent())).isEqualTo("GET /quotes");
        ran(worker, run);
        assertThat(queued()).isZero();
        assertThat(registry.submitted().started()).isEqualTo(1);
    }

    @Test
    void a_task_that_is_handed_on_to_a_pool_of_the_jdks_counts_there_alone() {
        Object jdks = new Object();
        server.does(() -> {
            recorder.handedOver(pool, task);
            recorder.submitted(jdks, task);
            recorder.handedOver(pool, null);
        });

        assertThat(queued()).isZero();
        assertThat(registry.submitted().live()).isEqualTo(1);
        worker.does(() -> {
            recorder.workerRuns(jdks);
            recorder.taskBegins(task);
            recorder.taskEnds(task);
        });
        assertThat(registry.submitted().live()).isZero();
    }

    @Test
    void a_subclass_that_calls_its_superclass_hands_over_once() {
        server.does(() -> {
            recorder.handedOver(pool, task);
            recorder.handedOver(pool, task);
            recorder.handedOver(pool, null);
            recorder.handedOver(pool, null);
        });

        assertThat(queued()).isEqualTo(1);
    }

    @Test
    void one_runnable_handed_over_n_times_is_n_tasks() {
        for (int i = 0; i < 4; i++) {
            begins("GET /" + i);
            server.does(() -> hands(pool, task));
            server.does(recorder::requestEnds);
        }
        List<String> owners = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            RunRecord run = runs(actor(), task);
            owners.add(name(run.parent()));
        }

        assertThat(owners).containsExactly("GET /0", "GET /1", "GET /2", "GET /3");
        assertThat(registry.submitted().live()).isEqualTo(4);
        assertThat(runs(worker, task)).isNull();
    }

    @Test
    void one_runnable_handed_to_one_executor_after_another_is_as_many_tasks() {
        Object[] loops = {new Object(), new Object(), new Object()};
        server.does(() -> {
            for (Object loop : loops) {
                hands(loop, task);
            }
        });

        assertThat(queued()).isEqualTo(3);
    }

    @Test
    void a_wrapped_task_is_found_inside_its_wrapper() {
        Runnable wrapper = task();
        begins("GET /quotes");
        server.does(() -> {
            recorder.handedOver(pool, task);
            hands(new Object(), wrapper);
            recorder.handedOver(pool, null);
        });
        RunRecord outside = runs(worker, wrapper);
        RunRecord inside = runs(worker, task);

        assertThat(name(outside.parent())).isEqualTo("GET /quotes");
        assertThat(name(inside.parent())).isEqualTo("GET /quotes");
        assertThat(inside.outer()).isSameAs(outside);
    }

    @Test
    void of_one_runnable_that_two_hand_on_at_a_time_each_run_is_its_own_submitters() {
        Object outer = new Object();
        Actor other = actor();
        begins("GET /first");
        other.does(() -> recorder.requestBegins(servlet, "GET /second"));

        // Both are within the outer executor's execute when the first of them comes to the inner one.
        server.does(() -> recorder.handedOver(outer, task));
        other.does(() -> recorder.handedOver(outer, task));
        server.does(() -> recorder.handedOver(pool, task));
        other.does(() -> recorder.handedOver(pool, task));

        assertThat(queued()).isEqualTo(2);
        Actor second = actor();
        assertThat(List.of(runs(worker, task).parent(), runs(second, task).parent()))
                .extracting(owner -> ((ScopeRecord) owner).name())
                .containsExactlyInAnyOrder("GET /first", "GET /second");
        assertThat(queued()).isZero();
    }

    @Test
    void an_executors_own_work_is_nobodys_submission() {
        server.does(() -> hands(pool, new Own()));

        assertThat(queued()).isZero();
    }

    // ---- refused, or run by the caller ----

    @Test
    void a_task_that_is_refused_leaves_nothing() {
        begins("GET /quotes");
        server.does(() -> {
            recorder.handedOver(pool, task);
            recorder.handedOver(null, null);
        });

        assertThat(queued()).isZero();
        assertThat(runs(worker, task)).isNull();
    }

    @Test
    void a_runnable_that_was_refused_once_is_the_next_submitters() {
        begins("GET /refused");
        server.does(() -> {
            recorder.handedOver(pool, task);
            recorder.handedOver(null, null);
        });
        server.does(recorder::requestEnds);
        begins("GET /taken");
        server.does(() -> hands(pool, task));

        assertThat(name(runs(worker, task).parent())).isEqualTo("GET /taken");
    }

    @Test
    void a_refusal_takes_the_callers_own_submission_and_leaves_the_others() {
        begins("GET /waits");
        server.does(() -> hands(pool, task));
        worker.does(() -> {
            recorder.requestBegins(servlet, "GET /refused");
            recorder.handedOver(pool, task);
            recorder.handedOver(null, null);
        });

        assertThat(queued()).isEqualTo(1);
        assertThat(name(runs(actor(), task).parent())).isEqualTo("GET /waits");
    }

    @Test
    void what_an_executor_lets_its_caller_run_is_the_callers_own_work() {
        begins("GET /quotes");
        Thread started = new Thread(() -> {});
        server.does(() -> {
            recorder.handedOver(pool, task);
            assertThat(recorder.runs(task)).isNull();
            recorder.platformStarting(started, null);
            recorder.handedOver(pool, null);
        });

        assertThat(queued()).isZero();
        assertThat(registry.submitted().started()).isZero();
        ThreadRecord record = registry.find(ThreadIds.of(started));
        assertThat(record).isNotNull();
        assertThat(name(record.parent())).isEqualTo("GET /quotes");
    }

    @Test
    void what_a_thread_hands_over_first_and_runs_later_is_a_task() {
        server.does(() -> hands(pool, task));

        assertThat(runs(server, task)).isNotNull();
    }

    // ---- bounds ----

    @Test
    void of_one_runnable_that_never_begins_no_more_than_1024_wait() {
        for (int i = 0; i < 3_000; i++) {
            server.does(() -> hands(pool, task));
        }

        assertThat(queued()).isBetween(1, 1_025);
    }

    @Test
    void of_an_executor_whose_tasks_never_begin_no_more_than_4096_wait() {
        List<Runnable> kept = new ArrayList<>();
        server.does(() -> {
            for (int i = 0; i < 10_000; i++) {
                Runnable wrapped = task();
                kept.add(wrapped);
                hands(pool, wrapped);
            }
        });

        assertThat(queued()).isEqualTo(4_096);
        Reference.reachabilityFence(kept);
    }

    @Test
    void once_a_task_of_an_executor_has_begun_all_are_recorded() {
        List<Runnable> kept = new ArrayList<>();
        server.does(() -> hands(pool, task));
        ran(worker, runs(worker, task));
        server.does(() -> {
            for (int i = 0; i < 10_000; i++) {
                Runnable waiting = task();
                kept.add(waiting);
                hands(pool, waiting);
            }
        });

        assertThat(queued()).isEqualTo(10_000);
    }

    @Test
    void all_in_all_no_more_than_65536_wait_and_the_rest_is_counted_as_dropped() {
        List<Runnable> kept = new ArrayList<>();
        server.does(() -> hands(pool, task));
        ran(worker, runs(worker, task));
        server.does(() -> {
            for (int i = 0; i < 70_000; i++) {
                Runnable waiting = task();
                kept.add(waiting);
                hands(pool, waiting);
            }
        });
        assertThat(queued()).isEqualTo(65_536);
        assertThat(registry.droppedRecords()).isEqualTo(70_000 - 65_536);

        for (int i = 0; i < 10; i++) {
            ran(worker, runs(worker, kept.get(i)));
        }
        Runnable more = task();
        server.does(() -> hands(pool, more));

        assertThat(runs(worker, more)).isNotNull();
    }

    // ---- pools ----

    @Test
    void a_pool_is_whose_the_request_is_that_constructs_it_however_often_that_is_told() {
        begins("GET /quotes");
        server.does(() -> {
            recorder.executorConstructed(pool);
            recorder.executorConstructed(pool);
        });

        assertThat(name(record(pool).parent())).isEqualTo("GET /quotes");
        AtomicInteger count = new AtomicInteger();
        registry.pools().forEach(record -> count.incrementAndGet());
        assertThat(count).hasValue(1);
    }

    @Test
    void a_pool_that_was_there_before_the_agent_is_the_applications() {
        begins("GET /quotes");
        server.does(() -> hands(pool, task));

        assertThat(record(pool).parent()).isSameAs(Application.INSTANCE);
        assertThat(record(pool).isAdopted()).isTrue();
    }

    @Test
    void a_subclass_of_a_pool_of_the_jdks_is_left_to_its_own_hooks() {
        ThreadPoolExecutor jdks = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        server.does(() -> {
            recorder.executorConstructed(jdks);
            hands(jdks, task);
        });

        assertThat(registry.poolOf(jdks)).isNull();
        assertThat(queued()).isZero();
    }

    @Test
    void a_pool_that_feeds_itself_works_for_whoever_handed_over_the_first() {
        server.does(() -> recorder.executorConstructed(pool));
        begins("GET /quotes");
        server.does(() -> hands(pool, task));
        Runnable next = task;
        for (int i = 0; i < 50; i++) {
            RunRecord run = runs(worker, next);
            assertThat(name(run.parent())).isEqualTo("GET /quotes");
            assertThat(run.enclosing()).isSameAs(run.parent());
            Runnable following = task();
            worker.does(() -> hands(pool, following));
            ran(worker, run);
            next = following;
        }
        server.does(recorder::requestEnds);

        assertThat(runs(worker, next).parent().hasEnded()).isTrue();
    }

    @Test
    void a_pool_that_feeds_another_owns_what_that_one_runs() {
        server.does(() -> hands(pool, task));
        RunRecord first = runs(worker, task);
        Runnable next = task();
        worker.does(() -> hands(new Object(), next));

        assertThat(runs(actor(), next).parent()).isSameAs(first);
    }

    /** An executor a call, as some clients make them; of a class of its own, for instances are counted by class. */
    private static final class PerCall {}

    @Test
    void of_a_class_of_executors_that_never_had_a_thread_some_256_are_recorded() {
        List<Object> executors = makes(300);

        assertThat(executors.stream().filter(each -> registry.poolOf(each) != null))
                .hasSizeBetween(256, 257);
        Object last = executors.get(299);
        server.does(() -> hands(last, task));
        assertThat(queued()).isZero();
        assertThat(registry.poolOf(last)).isNull();
    }

    @Test
    void a_class_of_executors_that_has_had_a_thread_is_recorded_on() {
        Object first = makes(1).get(0);
        registry.employs(first, time);
        List<Object> executors = makes(400);

        assertThat(executors).allMatch(each -> registry.poolOf(each) != null);
    }

    @Test
    void a_class_of_executors_found_to_have_threads_late_is_recorded_from_then_on() {
        List<Object> executors = makes(400);
        registry.employs(executors.get(0), time);

        assertThat(makes(10)).allMatch(each -> registry.poolOf(each) != null);
        server.does(() -> hands(executors.get(399), task));
        assertThat(queued()).isEqualTo(1);
    }

    private List<Object> makes(int count) {
        List<Object> executors = new ArrayList<>();
        server.does(() -> {
            for (int i = 0; i < count; i++) {
                Object executor = new PerCall();
                executors.add(executor);
                recorder.executorConstructed(executor);
            }
        });
        return executors;
    }
}
