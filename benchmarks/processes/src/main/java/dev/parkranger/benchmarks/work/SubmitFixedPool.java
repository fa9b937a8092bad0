package dev.parkranger.benchmarks.work;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** {@code submit} to a fixed pool, to the task's end. */
public final class SubmitFixedPool {

    private static final int TASKS = 1_000;
    private static final int THREADS = 4;

    private SubmitFixedPool() {}

    public static void main(String[] arguments) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        Future<?>[] futures = new Future<?>[TASKS];
        Runnable nothing = () -> {};
        Batches.measure(TASKS, true, () -> {
            for (int i = 0; i < TASKS; i++) {
                futures[i] = executor.submit(nothing);
            }
            for (Future<?> future : futures) {
                future.get();
            }
        });
        executor.shutdown();
    }
}
