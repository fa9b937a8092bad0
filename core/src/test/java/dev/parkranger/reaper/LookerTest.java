package dev.parkranger.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.record.Actor;
import dev.parkranger.record.Containers;
import dev.parkranger.record.OwnerKind;
import dev.parkranger.record.RunRecord;
import dev.parkranger.record.TaskKind;
import dev.parkranger.record.ThreadRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From records to facts: what outlives its owner, and what does not. */
class LookerTest {
    private final Ground ground = new Ground();
    private final Object pool = new Object();

    @AfterEach
    void close() {
        ground.close();
    }

    private List<TaskFacts> tasks() {
        return ground.lookTwicePastGrace().tasks();
    }

    private List<PoolFacts> pools() {
        return ground.lookTwicePastGrace().pools();
    }

    // ---- threads ----

    @Test
    void a_thread_outliving_its_request_is_told() {
        ground.request(ground::starts);

        assertThat(tasks()).singleElement().satisfies(task -> {
            assertThat(task.kind()).isEqualTo(TaskKind.PLATFORM);
            assertThat(task.progress()).isEqualTo(Progress.INERT);
            assertThat(task.ownerName()).isEqualTo("GET /");
            assertThat(task.owner().kind()).isEqualTo(OwnerKind.SCOPE);
            assertThat(task.pooled()).isFalse();
            assertThat(String.valueOf(task.waiting().frame())).contains("SynchronousQueue.put");
            assertThat(String.valueOf(task.created().blamed())).contains("Ground.starts");
        });
    }

    @Test
    void a_thread_of_an_open_request_is_not() {
        ground.begins("GET /slow");
        ground.server.does(ground::starts);

        assertThat(tasks()).isEmpty();
    }

