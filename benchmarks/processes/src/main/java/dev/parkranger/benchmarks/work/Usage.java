package dev.parkranger.benchmarks.work;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What the process has used so far.
 *
 * @param wall nanoseconds since some time
 * @param cpu nanoseconds of processor time, of all threads, the JVM's own included
 * @param allocated bytes, of all threads there have been; on JDK 17 of those that live
 */
record Usage(long wall, long cpu, long allocated) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    static Usage now() {
        return new Usage(System.nanoTime(), SYSTEM.getProcessCpuTime(), allocatedBytes());
    }

    Usage since(Usage before) {
        return new Usage(wall - before.wall, cpu - before.cpu, allocated - before.allocated);
    }

    /** Whether what threads have allocated that are no more is counted. */
    static boolean isAllocationWhole() {
        return Runtime.version().feature() >= 21;
    }

    private static long allocatedBytes() {
        if (!isAllocationWhole()) {
            return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                    .filter(bytes -> bytes > 0)
                    .sum();
        }
        try {
            return (long)
                    ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes").invoke(THREADS);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("there from JDK 21 on", e);
        }
    }
}
