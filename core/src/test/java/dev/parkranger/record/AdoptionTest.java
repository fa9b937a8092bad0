package dev.parkranger.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.hooks.HookListener;
import dev.parkranger.options.Capture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lazy singletons are not leaks: who works for others than its creator is the application's. */
class AdoptionTest {

    private final FakeTime time = new FakeTime();
    private final Registry registry = new Registry(10_000);
    private final Recorder recorder = new Recorder(
            time,
            registry,
            TaskTypes.PLAIN,
            (servlet, request) -> request.toString(),
            CodeOrigins.ALL,
            new StartFailures(() -> {}),
            new HookListener() {},
            Capture.ALWAYS,
            10_000);
    private final List<Actor> actors = new ArrayList<>();
    private final Actor server = actor(new Actor());
    private final Actor worker = actor(new Actor());
    private final Object servlet = new Object();
    private final Object pool = new Object();

    private Actor actor(Actor actor) {
        actors.add(actor);
        return actor;
    }

    @AfterEach
    void let_all_go() {
        actors.forEach(Actor::close);
    }

    private static Runnable task() {
        // Of a class of the JDK's: what has the agent's own loader is taken for the canary's.
        return new FutureTask<>(() -> null);
    }

    private void firstRequestMakesThePool() {
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /first");
            recorder.poolConstructed(pool);
        });
    }

    private void runs(Runnable task) {
        worker.does(() -> {
            recorder.workerRuns(pool);
            recorder.taskBegins(task);
        });
    }

    private PoolRecord record() {
        PoolRecord record = registry.poolOf(pool);
        assertThat(record).isNotNull();
        return record;
    }

    @Test
    void a_pool_used_by_nobody_is_not_adopted() {
        firstRequestMakesThePool();

        assertThat(record().isAdopted()).isFalse();
    }

    @Test
    void a_pool_used_by_the_request_that_made_it_is_not_adopted() {
        firstRequestMakesThePool();
        server.does(() -> recorder.submitted(pool, task()));

        assertThat(record().isAdopted()).isFalse();
    }

    @Test
    void a_pool_used_by_another_request_is_adopted() {
        firstRequestMakesThePool();
        server.does(() -> {
            recorder.requestEnds();
            recorder.requestBegins(servlet, "GET /first");
            recorder.submitted(pool, task());
        });

        assertThat(record().isAdopted()).isTrue();
    }

    @Test
    void a_pool_used_by_a_request_on_another_thread_is_adopted() {
        firstRequestMakesThePool();
        worker.does(() -> {
            recorder.requestBegins(servlet, "GET /second");
            recorder.submitted(pool, task());
        });

        assertThat(record().isAdopted()).isTrue();
    }

    @Test
    void a_pool_used_by_a_thread_of_the_application_is_adopted() {
        firstRequestMakesThePool();
        Actor housekeeper = actor(new Actor());
        housekeeper.does(() -> recorder.submitted(pool, task()));

        assertThat(record().isAdopted()).isTrue();
    }

    @Test
    void a_pool_that_feeds_itself_is_idling_not_adopted() {
        firstRequestMakesThePool();
        Runnable first = task();
        server.does(() -> {
            recorder.submitted(pool, first);
            recorder.requestEnds();
        });
        Runnable current = first;
        for (int i = 0; i < 20; i++) {
            runs(current);
            Runnable running = current;
            Runnable next = task();
            worker.does(() -> {
                recorder.submitted(pool, next);
                recorder.taskEnds(running);
            });
            current = next;
        }

        assertThat(record().isAdopted()).isFalse();
    }

    @Test
    void a_periodic_task_of_its_creators_own_does_not_adopt_it() {
        firstRequestMakesThePool();
        Runnable task = task();
        server.does(() -> {
            recorder.scheduled(pool, task, true);
            recorder.requestEnds();
        });
        for (int i = 0; i < 20; i++) {
            runs(task);
            worker.does(() -> recorder.taskEnds(task));
        }

        assertThat(record().isAdopted()).isFalse();
    }

    @Test
    void a_pool_used_by_a_thread_that_its_creator_started_is_not_adopted() {
        firstRequestMakesThePool();
        Actor child = server.asks(() -> new Actor(recorder));
        actor(child);
        server.does(recorder::requestEnds);
        child.does(() -> recorder.submitted(pool, task()));

        assertThat(record().isAdopted()).isFalse();
    }

    @Test
    void a_pool_used_by_a_task_that_its_creator_gave_to_a_shared_pool_is_not_adopted() {
        Object shared = new Object();
        firstRequestMakesThePool();
        Runnable task = task();
        server.does(() -> {
            recorder.submitted(shared, task);
            recorder.requestEnds();
        });
        worker.does(() -> {
            recorder.workerRuns(shared);
            recorder.taskBegins(task);
            recorder.submitted(pool, task());
        });

        assertThat(record().isAdopted()).isFalse();
        assertThat(registry.poolOf(shared).isAdopted()).isTrue();
    }

    @Test
    void a_pool_made_by_a_pooled_task_and_used_by_another_is_adopted() {
        Object shared = new Object();
        Runnable maker = task();
        Runnable user = task();
        server.does(() -> {
            recorder.submitted(shared, maker);
            recorder.submitted(shared, user);
        });
        worker.does(() -> {
            recorder.workerRuns(shared);
            recorder.taskBegins(maker);
            recorder.poolConstructed(pool);
            recorder.taskEnds(maker);
        });
        assertThat(record().isAdopted()).isFalse();
        worker.does(() -> {
            recorder.taskBegins(user);
            recorder.submitted(pool, task());
        });

        assertThat(record().isAdopted()).isTrue();
    }

    @Test
    void a_pool_of_an_application_thread_used_by_that_thread_stays_its_own() {
        Actor batch = actor(new Actor(recorder));
        batch.does(() -> {
            recorder.poolConstructed(pool);
            recorder.submitted(pool, task());
        });

        assertThat(record().isAdopted()).isFalse();
        assertThat(record().parent()).isInstanceOf(ThreadRecord.class);
    }

    @Test
    void an_adopted_pool_stays_adopted() {
        firstRequestMakesThePool();
        worker.does(() -> recorder.submitted(pool, task()));
        server.does(() -> recorder.submitted(pool, task()));

        assertThat(record().isAdopted()).isTrue();
    }

    // ---- threads that an acceptor starts, one a request ----

    private Actor startedBy(Actor starter) {
        return actor(starter.asks(() -> new Actor(recorder)));
    }

    @Test
    void a_pool_made_lazily_in_one_request_thread_and_used_by_another_is_adopted() {
        Actor first = startedBy(server);
        Actor second = startedBy(server);
        first.does(() -> recorder.poolConstructed(pool));
        assertThat(record().isAdopted()).isFalse();

        second.does(() -> recorder.submitted(pool, task()));

        assertThat(record().isAdopted()).isTrue();
    }

    @Test
    void so_it_is_where_main_started_the_acceptor_or_is_it() {
        registry.adoptMain(server.thread(), time);
        Actor first = startedBy(server);
        Actor second = startedBy(server);
        first.does(() -> recorder.poolConstructed(pool));
        first.does(() -> recorder.submitted(pool, task()));
        assertThat(record().isAdopted()).isFalse();

        second.does(() -> recorder.submitted(pool, task()));

        assertThat(record().isAdopted()).isTrue();
    }

    @Test
    void a_pool_used_by_threads_that_its_request_thread_started_is_not_adopted() {
        Actor first = startedBy(server);
        first.does(() -> recorder.poolConstructed(pool));
        Runnable task = task();
        Actor helper = actor(first.asks(() -> new Actor(recorder, "of another kind")));
        helper.does(() -> recorder.submitted(pool, task));

        assertThat(record().isAdopted()).isFalse();
    }
}
