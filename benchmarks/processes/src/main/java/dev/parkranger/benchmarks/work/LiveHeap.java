package dev.parkranger.benchmarks.work;

import java.lang.management.ManagementFactory;
import javax.management.ObjectName;

/** Bytes of heap that are alive, by collecting the rest. */
final class LiveHeap {

    private static final String STACKS = "jdk.internal.vm.StackChunk";

    private LiveHeap() {}

    static long bytes() throws InterruptedException {
        // References that one collection clears, and what is enqueued by it, go with the next.
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /**
     * As {@link #bytes}, but for the stacks of virtual threads that are parked: how large these are depends on what the
     * compiler has inlined by then, and for a million of them that is a hundred megabytes more or less from run to run.
     */
    static long bytesWithoutStacks() throws Exception {
        bytes();
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        long all = 0;
        long stacks = 0;
        for (String line : histogram.lines().toList()) {
            // Either "   1:   1000   24000  java.lang.String (java.base)" or "Total   5000   120000".
            String[] words = line.strip().split("\\s+", -1);
            if (words[0].equals("Total")) {
                all = Long.parseLong(words[2]);
            } else if (words.length > 3 && words[3].equals(STACKS)) {
                stacks = Long.parseLong(words[2]);
            }
        }
        if (all == 0) {
            throw new IllegalStateException(
                    "no total in " + histogram.lines().limit(5).toList());
        }
        return all - stacks;
    }
}
