package dev.parkranger.benchmarks.work;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The same small piece of work again and again: some seconds to warm up, some seconds measured. */
final class Batches {

    /** A batch, each of the same number of tasks, ended when it returns. */
    interface Batch {
        void run() throws Exception;
    }

    private static final double WARM_UP_SECONDS = Double.parseDouble(System.getProperty("cost.warmUp", "2"));
    private static final double SECONDS = Double.parseDouble(System.getProperty("cost.seconds", "3"));

    private Batches() {}

    /**
     * Says {@code wall} and {@code cpu} nanoseconds and {@code allocated} bytes a task.
     *
     * @param tasks of each batch
     * @param threadsLast whether the threads that do the work live on; on 17 what others allocate is not known
     */
    static void measure(int tasks, boolean threadsLast, Batch batch) throws Exception {
        Deep.call(() -> {
            until(WARM_UP_SECONDS, batch);
            Agent.awaitFirstLook();
            Usage before = Usage.now();
            List<Long> walls = until(SECONDS, batch);
            Usage used = Usage.now().since(before);
            double all = (double) walls.size() * tasks;
            Collections.sort(walls);
            // Of wall time the median batch: what else the machine does hits some of them.
            Figures.say("wall", (double) walls.get(walls.size() / 2) / tasks);
            Figures.say("cpu", used.cpu() / all);
            if (threadsLast || Usage.isAllocationWhole()) {
                Figures.say("allocated", used.allocated() / all);
            }
            return null;
        });
        Agent.say();
    }

    private static List<Long> until(double seconds, Batch batch) throws Exception {
        long end = System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        List<Long> walls = new ArrayList<>(10_000);
        long begun = System.nanoTime();
        while (begun < end || walls.isEmpty()) {
            batch.run();
            long now = System.nanoTime();
            walls.add(now - begun);
            begun = now;
        }
        return walls;
    }
}
