package dev.parkranger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.reaper.Ground;
import dev.parkranger.record.AgentGroup;
import dev.parkranger.record.AgentThread;
import dev.parkranger.record.ThreadIds;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The JDK's server starts threads of its own, and hooks see what they do: it must leave no trace in the records. */
class OwnThreadsTest {
    private final Ground ground = new Ground();

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void a_timer_that_the_jdk_starts_for_us_is_ours_and_its_tasks_are_nobodys() throws Exception {
        AgentGroup group = new AgentGroup("http");
        Runnable task = Ground.task();
        CountDownLatch named = new CountDownLatch(1);
        AtomicReference<Thread> timer = new AtomicReference<>();
        AgentThread starter = new AgentThread(group, "http", () -> {
            Thread thread = new Thread(() -> {
                ground.recorder.taskBegins(task);
                ground.recorder.taskEnds(task);
                await(named);
            });
            ground.recorder.platformStarting(thread, null);
            thread.start();
            timer.set(thread);
        });
        starter.start();
        starter.join();

        group.nameAll();
        named.countDown();
        timer.get().join();

        assertThat(timer.get().isDaemon()).isTrue();
        assertThat(timer.get().getName()).startsWith("parkranger-http-Thread-");
        assertThat(ground.registry.recordOf(ThreadIds.of(timer.get()))).isNull();
        assertThat(ground.registry.platform().started()).isZero();
        assertThat(ground.registry.submitted().started()).isZero();
    }

    @Test
    void an_exchange_that_we_answer_is_no_request_of_the_applications() throws Exception {
        AgentThread worker = new AgentThread("http-1", () -> {
            ground.recorder.exchangeBegins(new Object());
            ground.recorder.exchangeAnswers(new Object(), 1);
            ground.recorder.requestEnds();
        });
        worker.start();
        worker.join();

        assertThat(ground.registry.recordOf(ThreadIds.of(worker))).isNull();
        assertThat(ground.registry.platform().started()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
