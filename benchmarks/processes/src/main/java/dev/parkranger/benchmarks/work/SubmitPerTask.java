package dev.parkranger.benchmarks.work;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** {@code submit} to an executor that has a virtual thread for each task, to the task's end. */
public final class SubmitPerTask {

    private static final int TASKS = 1_000;

    private SubmitPerTask() {}

    public static void main(String[] arguments) throws Exception {
        ExecutorService executor = Virtual.perTaskExecutor();
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
