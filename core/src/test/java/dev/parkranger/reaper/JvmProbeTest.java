package dev.parkranger.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.record.Frame;
import dev.parkranger.record.ThreadIds;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class JvmProbeTest {
    private final JvmProbe probe = new JvmProbe();

    @SuppressWarnings("deprecation") // threadId() is not there on 17
    private Sample sampleOf(Thread thread) {
        return Objects.requireNonNull(
                probe.platform(Map.of(thread.getId(), thread)).get(thread.getId()));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void what_runs_is_known_by_its_processor_time_where_the_clock_is_fine() {
        Sample before = sampleOf(Thread.currentThread());

        assertThat(sampleOf(Thread.currentThread()).cpuNanos()).isGreaterThan(before.cpuNanos());
    }

    @Test
    void where_processor_time_is_switched_off_it_is_unknown() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        threads.setThreadCpuTimeEnabled(false);
        try {
            assertThat(sampleOf(Thread.currentThread()).cpuNanos()).isEqualTo(Sample.UNKNOWN);
        } finally {
            threads.setThreadCpuTimeEnabled(true);
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void who_has_not_run_since_the_last_look_is_not_read_again_and_who_has_is() throws Exception {
        Thread parked = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.park(probe);
            }
        });
        parked.start();
        try {
            Sample first = awaitSample(parked, Thread.State.WAITING);
            assertThat(sampleOf(parked)).isSameAs(first);

            LockSupport.unpark(parked);
            long deadline = System.nanoTime() + 30_000_000_000L;
            Sample second = sampleOf(parked);
            while (second.waits() == first.waits() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
                second = sampleOf(parked);
            }
            assertThat(second.waits()).isGreaterThan(first.waits());
        } finally {
            parked.interrupt();
            parked.join();
        }
        assertThat(probe.platform(Map.of(ThreadIds.of(parked), parked))).isEmpty();
    }

    @Test
    void who_was_notified_and_waits_for_the_monitor_without_having_run_is_read_again() throws Exception {
        Object monitor = new Object();
        Thread waiter = new Thread(() -> {
            synchronized (monitor) {
                try {
                    monitor.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        waiter.start();
        awaitSample(waiter, Thread.State.WAITING);
        synchronized (monitor) {
            monitor.notifyAll();
            assertThat(awaitSample(waiter, Thread.State.BLOCKED).state()).isEqualTo(Thread.State.BLOCKED);
        }
        waiter.join();
    }

    private Sample awaitSample(Thread thread, Thread.State state) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        Sample sample = Sample.NONE;
        while (sample.state() != state && System.nanoTime() < deadline) {
            if (thread.getState() == state) {
                sample = sampleOf(thread);
            }
        }
        assertThat(sample.state()).isEqualTo(state);
        return sample;
    }

    @Test
    void a_virtual_threads_processor_time_is_unknown() {
        Thread thread = new Thread(LockSupport::park);

        assertThat(probe.virtual(thread, 3).cpuNanos()).isEqualTo(Sample.UNKNOWN);
    }

    @Test
    void a_few_stacks_at_once_are_those_of_the_threads_that_live_without_what_the_jvm_makes_up() throws Exception {
        CountDownLatch closing = new CountDownLatch(1);
        Thread ended = new Thread(() -> {});
        ended.start();
        ended.join();
        Runnable waits = () -> {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        Thread waiting = new Thread(waits);
        waiting.start();
        try {
            while (waiting.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }

            Map<Long, ThreadProbe.Snap> stacks = probe.stacks(List.of(ended, waiting));

            assertThat(stacks).containsOnlyKeys(ThreadIds.of(waiting));
            ThreadProbe.Snap snap = stacks.get(ThreadIds.of(waiting));
            assertThat(snap.state()).isEqualTo(Thread.State.WAITING);
            assertThat(snap.stack())
                    .extracting(Frame::className)
                    .contains("java.util.concurrent.CountDownLatch", JvmProbeTest.class.getName())
                    .noneMatch(name -> name.contains("/"));
        } finally {
            closing.countDown();
            waiting.join();
        }
    }
}
