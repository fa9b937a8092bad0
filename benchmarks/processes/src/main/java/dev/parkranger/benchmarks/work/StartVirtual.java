package dev.parkranger.benchmarks.work;

/** {@code Thread.startVirtualThread}, empty body, to its end. */
public final class StartVirtual {

    private static final int TASKS = 1_000;

    private StartVirtual() {}

    public static void main(String[] arguments) throws Exception {
        Thread[] threads = new Thread[TASKS];
        Runnable nothing = () -> {};
        Batches.measure(TASKS, true, () -> {
            for (int i = 0; i < TASKS; i++) {
                threads[i] = Virtual.start(nothing);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        });
    }
}
