package dev.parkranger.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.hooks.HookListener;
import dev.parkranger.options.Capture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever starts a task owns its end: the rows of the owner table, through the hooks. */
class OwnersTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeTime time = new FakeTime();
    private final Registry registry = new Registry(100_000);
    private final Recorder recorder = recorder(100_000);
    private final List<Actor> actors = new ArrayList<>();
    private final Actor server = actor(new Actor());
    private final Actor worker = actor(new Actor());
    private final Object servlet = new Object();
    private final Object pool = new Object();

    private Recorder recorder(int maxRecords) {
        return new Recorder(
                time,
                registry,
                TaskTypes.PLAIN,
                (theServlet, request) -> request.toString(),
                CodeOrigins.ALL,
                new StartFailures(() -> {}),
                new HookListener() {},
                Capture.ALWAYS,
                maxRecords);
    }

    private Actor actor(Actor actor) {
        actors.add(actor);
        return actor;
    }

    @AfterEach
    void let_all_go() {
        actors.forEach(Actor::close);
    }

    private ThreadRecord starts(Thread thread) {
        recorder.platformStarting(thread, null);
        return recordOf(thread);
    }

    private ThreadRecord recordOf(Thread thread) {
        ThreadRecord record = registry.find(ThreadIds.of(thread));
        assertThat(record).isNotNull();
        return record;
    }

    private PoolRecord poolRecord() {
        PoolRecord record = registry.poolOf(pool);
        assertThat(record).isNotNull();
        return record;
    }

    private static Thread unstarted() {
        return new Thread(() -> {});
    }

    /** Of another type, and so of another site, than an actor's. */
    private static Thread another() {
        return new Thread(() -> {}) {};
    }

    private static Runnable task() {
        // Of a class of the JDK's: what has the agent's own loader is taken for the canary's.
        return new FutureTask<>(() -> null);
    }

    private void begins(Actor actor, Runnable task) {
        actor.does(() -> {
            recorder.workerRuns(pool);
            recorder.taskBegins(task);
        });
    }

    // ---- threads ----

    @Test
    void a_thread_started_in_a_request_is_the_requests() {
        ThreadRecord thread = server.asks(() -> {
            recorder.requestBegins(servlet, "GET /quotes");
            return starts(unstarted());
        });
        Owner owner = thread.parent();
        assertThat(owner).isInstanceOf(ScopeRecord.class);
        assertThat(((ScopeRecord) owner).name()).isEqualTo("GET /quotes");
        assertThat(owner.hasEnded()).isFalse();

        server.does(recorder::requestEnds);

        assertThat(owner.hasEnded()).isTrue();
        assertThat(thread.parent()).isSameAs(owner);
    }

    @Test
    void a_virtual_thread_is_owned_like_any_other() {
        Thread virtual = unstarted();
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /quotes");
            recorder.virtualStarting(virtual, new Object());
        });

        assertThat(recordOf(virtual).isVirtual()).isTrue();
        assertThat(recordOf(virtual).parent()).isInstanceOf(ScopeRecord.class);
        assertThat(registry.virtual().live()).isEqualTo(1);
    }

    @Test
    void a_thread_started_in_a_pooled_run_is_the_runs() {
        Runnable task = task();
        server.does(() -> recorder.submitted(pool, task));
        begins(worker, task);
        ThreadRecord thread = worker.asks(() -> starts(unstarted()));

        assertThat(thread.parent()).isInstanceOf(RunRecord.class);
        assertThat(thread.parent().hasEnded()).isFalse();

        worker.does(() -> recorder.taskEnds(task));

        assertThat(thread.parent().hasEnded()).isTrue();
    }

    @Test
    void a_thread_started_by_a_thread_of_ones_own_is_that_threads() {
        Actor parent = actor(new Actor(recorder));
        ThreadRecord thread = parent.asks(() -> starts(another()));
        ThreadRecord owner = recordOf(parent.thread());
        assertThat(thread.parent()).isSameAs(owner);

        parent.does(() -> recorder.platformExiting(parent.thread()));

        assertThat(owner.hasEnded()).isTrue();
    }

    @Test
    void a_thread_that_starts_the_next_of_its_own_kind_passes_its_owner_on() {
        Actor first = actor(server.asks(() -> {
            recorder.requestBegins(servlet, "GET /");
            return new Actor(recorder);
        }));
        Actor second = actor(first.asks(() -> new Actor(recorder)));
        Owner request = recordOf(first.thread()).parent();
        ThreadRecord third = second.asks(() -> starts(new Actor.Kind(() -> {})));
        ThreadRecord other = second.asks(() -> starts(another()));

        assertThat(request).isInstanceOf(ScopeRecord.class);
        assertThat(recordOf(second.thread()).parent()).isSameAs(request);
        assertThat(third.parent()).isSameAs(request);
        assertThat(other.parent()).isSameAs(recordOf(second.thread()));
    }

    @Test
    void bare_threads_of_which_nothing_is_known_are_not_taken_for_one_kind() {
        ThreadRecord bare = server.asks(() -> starts(unstarted()));
        assertThat(bare.site()).isSameAs(server.asks(() -> starts(unstarted())).site());

        Actor first = actor(server.asks(() -> Actor.bare(recorder)));
        ThreadRecord second = first.asks(() -> starts(unstarted()));
        assertThat(second.site()).isSameAs(recordOf(first.thread()).site());
        assertThat(second.parent()).isSameAs(recordOf(first.thread()));
    }

    @Test
    void a_thread_that_starts_its_own_kind_within_a_request_is_not_their_owner() {
        Actor first = actor(server.asks(() -> new Actor(recorder)));
        ThreadRecord second = first.asks(() -> {
            recorder.requestBegins(servlet, "GET /");
            return starts(unstarted());
        });

        assertThat(second.parent()).isInstanceOf(ScopeRecord.class);
    }

    @Test
    void the_main_threads_starts_are_the_applications() {
        registry.adoptMain(server.thread(), time);

        ThreadRecord thread = server.asks(() -> starts(unstarted()));

        assertThat(thread.parent()).isSameAs(Application.INSTANCE);
    }

    @Test
    void the_main_threads_pools_and_submissions_are_the_applications() {
        registry.adoptMain(server.thread(), time);
        Runnable task = task();
        server.does(() -> {
            recorder.poolConstructed(pool);
            recorder.submitted(pool, task);
        });
        begins(worker, task);

        assertThat(poolRecord().parent()).isSameAs(Application.INSTANCE);
        assertThat(recordOf(worker.thread()).current())
                .isInstanceOfSatisfying(
                        RunRecord.class, run -> assertThat(run.parent()).isSameAs(Application.INSTANCE));
    }

    @Test
    void the_main_threads_return_is_nobodys_end() {
        Actor main = actor(new Actor());
        registry.adoptMain(main.thread(), time);
        ThreadRecord thread = main.asks(() -> starts(unstarted()));
        main.does(() -> recorder.platformExiting(main.thread()));

        assertThat(thread.parent()).isSameAs(Application.INSTANCE);
        assertThat(thread.parent().hasEnded()).isFalse();
    }

    @Test
    void a_request_served_by_the_main_thread_owns_what_it_starts_all_the_same() {
        registry.adoptMain(server.thread(), time);

        ThreadRecord thread = server.asks(() -> {
            recorder.requestBegins(servlet, "GET /");
            return starts(unstarted());
        });

        assertThat(thread.parent()).isInstanceOf(ScopeRecord.class);
    }

    @Test
    void a_worker_is_its_pools_whoever_made_it_start() {
        Actor late = server.asks(() -> {
            recorder.requestBegins(servlet, "GET /");
            return new Actor(recorder);
        });
        actor(late);
        assertThat(recordOf(late.thread()).parent()).isInstanceOf(ScopeRecord.class);

        late.does(() -> recorder.workerRuns(pool));

        assertThat(recordOf(late.thread()).parent()).isSameAs(poolRecord());
        assertThat(recordOf(late.thread()).pool()).isSameAs(poolRecord());
        assertThat(recordOf(late.thread()).enclosing()).isNull();
    }

    @Test
    void a_timers_thread_is_the_timers() {
        Thread thread = unstarted();
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /");
            starts(thread);
            recorder.timerConstructed(pool, thread);
        });

        assertThat(recordOf(thread).parent()).isSameAs(poolRecord());
        assertThat(poolRecord().parent()).isInstanceOf(ScopeRecord.class);
    }

    @Test
    void a_thread_that_was_there_before_the_agent_is_the_applications() {
        server.does(() -> starts(unstarted()));

        assertThat(recordOf(server.thread()).parent()).isSameAs(Application.INSTANCE);
        assertThat(recordOf(server.thread()).origin()).isSameAs(Origin.UNKNOWN);
    }

    @Test
    void the_agents_own_threads_are_not_recorded() {
        AgentThread ours = new AgentThread("test", () -> {});

        recorder.platformStarting(ours, null);

        assertThat(registry.find(ThreadIds.of(ours))).isNull();
        assertThat(registry.platform().started()).isZero();
    }

    // ---- pools ----

    @Test
    void a_pool_constructed_in_a_request_is_the_requests() {
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /");
            recorder.poolConstructed(pool);
        });
        Owner owner = poolRecord().parent();
        assertThat(owner).isInstanceOf(ScopeRecord.class);
        assertThat(poolRecord().isAdopted()).isFalse();

        server.does(recorder::requestEnds);

        assertThat(owner.hasEnded()).isTrue();
        assertThat(poolRecord().hasEnded()).isFalse();
    }

    @Test
    void a_pool_constructed_twice_over_is_one() {
        server.does(() -> {
            recorder.poolConstructed(pool);
            recorder.poolConstructed(pool);
        });
        AtomicInteger count = new AtomicInteger();
        registry.pools().forEach(each -> count.incrementAndGet());

        assertThat(count).hasValue(1);
    }

    @Test
    void a_pool_ends_when_it_is_shut_down_and_only_the_first_time_counts() {
        server.does(() -> recorder.poolConstructed(pool));

        recorder.poolShutDown(pool);
        long ended = poolRecord().endedNanos();
        recorder.poolShutDown(pool);

        assertThat(ended).isPositive();
        assertThat(poolRecord().endedNanos()).isEqualTo(ended);
    }

    @Test
    void an_applications_own_kind_of_pool_may_refuse_to_be_shut_down_and_has_ended_when_the_jdk_says_so() {
        var refusing = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
            @Override
            public void shutdown() {}
        };
        server.does(() -> recorder.poolConstructed(refusing));
        PoolRecord record = registry.poolOf(refusing);

        recorder.executorShutDown(refusing);
        assertThat(record.hasEnded()).isFalse();

        recorder.poolShutDown(refusing);
        assertThat(record.hasEnded()).isTrue();
        refusing.shutdownNow();
    }

    @Test
    void a_pool_that_is_not_the_jdks_has_ended_when_its_own_method_is_called() {
        server.does(() -> recorder.poolConstructed(pool));

        recorder.executorShutDown(pool);

        assertThat(poolRecord().hasEnded()).isTrue();
    }

    @Test
    void the_common_pool_is_never_shut_down_whoever_asks_for_it() {
        Object common = ForkJoinPool.commonPool();
        server.does(() -> recorder.submitted(common, task()));

        recorder.poolShutDown(common);

        PoolRecord record = registry.poolOf(common);
        assertThat(record).isNotNull();
        assertThat(record.hasEnded()).isFalse();
    }

    @Test
    void a_pool_that_nobody_saw_being_made_is_the_applications() {
        server.does(() -> recorder.submitted(pool, task()));

        assertThat(poolRecord().parent()).isSameAs(Application.INSTANCE);
        assertThat(poolRecord().isAdopted()).isTrue();
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
    void a_pool_constructed_by_a_class_initialiser_is_the_applications() {
        INITIALISER.set(() -> recorder.poolConstructed(pool));
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /");
            assertThat(Holder.MADE).isNotNull();
            recorder.requestEnds();
        });

        assertThat(poolRecord().parent()).isSameAs(Application.INSTANCE);
    }

    /** As {@code poolConstructed} makes it, also on a JDK that has no such executor. */
    private void perTaskExecutorIn(Actor actor, Object container) {
        actor.does(() -> Containers.constructed(registry, time, container));
    }

    @Test
    void a_thread_in_a_per_task_executor_of_its_own_request_is_the_containers() {
        Object container = new Object();
        Thread thread = unstarted();
        server.does(() -> recorder.requestBegins(servlet, "GET /"));
        perTaskExecutorIn(server, container);
        server.does(() -> recorder.virtualStarting(thread, container));

        assertThat(recordOf(thread).parent()).isSameAs(registry.poolOf(container));
        assertThat(recordOf(thread).pool()).isSameAs(registry.poolOf(container));
    }

    @Test
    void a_thread_in_a_shared_per_task_executor_is_its_requests() {
        Object container = new Object();
        Thread thread = unstarted();
        perTaskExecutorIn(server, container);
        worker.does(() -> {
            recorder.requestBegins(servlet, "GET /");
            recorder.virtualStarting(thread, container);
        });

        assertThat(recordOf(thread).parent()).isInstanceOf(ScopeRecord.class);
        assertThat(recordOf(thread).pool()).isSameAs(registry.poolOf(container));
    }

    @Test
    void a_thread_forked_by_a_forked_thread_of_the_same_container_is_the_containers() {
        Object container = new Object();
        server.does(() -> recorder.requestBegins(servlet, "GET /"));
        perTaskExecutorIn(server, container);
        Actor forked = actor(new Actor());
        server.does(() -> recorder.virtualStarting(forked.thread(), container));
        Thread grandchild = unstarted();
        forked.does(() -> recorder.virtualStarting(grandchild, container));

        assertThat(recordOf(grandchild).parent()).isSameAs(registry.poolOf(container));
    }

    // ---- submissions ----

    @Test
    void a_submitted_task_is_the_submitting_requests() {
        Runnable task = task();
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /");
            recorder.submitted(pool, task);
        });
        begins(worker, task);
        RunRecord run = (RunRecord) recordOf(worker.thread()).current();

        assertThat(run).isNotNull();
        assertThat(run.parent()).isInstanceOf(ScopeRecord.class);
        assertThat(run.isRunning()).isTrue();
        assertThat(run.pool()).isSameAs(poolRecord());
    }

    @Test
    void a_task_submitted_by_a_task_is_that_tasks() {
        Runnable first = task();
        Runnable second = task();
        server.does(() -> recorder.submitted(pool, first));
        begins(worker, first);
        RunRecord outer = (RunRecord) recordOf(worker.thread()).current();
        worker.does(() -> {
            recorder.submitted(pool, second);
            recorder.taskEnds(first);
            recorder.taskBegins(second);
        });
        RunRecord run = (RunRecord) recordOf(worker.thread()).current();

        assertThat(run.parent()).isSameAs(outer);
        assertThat(outer.hasEnded()).isTrue();
    }

    @Test
    void a_task_that_ends_leaves_its_worker_with_nothing_to_do() {
        Runnable task = task();
        server.does(() -> recorder.submitted(pool, task));
        begins(worker, task);
        worker.does(() -> recorder.taskEnds(task));

        assertThat(recordOf(worker.thread()).current()).isNull();
        assertThat(poolRecord().completed()).isEqualTo(1);
        assertThat(registry.submitted().started()).isEqualTo(1);
        assertThat(registry.submitted().ended()).isEqualTo(1);
    }

    @Test
    void a_pool_that_tells_twice_of_one_task_has_begun_it_once() {
        Runnable task = task();
        server.does(() -> recorder.submitted(pool, task));
        begins(worker, task);
        worker.does(() -> {
            recorder.taskBegins(task);
            recorder.taskEnds(task);
            recorder.taskEnds(task);
        });

        assertThat(recordOf(worker.thread()).current()).isNull();
        assertThat(registry.submitted().started()).isEqualTo(1);
        assertThat(registry.submitted().ended()).isEqualTo(1);
    }

    @Test
    void a_task_submitted_before_the_agent_came_owns_what_it_starts() {
        begins(worker, task());
        ThreadRecord thread = worker.asks(() -> starts(unstarted()));

        assertThat(thread.parent()).isInstanceOf(RunRecord.class);
        assertThat(thread.parent().parent()).isSameAs(Application.INSTANCE);
    }

    @Test
    void a_task_refused_by_its_pool_ends() {
        Runnable task = task();
        server.does(() -> {
            recorder.submitted(pool, task);
            recorder.withdrawn(pool, task);
        });

        assertThat(registry.take(task, null)).isNull();
        assertThat(registry.submitted().live()).isZero();
    }

    @Test
    void of_two_submissions_the_pool_refuses_the_one_it_was_just_given() {
        Runnable task = task();
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /first");
            recorder.submitted(pool, task);
            recorder.requestEnds();
            recorder.requestBegins(servlet, "GET /second");
            recorder.submitted(pool, task);
            recorder.withdrawn(pool, task);
        });
        begins(worker, task);
        RunRecord run = (RunRecord) recordOf(worker.thread()).current();

        assertThat(((ScopeRecord) run.parent()).name()).isEqualTo("GET /first");
    }

    @Test
    void a_refusal_by_one_pool_leaves_another_pools_submission_alone() {
        Object other = new Object();
        Runnable task = task();
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /first");
            recorder.submitted(pool, task);
            recorder.requestEnds();
            recorder.requestBegins(servlet, "GET /second");
            recorder.submitted(other, task);
            recorder.withdrawn(other, task);
        });
        begins(worker, task);
        RunRecord run = (RunRecord) recordOf(worker.thread()).current();

        assertThat(((ScopeRecord) run.parent()).name()).isEqualTo("GET /first");
        assertThat(registry.submitted().live()).isEqualTo(1);
    }

    @Test
    void of_one_runnable_in_two_pools_each_worker_takes_its_own_pools() {
        Object other = new Object();
        Runnable task = task();
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /first");
            recorder.submitted(other, task);
            recorder.requestEnds();
            recorder.requestBegins(servlet, "GET /second");
            recorder.submitted(pool, task);
        });
        begins(worker, task);
        RunRecord run = (RunRecord) recordOf(worker.thread()).current();

        assertThat(((ScopeRecord) run.parent()).name()).isEqualTo("GET /second");
        assertThat(run.pool()).isSameAs(poolRecord());
    }

    @Test
    void a_run_whose_end_was_lost_ends_when_its_worker_begins_the_next() {
        Runnable lost = task();
        Runnable next = task();
        server.does(() -> {
            recorder.submitted(pool, lost);
            recorder.submitted(pool, next);
        });
        begins(worker, lost);
        Owner left = worker.asks(() -> {
            recorder.requestBegins(servlet, "GET /left open");
            return starts(unstarted()).parent();
        });
        RunRecord run = (RunRecord) left.parent();
        worker.does(() -> recorder.taskBegins(next));
        RunRecord current = (RunRecord) recordOf(worker.thread()).current();

        assertThat(run.hasEnded()).isTrue();
        assertThat(left.hasEnded()).isTrue();
        assertThat(current.outer()).isNull();
        assertThat(registry.submitted().live()).isEqualTo(1);

        worker.does(() -> recorder.taskEnds(next));
        assertThat(recordOf(worker.thread()).current()).isNull();
        assertThat(registry.submitted().live()).isZero();
    }

    @Test
    void a_worker_whose_ends_are_all_lost_piles_up_nothing() {
        worker.does(() -> {
            recorder.workerRuns(pool);
            for (int i = 0; i < 1_000; i++) {
                Runnable task = task();
                recorder.submitted(pool, task);
                recorder.taskBegins(task);
            }
        });
        RunRecord last = (RunRecord) recordOf(worker.thread()).current();

        assertThat(last.outer()).isNull();
        assertThat(ancestors(last)).isLessThanOrEqualTo(2);
        assertThat(registry.submitted().live()).isEqualTo(1);
    }

    @Test
    void a_periodic_task_that_was_cancelled_waits_for_no_next_run() {
        FutureTask<?> task = new FutureTask<>(() -> null);
        server.does(() -> recorder.scheduled(pool, task, true));
        begins(worker, task);
        task.cancel(false);
        worker.does(() -> recorder.taskEnds(task));

        assertThat(registry.take(task, null)).isNull();
        assertThat(registry.submitted().live()).isZero();
    }

    @Test
    void a_periodic_task_keeps_its_owner_from_run_to_run() {
        Runnable task = task();
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /");
            recorder.scheduled(pool, task, true);
        });
        for (int i = 0; i < 5; i++) {
            begins(worker, task);
            RunRecord run = (RunRecord) recordOf(worker.thread()).current();
            assertThat(run.parent()).isInstanceOf(ScopeRecord.class);
            worker.does(() -> recorder.taskEnds(task));
        }
        assertThat(registry.submitted().started()).isEqualTo(6);
        assertThat(registry.submitted().live()).isEqualTo(1);
    }

    @Test
    void a_periodic_task_ends_with_its_pool() {
        Runnable task = task();
        server.does(() -> recorder.scheduled(pool, task, true));
        begins(worker, task);
        recorder.poolShutDown(pool);
        worker.does(() -> recorder.taskEnds(task));

        assertThat(registry.take(task, null)).isNull();
        assertThat(registry.submitted().live()).isZero();
    }

    @Test
    void a_later_stage_of_a_future_inherits_the_owner_of_the_first() {
        List<Runnable> stages = new ArrayList<>();
        CompletableFuture<Void> line = CompletableFuture.runAsync(() -> {}, stages::add);
        CompletableFuture<Void> later = line.thenRunAsync(() -> {}, stages::add);
        Runnable first = stages.get(0);
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /");
            recorder.submitted(pool, first);
        });
        begins(worker, first);
        first.run();
        Runnable second = stages.get(1);
        worker.does(() -> {
            recorder.submitted(pool, second);
            recorder.taskEnds(first);
            recorder.taskBegins(second);
        });
        RunRecord run = (RunRecord) recordOf(worker.thread()).current();

        assertThat(later).isNotNull();
        assertThat(run.parent()).isInstanceOf(ScopeRecord.class);
    }

    @Test
    void a_new_line_of_stages_begun_within_a_task_is_that_tasks() {
        List<Runnable> stages = new ArrayList<>();
        CompletableFuture<Void> line = CompletableFuture.runAsync(() -> {}, stages::add);
        Runnable task = task();
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /");
            recorder.submitted(pool, task);
        });
        begins(worker, task);
        Activity outer = recordOf(worker.thread()).current();
        worker.does(() -> {
            recorder.submitted(pool, stages.get(0));
            recorder.taskEnds(task);
            recorder.taskBegins(stages.get(0));
        });
        RunRecord run = (RunRecord) recordOf(worker.thread()).current();

        assertThat(line).isNotNull();
        assertThat(run.parent()).isSameAs(outer);
    }

    @Test
    void a_fork_within_a_worker_is_no_submission() {
        worker.does(() -> {
            recorder.forkJoinBegins(new Object());
            recorder.forkJoinEnds(new Object());
        });

        assertThat(registry.submitted().started()).isZero();
    }

    @Test
    void a_fork_join_task_begins_and_ends_around_what_its_worker_does_already() {
        ForkJoinTask<?> outer = ForkJoinTask.adapt(() -> {});
        ForkJoinTask<?> helped = ForkJoinTask.adapt(() -> {});
        server.does(() -> {
            recorder.submitted(pool, outer);
            recorder.submitted(pool, helped);
        });
        worker.does(() -> {
            recorder.forkJoinBegins(outer);
            recorder.forkJoinBegins(helped);
        });
        RunRecord inner = (RunRecord) recordOf(worker.thread()).current();
        RunRecord around = (RunRecord) inner.outer();
        worker.does(() -> recorder.forkJoinEnds(helped));

        assertThat(inner.hasEnded()).isTrue();
        assertThat(recordOf(worker.thread()).current()).isSameAs(around);
        assertThat(around.hasEnded()).isFalse();

        worker.does(() -> recorder.forkJoinEnds(outer));
        assertThat(recordOf(worker.thread()).current()).isNull();
        assertThat(registry.submitted().live()).isZero();
        assertThat(registry.runningJoins().count()).isZero();
    }

    @Test
    void a_thread_that_dies_within_a_fork_join_task_is_counted_out() {
        ForkJoinTask<?> task = ForkJoinTask.adapt(() -> {});
        Actor dying = actor(new Actor(recorder));
        server.does(() -> recorder.submitted(pool, task));
        dying.does(() -> {
            recorder.forkJoinBegins(task);
            recorder.platformExiting(dying.thread());
        });

        assertThat(registry.submitted().live()).isZero();
        assertThat(registry.runningJoins().count()).isZero();
    }

    @Test
    void a_thread_that_dies_within_a_task_ends_that_too() {
        Runnable task = task();
        Actor dying = actor(new Actor(recorder));
        server.does(() -> recorder.submitted(pool, task));
        begins(dying, task);
        RunRecord run = (RunRecord) recordOf(dying.thread()).current();
        dying.does(() -> recorder.platformExiting(dying.thread()));

        assertThat(run.hasEnded()).isTrue();
        assertThat(registry.submitted().live()).isZero();
    }

    // ---- requests and scopes ----

    @Test
    void service_within_service_is_one_request() {
        Owner outer = server.asks(() -> {
            recorder.requestBegins(servlet, "GET /outer");
            recorder.requestBegins(servlet, "GET /forwarded");
            Owner owner = starts(unstarted()).parent();
            recorder.requestEnds();
            return owner;
        });
        assertThat(((ScopeRecord) outer).name()).isEqualTo("GET /outer");
        assertThat(outer.hasEnded()).isFalse();

        server.does(recorder::requestEnds);

        assertThat(outer.hasEnded()).isTrue();
        assertThat(recordOf(server.thread()).current()).isNull();
    }

    @Test
    void an_end_without_a_begin_is_nothing() {
        server.does(() -> {
            recorder.requestEnds();
            recorder.taskEnds(task());
            recorder.platformExiting(Thread.currentThread());
        });

        assertThat(registry.platform().live()).isZero();
    }

    @Test
    void each_request_is_an_owner_of_its_own() {
        List<Owner> owners = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            owners.add(server.asks(() -> {
                recorder.requestBegins(servlet, "GET /");
                Owner owner = starts(unstarted()).parent();
                recorder.requestEnds();
                return owner;
            }));
        }

        assertThat(owners).doesNotHaveDuplicates().allMatch(Owner::hasEnded);
        assertThat(owners).extracting(Owner::endOrdinal).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_task_notes_the_request_that_is_open_around_it_though_its_owner_is_another_task() {
        Runnable task = task();
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /");
            recorder.submitted(pool, task);
        });
        begins(worker, task);
        ThreadRecord thread = worker.asks(() -> starts(unstarted()));
        worker.does(() -> recorder.taskEnds(task));

        assertThat(thread.parent().hasEnded()).isTrue();
        assertThat(thread.enclosing()).isNotNull();
        assertThat(thread.enclosing().name()).isEqualTo("GET /");
        assertThat(thread.enclosing().hasEnded()).isFalse();
    }

    // ---- memory ----

    @Test
    void an_ended_owner_refers_to_no_owner_of_its_own() {
        Runnable task = task();
        Actor thread = server.asks(() -> {
            recorder.requestBegins(servlet, "GET /");
            return new Actor(recorder);
        });
        actor(thread);
        thread.does(() -> recorder.submitted(pool, task));
        begins(worker, task);
        ThreadRecord threadRecord = recordOf(thread.thread());
        RunRecord run = (RunRecord) recordOf(worker.thread()).current();
        ScopeRecord scope = (ScopeRecord) threadRecord.parent();
        Activity frame = recordOf(server.thread()).current();

        worker.does(() -> recorder.taskEnds(task));
        thread.does(() -> recorder.platformExiting(thread.thread()));
        server.does(recorder::requestEnds);

        assertThat(run.parent()).isNull();
        assertThat(run.outer()).isNull();
        assertThat(threadRecord.parent()).isNull();
        assertThat(threadRecord.pool()).isNull();
        assertThat(scope.parent()).isNull();
        assertThat(frame.outer()).isNull();
        assertThat(scope.hasEnded() && run.hasEnded() && threadRecord.hasEnded())
                .isTrue();
    }

    @Test
    void a_chain_of_a_hundred_thousand_tasks_that_each_start_the_next_stays_short() {
        worker.does(() -> recorder.workerRuns(pool));
        RunRecord last = worker.asks(() -> {
            Runnable current = task();
            recorder.submitted(pool, current);
            for (int i = 0; i < 100_000; i++) {
                recorder.taskBegins(current);
                Runnable next = task();
                recorder.submitted(pool, next);
                recorder.taskEnds(current);
                current = next;
            }
            recorder.taskBegins(current);
            return (RunRecord) recordOf(Thread.currentThread()).current();
        });

        assertThat(ancestors(last)).isLessThanOrEqualTo(2);
        assertThat(creators(last)).isLessThanOrEqualTo(6);
        assertThat(registry.submitted().live()).isEqualTo(1);
        AtomicInteger queued = new AtomicInteger();
        registry.queued().forEach(entry -> queued.incrementAndGet());
        assertThat(queued).hasValue(0);
    }

    @Test
    void a_chain_of_threads_that_each_start_the_next_stays_short() {
        Actor current = new Actor(recorder);
        for (int i = 0; i < 200; i++) {
            Actor before = current;
            current = before.asks(() -> new Actor(recorder));
            before.does(() -> recorder.platformExiting(before.thread()));
            before.close();
        }
        actor(current);
        ThreadRecord last = recordOf(current.thread());

        assertThat(ancestors(last)).isLessThanOrEqualTo(2);
        assertThat(creators(last)).isLessThanOrEqualTo(6);
        assertThat(registry.platform().ended()).isEqualTo(200);
    }

    private static int ancestors(Owner owner) {
        int count = 0;
        for (Owner at = owner.parent(); at != null; at = at.parent()) {
            count++;
        }
        return count;
    }

    private static int creators(Owner owner) {
        int count = 0;
        for (Origin at = owner.origin().creator(); at != null; at = at.creator()) {
            count++;
        }
        return count;
    }

    // ---- bounds and failures ----

    @Test
    void past_the_cap_threads_are_counted_but_not_recorded() {
        Recorder small = recorder(100);
        List<Thread> threads = new ArrayList<>();
        server.does(() -> {
            for (int i = 0; i < 1_000; i++) {
                Thread thread = unstarted();
                threads.add(thread);
                small.platformStarting(thread, null);
            }
        });
        AtomicInteger records = new AtomicInteger();
        registry.threads().forEach(each -> records.incrementAndGet());

        assertThat(records).hasValueLessThan(300);
        assertThat(registry.droppedRecords()).isGreaterThan(700);
        // The server's own thread counts as well.
        assertThat(registry.platform().started()).isEqualTo(1_001);

        threads.forEach(small::platformExiting);

        assertThat(registry.platform().live()).isEqualTo(1);
    }

    @Test
    void a_thread_past_the_cap_that_shows_up_later_is_not_counted_twice() {
        Recorder small = recorder(1);
        Actor dropped = actor(new Actor());
        small.platformStarting(dropped.thread(), null);
        assertThat(registry.droppedRecords()).isEqualTo(1);
        assertThat(registry.find(ThreadIds.of(dropped.thread()))).isNull();

        dropped.does(() -> recorder.submitted(pool, task()));

        assertThat(registry.platform().started()).isEqualTo(1);
        dropped.does(() -> recorder.platformExiting(dropped.thread()));
        assertThat(registry.platform().live()).isZero();
    }

    @Test
    void resumes_of_a_virtual_thread_count_from_when_somebody_looks() {
        Thread virtual = unstarted();
        server.does(() -> recorder.virtualStarting(virtual, null));
        recorder.virtualResumed(virtual);
        assertThat(recordOf(virtual).resumes()).isZero();

        recordOf(virtual).countResumes();
        recorder.virtualResumed(virtual);
        recorder.virtualResumed(virtual);
        recorder.virtualResumed(unstarted());

        assertThat(recordOf(virtual).resumes()).isEqualTo(2);
    }

    @Test
    void a_start_that_failed_leaves_no_record_and_sounds_the_alarm() {
        AtomicInteger alarms = new AtomicInteger();
        StartFailures failures = new StartFailures(alarms::incrementAndGet);
        Recorder alarmed = new Recorder(
                time,
                registry,
                TaskTypes.PLAIN,
                (s, r) -> "",
                CodeOrigins.ALL,
                failures,
                new HookListener() {},
                Capture.ALWAYS,
                100);
        Thread thread = unstarted();
        server.does(() -> {
            alarmed.platformStarting(thread, null);
            alarmed.startFailed(thread, new OutOfMemoryError("unable to create native thread"));
        });

        assertThat(registry.find(ThreadIds.of(thread))).isNull();
        assertThat(alarms).hasValue(1);
        assertThat(failures.count()).isEqualTo(1);
        assertThat(failures.message()).isEqualTo("unable to create native thread");
        assertThat(registry.platform().started()).isEqualTo(1);
    }

    @Test
    void a_start_that_failed_past_the_cap_is_not_counted_as_live_for_ever() {
        Recorder small = recorder(10);
        server.does(() -> {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Thread thread = unstarted();
                threads.add(thread);
                small.platformStarting(thread, null);
            }
            Thread refused = unstarted();
            small.platformStarting(refused, null);
            small.startFailed(refused, new OutOfMemoryError());
            threads.forEach(small::platformExiting);
        });

        assertThat(registry.platform().live()).isEqualTo(1);
    }

    @Test
    void an_owner_counts_once_for_each_site_it_started_something_at() {
        SiteKey[] site = new SiteKey[1];
        Set<SiteKey> requests = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            server.does(() -> {
                recorder.requestBegins(servlet, "GET /");
                ThreadRecord started = starts(unstarted());
                site[0] = started.site();
                requests.add(started.parent().site());
                starts(unstarted());
                recorder.requestEnds();
            });
        }
        registry.sampleSites(time.nanos(), 1_000);

        assertThat(requests).hasSize(1);
        assertThat(site[0].ownersEndedBy(time.nanos(), requests)).isEqualTo(3);
    }

    @Test
    void owners_are_counted_by_their_names() {
        SiteKey[] site = new SiteKey[1];
        Map<String, SiteKey> names = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            for (int name = 0; name <= i; name++) {
                String request = "GET /" + name;
                server.does(() -> {
                    recorder.requestBegins(servlet, request);
                    ThreadRecord started = starts(unstarted());
                    site[0] = started.site();
                    names.put(request, started.parent().site());
                    recorder.requestEnds();
                });
            }
        }
        registry.sampleSites(time.nanos(), 1_000);

        assertThat(site[0].ownersEndedBy(time.nanos(), Set.of(names.get("GET /0"))))
                .isEqualTo(20);
        assertThat(site[0].ownersEndedBy(time.nanos(), Set.of(names.get("GET /14"))))
                .isEqualTo(6);
        assertThat(site[0].ownersEndedBy(time.nanos(), Set.of(names.get("GET /19"))))
                .as("what comes after the fifteenth name shares the last place")
                .isEqualTo(5 + 4 + 3 + 2 + 1);
        assertThat(site[0].ownersEndedBy(time.nanos(), new HashSet<>(names.values())))
                .isEqualTo(210);
        assertThat(site[0].ownersEndedBy(time.nanos(), Set.of(SiteHistory.site("GET /another"))))
                .as("it may be among those")
                .isEqualTo(5 + 4 + 3 + 2 + 1);
    }

    @Test
    void a_task_that_ends_past_grace_speaks_for_its_site() {
        registry.grace(1_000);
        Thread early = unstarted();
        Thread late = unstarted();
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /");
            starts(early);
            starts(late);
            recorder.requestEnds();
        });
        SiteKey site = recordOf(late).site();
        recorder.platformExiting(early);
        assertThat(site.lateEnds(0)).isZero();
        time.passes(SECOND);

        recorder.platformExiting(late);

        assertThat(site.lateEnds(0)).isEqualTo(1);
    }

    @Test
    void a_site_where_an_owner_of_too_many_sites_starts_something_is_undercounted() {
        SiteKey[] sites = new SiteKey[9];
        Set<SiteKey> kind = new HashSet<>();
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /");
            ThreadRecord first = starts(unstarted());
            sites[0] = first.site();
            kind.add(first.parent().site());
            sites[1] = starts(new Thread() {}).site();
            sites[2] = starts(new Thread() {}).site();
            sites[3] = starts(new Thread() {}).site();
            sites[4] = starts(new Thread() {}).site();
            sites[5] = starts(new Thread() {}).site();
            sites[6] = starts(new Thread() {}).site();
            sites[7] = starts(new Thread() {}).site();
            sites[8] = starts(new Thread() {}).site();
            recorder.requestEnds();
        });
        registry.sampleSites(time.nanos(), 1_000);

        assertThat(sites).doesNotHaveDuplicates();
        assertThat(List.of(sites).subList(0, 8)).noneMatch(SiteKey::isUndercounted);
        assertThat(sites[8].isUndercounted()).isTrue();
        assertThat(sites[8].ownersEndedBy(time.nanos(), kind)).isZero();
        assertThat(sites[7].ownersEndedBy(time.nanos(), kind)).isEqualTo(1);
    }

    // ---- what ends late ----

    private void grace() {
        registry.grace(SECOND.toNanos());
    }

    @Test
    void a_pool_that_is_shut_down_past_grace_speaks_for_its_site() {
        grace();
        SiteKey site = SiteHistory.site("pools");
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /");
            Containers.poolConstructed(registry, time, pool, site);
            recorder.requestEnds();
        });
        time.passes(SECOND.plusMillis(1));

        recorder.poolShutDown(pool);
        assertThat(site.lateShutDowns(0)).isEqualTo(1);
        assertThat(site.lateEnds(0)).as("its workers have not ended").isZero();

        recorder.poolShutDown(pool);
        assertThat(site.lateShutDowns(0)).isEqualTo(1);
    }

    @Test
    void a_pool_that_is_shut_down_in_time_says_nothing() {
        grace();
        SiteKey site = SiteHistory.site("pools");
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /");
            Containers.poolConstructed(registry, time, pool, site);
        });
        time.passes(SECOND.multipliedBy(10));
        server.does(recorder::requestEnds);
        time.passes(SECOND.minusMillis(1));

        recorder.poolShutDown(pool);

        assertThat(site.lateShutDowns(0)).isZero();
    }

    @Test
    void a_pool_whose_maker_returned_is_not_late_while_the_request_around_it_is_open() {
        grace();
        SiteKey site = SiteHistory.site("pools");
        Object shared = new Object();
        Runnable maker = task();
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /");
            recorder.submitted(shared, maker);
        });
        worker.does(() -> {
            recorder.workerRuns(shared);
            recorder.taskBegins(maker);
            Containers.poolConstructed(registry, time, pool, site);
            recorder.taskEnds(maker);
        });
        time.passes(SECOND.multipliedBy(10));

        recorder.poolShutDown(pool);

        assertThat(site.lateShutDowns(0)).isZero();
    }

    @Test
    void a_worker_that_ends_late_speaks_for_its_pools_site() {
        grace();
        SiteKey site = SiteHistory.site("pools");
        Actor late = server.asks(() -> {
            recorder.requestBegins(servlet, "GET /");
            Containers.poolConstructed(registry, time, pool, site);
            return new Actor(recorder);
        });
        actor(late);
        late.does(() -> recorder.workerRuns(pool));
        SiteKey threads = recordOf(late.thread()).site();
        recorder.poolShutDown(pool);
        server.does(recorder::requestEnds);
        time.passes(SECOND.plusMillis(1));

        late.does(() -> recorder.platformExiting(late.thread()));

        assertThat(site.lateEnds(0)).isEqualTo(1);
        assertThat(site.lateShutDowns(0)).isZero();
        assertThat(threads.lateEnds(0)).isZero();
    }

    @Test
    void a_worker_that_ends_with_its_pool_says_nothing() {
        grace();
        SiteKey site = SiteHistory.site("pools");
        Actor prompt = server.asks(() -> {
            recorder.requestBegins(servlet, "GET /");
            Containers.poolConstructed(registry, time, pool, site);
            return new Actor(recorder);
        });
        actor(prompt);
        prompt.does(() -> recorder.workerRuns(pool));
        server.does(recorder::requestEnds);
        recorder.poolShutDown(pool);
        time.passes(SECOND.minusMillis(1));

        prompt.does(() -> recorder.platformExiting(prompt.thread()));

        assertThat(site.lateEnds(0)).isZero();
    }
}
