package dev.parkranger.benchmarks.work;

import java.lang.management.ManagementFactory;

/** Bytes of heap that are alive, by collecting the rest. */
final class LiveHeap {

    private LiveHeap() {}

    static long bytes() throws InterruptedException {
        // References that one collection clears, and what is enqueued by it, go with the next.
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
