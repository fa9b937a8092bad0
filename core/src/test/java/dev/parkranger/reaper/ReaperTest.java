package dev.parkranger.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waits only for what must come, with a bound that no test should ever reach. */
class ReaperTest {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final long NEVER = TimeUnit.DAYS.toNanos(1);

    private final AtomicInteger looks = new AtomicInteger();
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);
    private final AtomicReference<Thread> looking = new AtomicReference<>();

    private static Reaper reaper(Runnable oneLook, LongSupplier interval) {
        return new Reaper(new Reaper.Round() {
            @Override
            public void begin() {}

            @Override
            public void look() {
                oneLook.run();
            }

            @Override
            public long intervalNanos() {
                return interval.getAsLong();
            }
        });
    }

    private final Reaper quick = reaper(
            () -> {
                looking.set(Thread.currentThread());
                looks.incrementAndGet();
                begun.release();
            },
            () -> NEVER);
    private final Reaper slow = reaper(
            () -> {
                looks.incrementAndGet();
                begun.release();
                mayEnd.acquireUninterruptibly();
            },
            () -> NEVER);

    @AfterEach
    void stop() {
        mayEnd.release(100);
        quick.stop();
        slow.stop();
    }

    private void awaitLook() throws InterruptedException {
        assertThat(begun.tryAcquire(PATIENCE, TimeUnit.NANOSECONDS)).isTrue();
    }

    /** Asks on a thread of its own, and comes back once that waits. */
    private static CompletableFuture<Boolean> asks(Reaper reaper) throws InterruptedException {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Thread asker = new Thread(() -> {
            try {
                answer.complete(reaper.lookNow(PATIENCE));
            } catch (InterruptedException e) {
                answer.completeExceptionally(e);
            }
        });
        asker.setDaemon(true);
        asker.start();
        while (asker.getState() != Thread.State.TIMED_WAITING && asker.isAlive()) {
            Thread.onSpinWait();
        }
        return answer;
    }

    @Test
    void it_looks_at_once_when_alarmed() throws Exception {
        quick.start();
        quick.alarm();

        awaitLook();
    }

    @Test
    void an_alarm_before_it_starts_is_not_lost() throws Exception {
        quick.alarm();
        quick.start();

        awaitLook();
    }

    @Test
    void it_looks_when_its_interval_is_over() throws Exception {
        Reaper restless = reaper(begun::release, () -> 1);
        restless.start();
        awaitLook();
        awaitLook();
        restless.stop();
    }

    @Test
    void it_looks_on_a_daemon_of_the_agents_own() throws Exception {
        quick.start();
        assertThat(quick.lookNow(PATIENCE)).isTrue();

        assertThat(looking.get().isDaemon()).isTrue();
        assertThat(looking.get().getName()).isEqualTo("parkranger-reaper");
        assertThat(looking.get().getContextClassLoader()).isSameAs(ClassLoader.getSystemClassLoader());
    }

    @Test
    void an_interrupt_neither_ends_it_nor_makes_it_look() throws Exception {
        quick.start();
        quick.lookNow(PATIENCE);
        looking.get().interrupt();

        assertThat(quick.lookNow(PATIENCE)).isTrue();
        assertThat(looks).hasValue(2);
    }

    @Test
    void whoever_asks_gets_a_look_that_began_afterwards() throws Exception {
        slow.start();
        slow.alarm();
        awaitLook();
        CompletableFuture<Boolean> answer = asks(slow);

        mayEnd.release();
        awaitLook();
        assertThat(answer).isNotDone();

        mayEnd.release();
        assertThat(answer.get(PATIENCE, TimeUnit.NANOSECONDS)).isTrue();
        assertThat(looks).hasValue(2);
    }

    @Test
    void many_that_ask_at_once_are_all_served() throws Exception {
        quick.start();
        CountDownLatch served = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            Thread asker = new Thread(() -> {
                try {
                    if (quick.lookNow(PATIENCE)) {
                        served.countDown();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            asker.setDaemon(true);
            asker.start();
        }

        assertThat(served.await(PATIENCE, TimeUnit.NANOSECONDS)).isTrue();
    }

    @Test
    void whoever_asks_from_within_a_look_does_not_wait_for_the_next() throws Exception {
        AtomicReference<Reaper> reaper = new AtomicReference<>();
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        reaper.set(reaper(
                () -> {
                    try {
                        answer.complete(reaper.get().lookNow(PATIENCE));
                    } catch (InterruptedException e) {
                        answer.completeExceptionally(e);
                    }
                },
                () -> NEVER));
        reaper.get().start();
        reaper.get().alarm();

        assertThat(answer.get(PATIENCE, TimeUnit.NANOSECONDS)).isTrue();
        reaper.get().stop();
    }

    @Test
    void whoever_asks_waits_no_longer_than_he_said() throws Exception {
        slow.start();

        assertThat(slow.lookNow(1)).isFalse();
    }

    /** A program that is over before it begins should not pay for it in its last moments. */
    @Test
    void a_reaper_that_is_stopped_before_its_turn_does_not_begin() throws Exception {
        AtomicBoolean hasBegun = new AtomicBoolean();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        Reaper late = new Reaper(new Reaper.Round() {
            @Override
            public void begin() {
                hasBegun.set(true);
            }

            @Override
            public void look() {}

            @Override
            public long intervalNanos() {
                thread.complete(Thread.currentThread());
                return NEVER;
            }
        });
        late.stop();
        late.start();

        thread.get(PATIENCE, TimeUnit.NANOSECONDS).join(TimeUnit.NANOSECONDS.toMillis(PATIENCE));
        assertThat(hasBegun).isFalse();
    }

    @Test
    void a_reaper_that_was_stopped_serves_nobody() throws Exception {
        quick.start();
        quick.stop();

        assertThat(quick.lookNow(PATIENCE)).isFalse();
    }

    @Test
    void a_stop_lets_those_go_that_wait() throws Exception {
        slow.start();
        slow.alarm();
        awaitLook();
        CompletableFuture<Boolean> answer = asks(slow);
        slow.stop();
        mayEnd.release();

        assertThat(answer.get(PATIENCE, TimeUnit.NANOSECONDS)).isNotNull();
        assertThat(looks).hasValue(1);
    }

    @Test
    void those_let_go_by_a_stop_are_told_that_no_look_was_theirs() throws Exception {
        slow.start();
        slow.alarm();
        awaitLook();
        CompletableFuture<Boolean> answer = asks(slow);
        slow.stop();
        mayEnd.release();

        assertThat(answer.get(PATIENCE, TimeUnit.NANOSECONDS)).isFalse();
    }
}
