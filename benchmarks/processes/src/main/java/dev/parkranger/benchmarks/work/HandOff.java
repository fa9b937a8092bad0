package dev.parkranger.benchmarks.work;

import java.util.concurrent.SynchronousQueue;

/** Two virtual threads, one that hands over and one that takes, through a queue without room. */
public final class HandOff {

    private static final int TASKS = 1_000;

    private HandOff() {}

    public static void main(String[] arguments) throws Exception {
        SynchronousQueue<Integer> queue = new SynchronousQueue<>();
        SynchronousQueue<Integer> back = new SynchronousQueue<>();
        Virtual.start(() -> {
            try {
                for (; ; ) {
                    for (int i = 0; i < TASKS; i++) {
                        queue.take();
                    }
                    back.put(TASKS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        SynchronousQueue<Integer> turns = new SynchronousQueue<>();
        Virtual.start(() -> {
            try {
                for (; ; ) {
                    turns.take();
                    for (int i = 0; i < TASKS; i++) {
                        queue.put(i);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Batches.measure(TASKS, true, () -> {
            turns.put(0);
            back.take();
        });
    }
}
