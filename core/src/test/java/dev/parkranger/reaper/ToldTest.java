package dev.parkranger.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.record.Actor;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which interrupts and cancels were meant for the task that is there now. */
class ToldTest {
    private final Ground ground = new Ground();

    @AfterEach
    void close() {
        ground.close();
    }

    /** Past grace, of the only task there is. */
    private Told told() {
        Look look = ground.lookTwicePastGrace();
        assertThat(look.tasks()).hasSize(1);
        return look.tasks().get(0).told();
    }

    private Thread leaves() {
        Thread[] left = new Thread[1];
        ground.request(() -> left[0] = ground.starts());
        return left[0];
    }

    @Test
    void a_thread_that_nobody_interrupts_was_never_told() {
        leaves();

        assertThat(told()).isEqualTo(new Told(0, false));
    }

    @Test
    void an_interrupt_is_kept_with_its_time() {
        Thread left = leaves();
        ground.time.passes(Duration.ofSeconds(1));
        long before = ground.time.nanos();
        ground.recorder.interrupted(left);

        assertThat(told().interruptedNanos()).isEqualTo(before + 1);
    }

    @Test
    void a_thread_that_restores_its_own_status_was_not_told() {
        ground.begins("GET /");
        Actor left = ground.server.asks(() -> new Actor(ground.recorder));
        ground.ends();
        left.does(() -> ground.recorder.interrupted(left.thread()));

        assertThat(told().isInterrupted()).isFalse();
        left.close();
    }

    @Test
    void where_the_hook_does_not_fire_nothing_is_known() {
        leaves();
        ground.registry.deafToInterrupts();

        assertThat(told()).isNull();
    }

    /** A worker runs a task, which is handed in by a request that ends meanwhile. */
    private Actor worker(Runnable task, Runnable before) {
        Object pool = new Object();
        ground.recorder.poolConstructed(pool);
        Actor worker = ground.worker(pool);
        worker.does(before);
        ground.request(() -> ground.recorder.submitted(pool, task));
        worker.does(() -> ground.recorder.taskBegins(task));
        return worker;
    }

    @Test
    void an_interrupt_of_the_workers_earlier_task_was_not_meant_for_this_one() {
        Runnable earlier = Ground.task();
        Actor[] worker = new Actor[1];
        worker[0] = worker(Ground.task(), () -> {
            ground.recorder.taskBegins(earlier);
            ground.server.does(() -> ground.recorder.interrupted(Thread.currentThread()));
        });
        assertThat(told()).isEqualTo(new Told(0, false));

        ground.recorder.interrupted(worker[0].thread());
        assertThat(told().isInterrupted()).isTrue();
    }

    @Test
    void a_cancelled_future_is_known_where_it_is_the_jdks() {
        FutureTask<Object> task = new FutureTask<>(() -> null);
        worker(task, () -> {});
        assertThat(told()).isEqualTo(new Told(0, false));

        task.cancel(false);
        assertThat(told()).isEqualTo(new Told(0, true));
    }

    @Test
    void an_idle_worker_is_interrupted_by_its_pool_for_reasons_of_its_own() {
        Object pool = new Object();
        Actor[] worker = new Actor[1];
        ground.request(() -> {
            ground.recorder.poolConstructed(pool);
            worker[0] = ground.worker(pool);
        });
        ground.recorder.interrupted(worker[0].thread());

        Look look = ground.lookTwicePastGrace();
        assertThat(look.pools()).hasSize(1);
        assertThat(look.pools().get(0).workers().get(0).told()).isNull();
    }
}
