package dev.parkranger.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class JvmProbeTest {
    private final JvmProbe probe = new JvmProbe();

    @SuppressWarnings("deprecation") // threadId() is not there on 17
    private Sample sampleOf(Thread thread) {
        return Objects.requireNonNull(
                probe.platform(new long[] {thread.getId()}).get(thread.getId()));
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
    void a_virtual_threads_processor_time_is_unknown() {
        Thread thread = new Thread(LockSupport::park);

        assertThat(probe.virtual(thread, 3).cpuNanos()).isEqualTo(Sample.UNKNOWN);
    }
}