    @Test
    void a_thread_seen_parked_for_the_first_time_may_be_moving() {
        ground.request(ground::starts);
        ground.time.passes(Ground.GRACE);

        assertThat(ground.look().tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.progress()).isEqualTo(Progress.MOVING));
    }

    @Test
    void a_thread_that_works_is_moving() {
        ground.request(() -> ground.probe.isBusy(ground.starts()));

        assertThat(tasks()).allSatisfy(task -> assertThat(task.progress()).isEqualTo(Progress.MOVING));
    }

    @Test
    void a_thread_that_has_ended_is_not_told() {
        List<Thread> threads = new ArrayList<>();
        ground.request(() -> threads.add(ground.starts()));
        ground.recorder.platformExiting(threads.get(0));

        assertThat(tasks()).isEmpty();
    }

    @Test
    void a_thread_started_by_a_task_that_returned_is_left_alone_while_its_request_is_open() {
        Runnable task = Ground.task();
        Actor worker = ground.actor();
        ground.begins("GET /");
        ground.server.does(() -> ground.recorder.submitted(pool, task));
        worker.does(() -> {
            ground.recorder.workerRuns(pool);
            ground.recorder.taskBegins(task);
            ground.starts();
            ground.recorder.taskEnds(task);
        });
        assertThat(tasks()).isEmpty();

        ground.ends();

        assertThat(tasks()).hasSize(1);
    }

    @Test
    void a_thread_started_under_a_class_initialiser_is_the_applications() {
        INITIALISER.set(ground::starts);
        ground.request(() -> assertThat(Holder.MADE).isNotNull());

        assertThat(tasks()).isEmpty();
    }

    private static final AtomicReference<Runnable> INITIALISER = new AtomicReference<>();

    private static final class Holder {
        static final Object MADE;

        static {
            INITIALISER.get().run();
            MADE = new Object();
        }
    }

    @Test
    void a_thread_whose_start_was_never_finished_is_forgotten() {
        ground.request(() -> ground.recorder.platformStarting(ground.thread(), null));
        assertThat(ground.registry.platform().started()).isEqualTo(2);

        assertThat(tasks()).isEmpty();
        assertThat(ground.registry.platform().started()).isEqualTo(1);
    }

    @Test
    void without_capture_a_leak_is_told_all_the_same() {
        var blind = ground.recorder(false);
        ground.request(() -> {
            Thread thread = ground.thread();
            blind.platformStarting(thread, null);
            thread.start();
        });

        assertThat(tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.created().blamed()).isNull());
    }

    @Test
    void stacks_are_read_for_no_one_whose_owner_lives() {
        ground.begins("GET /");
        ground.server.does(() -> {
            for (int i = 0; i < 10; i++) {
                ground.starts();
            }
        });
        ground.lookTwicePastGrace();

        assertThat(ground.probe.stacks).isZero();
    }

    // ---- tasks in pools ----

    @Test
    void a_task_stuck_in_a_shared_pool_is_told_and_the_pool_is_not() {
        Runnable task = Ground.task();
        ground.request(() -> ground.recorder.submitted(pool, task));
        Actor worker = ground.actor();
        worker.does(() -> {
            ground.recorder.workerRuns(pool);
            ground.recorder.taskBegins(task);
        });
        Look look = ground.lookTwicePastGrace();

        assertThat(look.pools()).isEmpty();
        assertThat(look.tasks()).singleElement().satisfies(stuck -> {
            assertThat(stuck.kind()).isEqualTo(TaskKind.SUBMITTED);
            assertThat(stuck.pooled()).isTrue();
        });
    }

    @Test
    void a_task_of_an_open_request_in_a_shared_pool_is_not_told() {
        Runnable task = Ground.task();
        ground.begins("GET /");
        ground.server.does(() -> ground.recorder.submitted(pool, task));
        Actor worker = ground.actor();
        worker.does(() -> {
            ground.recorder.workerRuns(pool);
            ground.recorder.taskBegins(task);
        });

        assertThat(tasks()).isEmpty();
    }

    @Test
    void a_task_that_only_waits_in_a_queue_is_not_told() {
        ground.request(() -> ground.recorder.submitted(pool, Ground.task()));

        assertThat(tasks()).isEmpty();
    }

    @Test
    void an_idle_worker_of_a_shared_pool_is_not_told() {
        ground.request(() -> ground.recorder.submitted(pool, Ground.task()));
        ground.request(() -> ground.worker(pool));
        Look look = ground.lookTwicePastGrace();

        assertThat(look.tasks()).isEmpty();
        assertThat(look.pools()).isEmpty();
    }

    @Test
    void of_one_runnable_submitted_twice_the_second_keeps_its_owner_though_the_first_has_run() {
        Runnable task = Ground.task();
        Actor worker = ground.actor();
        ground.request(() -> {
            ground.recorder.submitted(pool, task);
            ground.recorder.submitted(pool, task);
        });
        worker.does(() -> {
            ground.recorder.workerRuns(pool);
            ground.recorder.taskBegins(task);
            ground.recorder.taskEnds(task);
        });
        ground.lookTwicePastGrace();
        worker.does(() -> ground.recorder.taskBegins(task));

        assertThat(tasks()).hasSize(1);
    }

    @Test
    void what_has_left_its_pools_queue_unseen_is_forgotten() {
        ThreadPoolExecutor empty =
                new ThreadPoolExecutor(0, 1, 0, TimeUnit.SECONDS, new java.util.concurrent.LinkedBlockingQueue<>());
        Runnable task = Ground.task();
        ground.request(() -> ground.recorder.submitted(empty, task));
        ground.time.passes(Duration.ofSeconds(5));
        ground.look();

        assertThat(ground.registry.submitted().live()).isZero();
        empty.shutdown();
    }

    @Test
    void what_waits_in_its_pools_queue_is_kept() {
        ThreadPoolExecutor full =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new java.util.concurrent.LinkedBlockingQueue<>());
        Runnable task = Ground.task();
        full.getQueue().add(task);
        ground.request(() -> ground.recorder.submitted(full, task));
        ground.time.passes(Duration.ofSeconds(5));
        ground.look();

        assertThat(ground.registry.submitted().live()).isEqualTo(1);
        full.shutdownNow();
    }

    // ---- pools ----

    @Test
    void a_pool_outliving_its_request_is_told_with_its_workers() {
        ground.request(() -> {
            ground.recorder.poolConstructed(pool);
            ground.worker(pool);
            ground.worker(pool);
        });
        Look look = ground.lookTwicePastGrace();

        assertThat(look.tasks()).isEmpty();
        assertThat(look.pools()).singleElement().satisfies(told -> {
            assertThat(told.workers()).hasSize(2);
            assertThat(told.shutDown()).isFalse();
            assertThat(told.ownerName()).isEqualTo("GET /");
            assertThat(told.dueForLiving()).isFalse();
        });
    }

    @Test
    void a_pool_of_an_open_request_is_not_told() {
        ground.begins("GET /");
        ground.server.does(() -> {
            ground.recorder.poolConstructed(pool);
            ground.worker(pool);
        });

        assertThat(pools()).isEmpty();
    }

    @Test
    void a_pool_used_by_another_request_is_not_told() {
        ground.request(() -> {
            ground.recorder.poolConstructed(pool);
            ground.worker(pool);
        });
        ground.request(() -> ground.recorder.submitted(pool, Ground.task()));

        assertThat(pools()).isEmpty();
    }

    @Test
    void a_task_stuck_in_an_abandoned_pool_is_told_with_the_pool_alone() {
        Runnable task = Ground.task();
        List<Actor> workers = new ArrayList<>();
        ground.request(() -> {
            ground.recorder.poolConstructed(pool);
            ground.recorder.submitted(pool, task);
            workers.add(ground.worker(pool));
        });
        workers.get(0).does(() -> ground.recorder.taskBegins(task));
        Look look = ground.lookTwicePastGrace();

        assertThat(look.pools()).hasSize(1);
        assertThat(look.tasks()).isEmpty();
    }

    @Test
    void a_pool_with_a_delayed_task_of_a_living_owner_says_so() {
        List<Actor> children = new ArrayList<>();
        ground.request(() -> {
            ground.recorder.poolConstructed(pool);
            ground.worker(pool);
            children.add(new Actor(ground.recorder));
        });
        children.get(0).does(() -> ground.recorder.scheduled(pool, Ground.task(), false));
        List<PoolFacts> pools = pools();
        children.get(0).close();

        assertThat(pools)
                .singleElement()
                .satisfies(told -> assertThat(told.dueForLiving()).isTrue());
    }

    @Test
    void a_pool_that_was_shut_down_is_told_with_the_workers_that_stay() {
        ground.request(() -> {
            ground.recorder.poolConstructed(pool);
            ground.worker(pool);
            ground.recorder.poolShutDown(pool);
        });

        assertThat(pools()).singleElement().satisfies(told -> {
            assertThat(told.shutDown()).isTrue();
            assertThat(told.owner().kind()).isEqualTo(OwnerKind.POOL);
        });
    }

    @Test
    void a_pool_that_was_shut_down_and_whose_workers_ended_is_not_told() {
        ground.request(() -> {
            ground.recorder.poolConstructed(pool);
            Actor worker = ground.worker(pool);
            ground.recorder.poolShutDown(pool);
            worker.does(() -> ground.recorder.platformExiting(worker.thread()));
        });

        assertThat(pools()).isEmpty();
    }

    @Test
    void a_request_that_waits_for_the_pool_it_has_shut_down_is_left_alone() {
        ground.begins("GET /export");
        ground.server.does(() -> {
            ground.recorder.poolConstructed(pool);
            ground.worker(pool);
            ground.recorder.poolShutDown(pool);
        });

        assertThat(pools()).isEmpty();
    }

    // ---- per-task executors ----

    @Test
    void a_thread_of_a_per_task_executor_that_was_closed_is_told() {
        ground.request(() -> {
            Containers.constructed(ground.registry, ground.time, pool);
            startsIn(pool);
            ground.recorder.poolShutDown(pool);
        });

        assertThat(tasks()).hasSize(1);
    }

    @Test
    void a_thread_of_a_per_task_executor_that_its_request_never_closed_is_told_with_it() {
        ground.request(() -> {
            Containers.constructed(ground.registry, ground.time, pool);
            startsIn(pool);
        });
        Look look = ground.lookTwicePastGrace();

        assertThat(look.tasks()).isEmpty();
        assertThat(look.pools()).hasSize(1);
    }

    @Test
    void a_thread_of_a_per_task_executor_in_an_open_request_is_not_told() {
        ground.begins("GET /");
        ground.server.does(() -> {
            Containers.constructed(ground.registry, ground.time, pool);
            startsIn(pool);
        });
        Look look = ground.lookTwicePastGrace();

        assertThat(look.tasks()).isEmpty();
        assertThat(look.pools()).isEmpty();
    }

    @Test
    void a_request_that_waits_in_close_for_its_per_task_executor_is_left_alone() {
        ground.begins("GET /export");
        ground.server.does(() -> {
            Containers.constructed(ground.registry, ground.time, pool);
            startsIn(pool);
            ground.recorder.poolShutDown(pool);
        });
        Look look = ground.lookTwicePastGrace();

        assertThat(look.tasks()).isEmpty();
        assertThat(look.pools()).isEmpty();
    }

    private void startsIn(Object container) {
        Thread thread = ground.thread();
        ground.recorder.platformStarting(thread, container);
        thread.start();
    }

    @Test
    void what_nobody_holds_any_more_is_held_by_no_record() {
        ground.request(() -> ground.recorder.poolConstructed(new Object()));
        List<Object> left = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            System.gc();
            ground.look();
            left.clear();
            ground.registry.pools().forEach(left::add);
            if (left.isEmpty()) {
                break;
            }
        }

        assertThat(left).isEmpty();
    }

    @Test
    void resolving_turns_what_survives_into_text() {
        ground.request(ground::starts);
        new Resolver(ground.registry).resolve(TimeUnit.SECONDS.toNanos(10));

        ground.registry
                .threads()
                .forEach((ThreadRecord thread) ->
                        assertThat(thread.origin().isResolved()).isTrue());
        ground.registry
                .queued()
                .forEach(
                        (RunRecord run) -> assertThat(run.origin().isResolved()).isTrue());
    }
}
