package dev.parkranger.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.record.Actor;
import dev.parkranger.record.Containers;
import dev.parkranger.record.Frame;
import dev.parkranger.record.OwnerKind;
import dev.parkranger.record.RunRecord;
import dev.parkranger.record.TaskKind;
import dev.parkranger.record.ThreadIds;
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

    @Test
    void a_thread_that_an_initialiser_starts_in_a_per_task_executor_is_the_applications() {
        INITIALISER.set(() -> {
            Containers.constructed(ground.registry, ground.time, pool);
            ground.recorder.poolShutDown(pool);
            startsIn(pool);
        });
        ground.request(() -> assertThat(HolderOfSubPollers.MADE).isNotNull());

        assertThat(tasks()).isEmpty();
    }

    private static final class HolderOfSubPollers {
        static final Object MADE;

        static {
            INITIALISER.get().run();
            MADE = new Object();
        }
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
        var blind = ground.recorder(dev.parkranger.options.Capture.OFF);
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

    @Test
    void a_thread_that_somebody_wakes_is_of_use_to_somebody() {
        ground.request(() -> ground.probe.isWoken(ground.starts()));

        assertThat(tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.progress()).isEqualTo(Progress.MOVING));
    }

    @Test
    void a_thread_that_was_interrupted_and_fell_back_into_the_same_wait_is_stuck() {
        List<Thread> left = new ArrayList<>();
        ground.request(() -> left.add(ground.starts()));
        ground.probe.isWoken(left.get(0));
        ground.time.passes(Ground.GRACE);
        ground.look();
        ground.recorder.interrupted(left.get(0));

        assertThat(ground.look().tasks()).singleElement().satisfies(task -> {
            assertThat(task.progress()).isEqualTo(Progress.IDLING);
            assertThat(task.told().isInterrupted()).isTrue();
        });
        assertThat(ground.look().tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.progress()).isEqualTo(Progress.MOVING));
    }

    @Test
    void a_thread_that_others_use_after_its_owners_end_is_theirs_also_when_they_leave_it_alone() {
        List<Thread> threads = new ArrayList<>();
        ground.request(() -> threads.add(ground.starts()));
        Thread reader = threads.get(0);
        ground.probe.isWoken(reader);
        ground.look();
        ground.look();
        assertThat(ground.look().tasks()).singleElement().satisfies(task -> {
            assertThat(task.progress()).isEqualTo(Progress.MOVING);
            assertThat(task.site().inUse()).isZero();
        });
        ground.probe.isLeftAlone(reader);

        assertThat(tasks()).isEmpty();
        assertThat(ground.registry.recordOf(ThreadIds.of(reader)).site().inUse())
                .isEqualTo(1);
    }

    @Test
    void a_thread_that_was_woken_once_after_its_owners_end_is_told() {
        List<Thread> threads = new ArrayList<>();
        ground.request(() -> threads.add(ground.starts()));
        ground.probe.isWoken(threads.get(0));
        ground.look();
        ground.look();
        ground.probe.isLeftAlone(threads.get(0));

        assertThat(tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.progress()).isEqualTo(Progress.INERT));
    }

    @Test
    void what_a_request_uses_while_it_is_open_is_told_when_it_is_left_behind() {
        List<Thread> threads = new ArrayList<>();
        ground.begins("GET /");
        ground.server.does(() -> threads.add(ground.starts()));
        ground.probe.isWoken(threads.get(0));
        for (int i = 0; i < 10; i++) {
            ground.look();
        }
        ground.probe.isLeftAlone(threads.get(0));
        ground.ends();

        assertThat(tasks()).hasSize(1);
    }

    @Test
    void what_grew_and_was_used_while_its_request_was_open_is_told_when_that_has_left_it_behind() {
        List<Thread> threads = new ArrayList<>();
        ground.begins("GET /");
        for (int i = 0; i < 20; i++) {
            ground.server.does(() -> threads.add(ground.starts()));
            ground.probe.isWoken(threads.get(i));
            ground.look();
        }
        assertThat(ground.lookTwicePastGrace().living()).hasSizeGreaterThan(10);
        threads.forEach(ground.probe::isLeftAlone);
        ground.ends();

        Look look = ground.lookTwicePastGrace();
        assertThat(look.tasks())
                .hasSize(20)
                .allSatisfy(task -> assertThat(task.isStuckPast(Ground.GRACE.toNanos(), look.now()))
                        .isTrue());
    }

    @Test
    void what_wakes_a_worker_in_a_task_of_an_abandoned_pool_works_for_that_pool_alone() {
        Runnable task = Ground.task();
        List<Actor> workers = new ArrayList<>();
        ground.request(() -> {
            ground.recorder.poolConstructed(pool);
            workers.add(ground.worker(pool));
            ground.recorder.submitted(pool, task);
        });
        workers.get(0).does(() -> ground.recorder.taskBegins(task));
        ground.probe.isWoken(workers.get(0).thread());
        for (int i = 0; i < 10; i++) {
            ground.look();
        }
        ground.probe.isLeftAlone(workers.get(0).thread());

        assertThat(pools()).singleElement().satisfies(its -> {
            assertThat(its.workers())
                    .singleElement()
                    .satisfies(worker -> assertThat(worker.wokenNanos()).isZero());
        });
    }

    @Test
    void who_is_in_use_and_ends_has_outlived_its_owner_all_the_same() {
        List<Thread> threads = new ArrayList<>();
        ground.request(() -> threads.add(ground.starts()));
        ground.probe.isWoken(threads.get(0));
        for (int i = 0; i < 10; i++) {
            ground.look();
        }
        ThreadRecord record = ground.registry.recordOf(ThreadIds.of(threads.get(0)));
        ground.recorder.platformExiting(threads.get(0));

        assertThat(record.site().lateEnds(0)).isEqualTo(1);
    }

    @Test
    void of_one_that_waits_for_a_lock_the_holder_is_told() {
        Thread holder = ground.server.asks(ground::starts);
        holder.setName("db-1");
        ground.request(() -> ground.probe.waitsForLock(ground.starts(), 1, holder));
        ground.request(ground::starts);

        assertThat(tasks())
                .extracting(TaskFacts::lockHolder)
                .containsExactlyInAnyOrder("db-1 #" + ThreadIds.of(holder), "");
    }

    @Test
    void a_thread_whose_start_takes_long_is_kept_for_another_look() {
        Thread slow = ground.thread();
        ground.request(() -> ground.recorder.platformStarting(slow, null));
        ground.time.passes(Duration.ofSeconds(5));
        ground.look();
        assertThat(ground.registry.platform().started()).isEqualTo(2);

        slow.start();
        ground.look();

        assertThat(ground.registry.platform().started()).isEqualTo(2);
        assertThat(tasks()).hasSize(1);
    }

    // ---- virtual threads ----

    private Thread startsVirtual() {
        Thread thread = ground.thread();
        ground.recorder.virtualStarting(thread, null);
        thread.start();
        return thread;
    }

    @Test
    void a_virtual_thread_that_nobody_resumes_is_inert() {
        List<Thread> threads = new ArrayList<>();
        ground.request(() -> threads.add(startsVirtual()));
        // Nobody counts before it is looked at.
        ground.recorder.virtualResumed(threads.get(0));

        assertThat(tasks()).singleElement().satisfies(task -> {
            assertThat(task.kind()).isEqualTo(TaskKind.VIRTUAL);
            assertThat(task.progress()).isEqualTo(Progress.INERT);
        });
    }

    @Test
    void a_virtual_thread_that_is_resumed_between_two_looks_is_moving() {
        List<Thread> threads = new ArrayList<>();
        ground.request(() -> threads.add(startsVirtual()));
        ground.probe.takes(threads.get(0));
        ground.lookTwicePastGrace();
        ground.recorder.virtualResumed(threads.get(0));

        assertThat(ground.look().tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.progress()).isEqualTo(Progress.MOVING));
        Look after = ground.look();
        assertThat(after.tasks()).singleElement().satisfies(task -> {
            assertThat(task.progress()).isEqualTo(Progress.INERT);
            assertThat(task.isStuckPast(Ground.GRACE.toNanos(), after.now()))
                    .as("its grace begins anew")
                    .isFalse();
        });
        Look later = ground.lookTwicePastGrace();
        assertThat(later.tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.isStuckPast(Ground.GRACE.toNanos(), later.now()))
                        .isTrue());
    }

    @Test
    void resumes_are_counted_only_while_a_virtual_thread_is_suspected() {
        List<Thread> threads = new ArrayList<>();
        ground.begins("GET /");
        ground.server.does(() -> threads.add(startsVirtual()));
        ground.lookTwicePastGrace();
        assertThat(ground.looker.watchesVirtual()).isFalse();

        ground.ends();
        ground.lookTwicePastGrace();
        assertThat(ground.looker.watchesVirtual()).isTrue();

        ground.recorder.virtualDone(threads.get(0));
        ground.look();
        assertThat(ground.looker.watchesVirtual()).isFalse();
    }

    // ---- tasks in pools ----

    @Test
    void a_task_in_a_shared_pool_that_others_use_is_theirs() {
        Runnable task = Ground.task();
        ground.request(() -> ground.recorder.submitted(pool, task));
        Actor worker = ground.actor();
        worker.does(() -> {
            ground.recorder.workerRuns(pool);
            ground.recorder.taskBegins(task);
        });
        ground.probe.isWoken(worker.thread());
        for (int i = 0; i < 4; i++) {
            assertThat(ground.look().tasks()).hasSize(i < 3 ? 1 : 0);
        }
        ground.probe.isLeftAlone(worker.thread());

        assertThat(tasks()).isEmpty();
    }

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
    void a_dropped_pool_goes_with_the_next_collection_when_all_its_workers_are_virtual() {
        List<Actor> workers = new ArrayList<>();
        ground.request(() -> {
            ground.recorder.poolConstructed(pool);
            workers.add(Actor.virtual(ground.recorder));
        });
        workers.forEach(worker -> worker.does(() -> ground.recorder.workerRuns(pool)));
        assertThat(pools())
                .singleElement()
                .satisfies(told -> assertThat(told.collectable()).isTrue());

        ground.server.asks(() -> ground.worker(pool));
        assertThat(pools())
                .singleElement()
                .satisfies(told -> assertThat(told.collectable()).isFalse());
        workers.forEach(Actor::close);
    }

    @Test
    void a_library_that_starts_what_the_application_wrote_is_no_client_object() {
        ground.request(ground::starts);

        assertThat(tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.created().client()).isEmpty());
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
    void an_idle_worker_of_an_abandoned_pool_works_for_the_pool_alone_whoever_wakes_it() {
        ground.request(() -> {
            ground.recorder.poolConstructed(pool);
            ground.probe.isWoken(ground.worker(pool).thread());
        });

        assertThat(pools())
                .singleElement()
                .satisfies(told -> assertThat(told.workers())
                        .singleElement()
                        .satisfies(worker -> assertThat(worker.progress()).isEqualTo(Progress.IDLING)));
    }

    @Test
    void a_worker_of_an_abandoned_pool_that_somebody_wakes_within_its_task_is_of_use_to_somebody() {
        Runnable task = Ground.task();
        ground.request(() -> {
            ground.recorder.poolConstructed(pool);
            ground.recorder.submitted(pool, task);
            Actor worker = ground.worker(pool);
            ground.probe.isWoken(worker.thread());
            worker.does(() -> ground.recorder.taskBegins(task));
        });

        assertThat(pools())
                .singleElement()
                .satisfies(told -> assertThat(told.workers())
                        .singleElement()
                        .satisfies(worker -> assertThat(worker.progress()).isEqualTo(Progress.MOVING)));
    }

    @Test
    void a_pool_that_is_shut_down_and_empty_is_forgotten_though_somebody_holds_it() {
        ground.request(() -> {
            ground.recorder.poolConstructed(pool);
            Actor worker = ground.worker(pool);
            ground.recorder.poolShutDown(pool);
            ground.exits(worker);
        });
        assertThat(pools()).isEmpty();

        List<Object> left = new ArrayList<>();
        ground.registry.pools().forEach(left::add);
        assertThat(left).isEmpty();
    }

    @Test
    void the_workers_of_a_pool_that_was_shut_down_are_told_at_every_look() {
        ground.request(() -> {
            ground.recorder.poolConstructed(pool);
            ground.worker(pool);
            ground.recorder.poolShutDown(pool);
        });
        assertThat(pools()).hasSize(1);

        assertThat(pools()).singleElement().satisfies(told -> {
            assertThat(told.shutDown()).isTrue();
            assertThat(told.workers()).hasSize(1);
        });
    }

    @Test
    void a_pool_that_was_shut_down_this_moment_is_found_by_a_worker_that_comes_late() {
        ground.request(() -> {
            ground.recorder.poolConstructed(pool);
            ground.time.passes(Duration.ofSeconds(5));
            ground.recorder.poolShutDown(pool);
        });
        ground.looker.look(Ground.GRACE.toNanos(), Ground.WINDOW.toNanos());
        ground.worker(pool);

        assertThat(pools())
                .singleElement()
                .satisfies(told -> assertThat(told.shutDown()).isTrue());
    }

    @Test
    void a_worker_that_replaces_one_killed_by_its_task_belongs_to_the_pool_that_was_shut_down() {
        Runnable task = Ground.task();
        ground.request(() -> {
            ground.recorder.poolConstructed(pool);
            Actor worker = ground.worker(pool);
            ground.recorder.submitted(pool, task);
            ground.recorder.poolShutDown(pool);
            ground.lookTwicePastGrace();
            worker.does(() -> ground.recorder.platformExiting(worker.thread()));
            ground.worker(pool);
        });

        assertThat(pools())
                .singleElement()
                .satisfies(told -> assertThat(told.shutDown()).isTrue());
    }

    @Test
    void a_request_that_waits_for_the_pool_it_has_shut_down_is_told_of_once_it_has_ended() {
        ground.begins("GET /export");
        ground.server.does(() -> {
            ground.recorder.poolConstructed(pool);
            ground.worker(pool);
            ground.recorder.poolShutDown(pool);
        });
        assertThat(pools()).isEmpty();

        ground.ends();
        assertThat(pools()).hasSize(1);
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

    private Thread startsIn(Object container) {
        Thread thread = ground.thread();
        ground.recorder.platformStarting(thread, container);
        thread.start();
        return thread;
    }

    @Test
    void a_thread_of_a_per_task_executor_that_somebody_wakes_is_of_use_to_somebody() {
        ground.request(() -> {
            Containers.constructed(ground.registry, ground.time, pool);
            ground.probe.isWoken(startsIn(pool));
        });

        assertThat(pools())
                .singleElement()
                .satisfies(told -> assertThat(told.workers())
                        .singleElement()
                        .satisfies(thread -> assertThat(thread.progress()).isEqualTo(Progress.MOVING)));
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
        ground.look();
        ground.looker.resolver().resolve(TimeUnit.SECONDS.toNanos(10));

        ground.registry
                .threads()
                .forEach((ThreadRecord thread) ->
                        assertThat(thread.origin().isResolved()).isTrue());
        ground.registry
                .queued()
                .forEach(
                        (RunRecord run) -> assertThat(run.origin().isResolved()).isTrue());
    }

    // ---- what a look may spend ----

    @Test
    void hundreds_of_poll_loops_leave_stacks_for_those_that_come_after_them() {
        for (int i = 0; i < 400; i++) {
            ground.request(() -> ground.runs(
                    ground.starts(), Duration.ofNanos(20), new Frame("sun.nio.ch.EPoll", "wait", null, -2)));
        }
        ground.lookTwicePastGrace();
        int before = ground.probe.stacks;
        for (int i = 0; i < 6; i++) {
            ground.look();
        }

        assertThat(ground.look().tasks())
                .hasSize(400)
                .allSatisfy(task -> assertThat(task.progress()).isEqualTo(Progress.IDLING));
        assertThat(ground.probe.stacks - before).isBetween(6 * 64, 7 * 256);
    }
}
