package dev.parkranger.benchmarks.work;

/** A platform thread, started and joined, one after the other. */
public final class StartPlatform {

    private static final int TASKS = 100;

    private StartPlatform() {}

    public static void main(String[] arguments) throws Exception {
        Runnable nothing = () -> {};
        Batches.measure(TASKS, false, () -> {
            for (int i = 0; i < TASKS; i++) {
                Thread thread = new Thread(nothing);
                thread.start();
                thread.join();
            }
        });
    }
}
