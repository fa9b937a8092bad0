package dev.parkranger.verdict;

import static dev.parkranger.reaper.Ground.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.reaper.Ground;
import dev.parkranger.record.Actor;
import dev.parkranger.record.TaskKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From the hook to the suspect, in pools that are not the JDK's: a leak, and beside it its healthy twin. */
class ForeignPoolStoriesTest {

    private static final int REQUESTS = 6;

    private final Ground ground = new Ground();
    private final Ledger ledger = new Ledger(20);
    private final Object shared = new Object();
    private final List<Object> kept = new ArrayList<>();

    @AfterEach
    void close() {
        ground.close();
    }

    /** Past grace, until what is parked has been seen twice. */
    private List<Suspect> judgement() {
        ground.time.passes(Duration.ofSeconds(5));
        ledger.look(ground.look());
        ground.time.passes(Ground.GRACE);
        ledger.look(ground.look());
        return ledger.look(ground.look());
    }

    private static Suspect only(List<Suspect> suspects) {
        assertThat(suspects).hasSize(1);
        return suspects.get(0);
    }

    private void requests(int count, Runnable body) {
        for (int i = 0; i < count; i++) {
            ground.request(body);
            // Not all at once, as a start would be.
            ground.time.passes(Duration.ofSeconds(7));
        }
    }

    private void hands(Object pool, Object task) {
        kept.add(task);
        ground.recorder.handedOver(pool, task);
        ground.recorder.handedOver(pool, null);
    }

    private Object begins(Actor worker, Object task) {
        Object run = worker.asks(() -> ground.recorder.runs(task));
        assertThat(run).isNotNull();
        return run;
    }

    private void runsToItsEnd(Actor worker, Object task) {
        Object run = begins(worker, task);
        worker.does(() -> ground.recorder.ran(run));
    }

    /** The current request makes a pool, which makes a worker, which does a piece of work. */
    private Actor usesPoolOfItsOwn(Object pool) {
        kept.add(pool);
        ground.recorder.executorConstructed(pool);
        Runnable task = task();
        hands(pool, task);
        Actor worker = ground.employee(pool);
        runsToItsEnd(worker, task);
        return worker;
    }

    // ---- pools ----

    @Test
    void a_pool_a_request_that_is_never_shut_down_is_a_leak() {
        requests(REQUESTS, () -> usesPoolOfItsOwn(new Object()));

        Suspect leak = only(judgement());
        assertThat(leak.verdict()).isEqualTo(Verdict.ABANDONED_POOL);
        assertThat(leak.confidence()).isEqualTo(Confidence.LEAK);
        assertThat(leak.pools()).isEqualTo(REQUESTS);
        assertThat(leak.owners()).isEqualTo(REQUESTS);
    }

    @Test
    void of_a_pool_whose_tasks_nobody_sees_it_is_not_said_that_it_has_completed_none() {
        requests(REQUESTS, () -> {
            Object pool = new Object() {};
            kept.add(pool);
            ground.recorder.executorConstructed(pool);
            ground.employee(pool);
        });

        assertThat(only(judgement()).evidence()).noneMatch(sentence -> sentence.contains("completed"));
    }

    @Test
    void a_pool_a_request_that_is_shut_down_is_none() {
        requests(REQUESTS, () -> {
            Object pool = new Object();
            Actor worker = usesPoolOfItsOwn(pool);
            ground.recorder.poolShutDown(pool);
            ground.exits(worker);
        });

        assertThat(judgement()).isEmpty();
    }

    @Test
    void workers_that_survive_their_pools_are_undead() {
        requests(REQUESTS, () -> {
            Object pool = new Object();
            usesPoolOfItsOwn(pool);
            ground.recorder.poolShutDown(pool);
        });

        Suspect undead = only(judgement());
        assertThat(undead.verdict()).isEqualTo(Verdict.UNDEAD_WORKER);
        assertThat(undead.confidence()).isEqualTo(Confidence.LEAK);
    }

    @Test
    void a_pool_that_a_request_makes_for_all_that_follow_is_the_applications() {
        ground.request(() -> usesPoolOfItsOwn(shared));
        requests(REQUESTS, () -> {
            Runnable task = task();
            hands(shared, task);
            // Another worker each time: the pool grows within the request that needs it to.
            runsToItsEnd(ground.employee(shared), task);
        });

        assertThat(judgement()).isEmpty();
    }

