package dev.parkranger.benchmarks.work;

import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts tasks at a steady rate for some minutes, to a fixed pool and, where there are any, half of them as virtual
 * threads; a tenth of the time apart it says what heap is alive.
 */
public final class Soak {

    private static final int A_SECOND = 20_000;
    private static final int A_TURN = A_SECOND / 1_000;
    private static final int PARTS = 10;
    private static final boolean VIRTUAL = Runtime.version().feature() >= 21;

    private final ExecutorService pool = Executors.newFixedThreadPool(4);
    private long started;

    private Soak() {}

    public static void main(String[] arguments) throws Exception {
        double minutes = Double.parseDouble(arguments[0]);
        Deep.call(() -> {
            new Soak().run((long) (minutes * TimeUnit.MINUTES.toNanos(1)));
            return null;
        });
        Agent.say();
        Runtime.getRuntime().halt(0);
    }

    private void run(long nanos) throws Exception {
        long begun = System.nanoTime();
        Figures.say("steadyFrom", ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
        long working = 0;
        for (int part = 1; part <= PARTS; part++) {
            working += turns(nanos / PARTS);
            Figures.say("heap" + part, LiveHeap.bytes() / 1e6);
        }
        Figures.say("steadyTo", ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
        Figures.say("minutes", (System.nanoTime() - begun) / 60e9);
        Figures.say("rate", started / (working / 1e9));
    }

    private long turns(long nanos) {
        long begun = System.nanoTime();
        for (long turn = 0; turn * 1_000_000 < nanos; turn++) {
            for (int i = 0; i < A_TURN; i++) {
                startOne(i);
            }
            started += A_TURN;
            long ahead = begun + (turn + 1) * 1_000_000 - System.nanoTime();
            if (ahead > 0) {
                LockSupport.parkNanos(ahead);
            }
        }
        return System.nanoTime() - begun;
    }

    private void startOne(int i) {
        if (i % 2 == 0 && VIRTUAL) {
            Virtual.start(Soak::task);
        } else {
            pool.execute(Soak::task);
        }
    }

    private static void task() {
        // Its start and its end are what costs.
    }
}