    /** A worker that the shared pool starts while it is given a task. */
    private void handsToPoolThatStarts(Runnable starting) {
        Runnable task = task();
        kept.add(task);
        ground.recorder.handedOver(shared, task);
        starting.run();
        ground.recorder.handedOver(shared, null);
    }

    @Test
    void a_shared_pool_that_warms_up_is_none_though_its_workers_know_its_queue_alone() {
        ground.server.does(() -> ground.recorder.executorConstructed(shared));
        requests(REQUESTS, () -> handsToPoolThatStarts(() -> ground.taker(shared)));

        assertThat(judgement()).isEmpty();
    }

    @Test
    void a_thread_that_an_executor_starts_for_each_task_is_its_requests_own() {
        ground.server.does(() -> ground.recorder.executorConstructed(shared));
        requests(REQUESTS, () -> handsToPoolThatStarts(ground::starts));

        assertThat(only(judgement()).verdict()).isEqualTo(Verdict.ORPHANED_TASK);
    }

    @Test
    void who_takes_from_a_pools_queue_and_was_not_started_by_it_is_nobodys_worker() {
        ground.server.does(() -> ground.recorder.executorConstructed(shared));
        requests(REQUESTS, () -> {
            hands(shared, task());
            ground.taker(shared);
        });

        assertThat(only(judgement()).verdict()).isEqualTo(Verdict.ORPHANED_TASK);
    }

    @Test
    void threads_that_no_executor_employs_are_each_their_requests_own() {
        requests(REQUESTS, ground::starts);

        assertThat(only(judgement()).verdict()).isEqualTo(Verdict.ORPHANED_TASK);
    }

    // ---- tasks ----

    @Test
    void a_task_that_is_stuck_in_a_shared_pool_is_a_leak() {
        ground.server.does(() -> ground.recorder.executorConstructed(shared));
        requests(REQUESTS, () -> {
            Runnable task = task();
            hands(shared, task);
            begins(ground.employee(shared), task);
        });

        Suspect leak = only(judgement());
        assertThat(leak.verdict()).isEqualTo(Verdict.ORPHANED_TASK);
        assertThat(leak.kind()).isEqualTo(TaskKind.SUBMITTED);
        assertThat(leak.confidence()).isEqualTo(Confidence.LEAK);
        assertThat(leak.owners()).isEqualTo(REQUESTS);
    }

    @Test
    void a_task_that_comes_to_its_end_is_none() {
        ground.server.does(() -> ground.recorder.executorConstructed(shared));
        requests(REQUESTS, () -> {
            Runnable task = task();
            hands(shared, task);
            runsToItsEnd(ground.employee(shared), task);
        });

        assertThat(judgement()).isEmpty();
    }

    @Test
    void a_task_that_waits_in_its_queue_is_none() {
        requests(REQUESTS, () -> hands(shared, task()));

        assertThat(judgement()).isEmpty();
    }

    @Test
    void a_task_that_its_caller_runs_starts_nothing_that_is_not_the_callers() {
        // A callback that is run where it is handed over; the acceptor it starts is the application's.
        Actor main = ground.actor();
        for (int i = 0; i < REQUESTS; i++) {
            main.does(() -> {
                Runnable task = task();
                ground.recorder.handedOver(shared, task);
                assertThat(ground.recorder.runs(task)).isNull();
                ground.starts();
                ground.recorder.handedOver(shared, null);
            });
        }

        assertThat(judgement()).isEmpty();
    }

    // ---- whose line it is ----

    /** An application's own, which is told from its own code, as woven code tells. */
    private abstract class HomeMade {
        HomeMade() {
            ground.recorder.executorConstructed(this);
        }

        void execute(Runnable task) {
            kept.add(task);
            ground.recorder.handedOver(this, task);
            ground.recorder.handedOver(this, null);
        }
    }

    private final class Till extends HomeMade {
        Till() {
            super();
            ground.recorder.executorConstructed(this);
        }

        @Override
        void execute(Runnable task) {
            super.execute(task);
        }
    }

    @Test
    void a_task_is_blamed_on_whoever_calls_the_executor_and_not_on_the_executor() {
        List<Till> till = new ArrayList<>();
        ground.server.does(() -> till.add(new Till()));
        requests(REQUESTS, () -> {
            Runnable task = task();
            till.get(0).execute(task);
            begins(ground.employee(till.get(0)), task);
        });

        assertThat(String.valueOf(only(judgement()).createdAt().frame()))
                .contains("ForeignPoolStoriesTest.lambda$")
                .doesNotContain("Till");
    }

    @Test
    void a_pool_is_blamed_on_whoever_constructs_it_and_not_on_its_constructor() {
        requests(REQUESTS, () -> {
            Till till = new Till();
            kept.add(till);
            Runnable task = task();
            till.execute(task);
            runsToItsEnd(ground.employee(till), task);
        });

        assertThat(String.valueOf(only(judgement()).createdAt().frame()))
                .contains("ForeignPoolStoriesTest.lambda$")
                .doesNotContain("Till");
    }

    // ---- tasks within tasks ----

    /** A pool's worker takes a task that drains a queue, and waits within what it finds there. */
    private void drains(String whose, Runnable itsTask) {
        Object jdks = new Object();
        Runnable drain = task();
        kept.add(jdks);
        kept.add(drain);
        ground.begins(whose);
        ground.server.does(() -> ground.recorder.submitted(jdks, drain));
        ground.ends();
        Actor worker = ground.worker(jdks);
        worker.does(() -> ground.recorder.taskBegins(drain));
        begins(worker, itsTask);
    }

    @Test
    void a_task_that_drains_a_queue_is_no_leak_while_it_works_for_somebody_who_is_there() {
        for (int i = 0; i < REQUESTS; i++) {
            Runnable slow = task();
            Actor other = ground.actor();
            other.does(() -> {
                ground.recorder.requestBegins("servlet", "GET /slow");
                hands(shared, slow);
            });
            drains("GET /gone", slow);
        }

        assertThat(judgement()).isEmpty();
    }

    @Test
    void a_task_that_drains_a_queue_is_told_by_what_it_is_stuck_in() {
        for (int i = 0; i < REQUESTS; i++) {
            Runnable stuck = task();
            ground.begins("GET /stuck");
            ground.server.does(() -> hands(shared, stuck));
            ground.ends();
            drains("GET /gone", stuck);
            ground.time.passes(Duration.ofSeconds(7));
        }

        Suspect leak = only(judgement());
        assertThat(leak.owner().name()).isEqualTo("GET /stuck");
        assertThat(leak.owners()).isEqualTo(REQUESTS);
    }

    @Test
    void a_task_that_waits_for_a_task_of_its_own_on_its_own_thread_is_told() {
        for (int i = 0; i < REQUESTS; i++) {
            Runnable outside = task();
            Runnable inside = task();
            ground.request(() -> hands(shared, outside));
            Actor worker = ground.employee(shared);
            begins(worker, outside);
            // It helps out: another executor's queue holds what it has handed over itself.
            Object helper = new Object();
            kept.add(helper);
            worker.does(() -> hands(helper, inside));
            begins(worker, inside);
            ground.time.passes(Duration.ofSeconds(7));
        }

        assertThat(only(judgement()).owners()).isEqualTo(REQUESTS);
    }

    // ---- what never begins ----

    @Test
    void what_was_wrapped_goes_when_it_is_collected() throws InterruptedException {
        ground.request(() -> {
            for (int i = 0; i < 1_000; i++) {
                ground.recorder.handedOver(shared, task());
                ground.recorder.handedOver(shared, null);
            }
        });
        assertThat(waiting()).isPositive();

        for (int i = 0; i < 100 && waiting() > 0; i++) {
            System.gc();
            Thread.sleep(10);
            ground.look();
        }

        assertThat(waiting()).isZero();
    }

    @Test
    void what_waits_for_a_pool_that_is_gone_goes_with_it() throws InterruptedException {
        Runnable task = task();
        handsToPoolThatGoes(task);
        for (int i = 0; i < 100 && waiting() > 0; i++) {
            System.gc();
            Thread.sleep(10);
            ground.look();
        }

        assertThat(waiting()).isZero();
        assertThat(task).isNotNull();
    }

    private void handsToPoolThatGoes(Runnable task) {
        ground.request(() -> {
            Object pool = new Object();
            ground.recorder.handedOver(pool, task);
            ground.recorder.handedOver(pool, null);
        });
        assertThat(waiting()).isEqualTo(1);
    }

    private int waiting() {
        List<Object> entries = new ArrayList<>();
        ground.registry.queuedForeign().forEach(entries::add);
        return entries.size();
    }
}
