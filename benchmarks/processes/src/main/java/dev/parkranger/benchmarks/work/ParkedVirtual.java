package dev.parkranger.benchmarks.work;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** A million virtual threads that are parked, and the application's own: what it costs that they are there. */
public final class ParkedVirtual {

    private static final int LOOKS = 3;

    private ParkedVirtual() {}

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        Thread[] threads = new Thread[count];
        CountDownLatch running = new CountDownLatch(count);
        Runnable parked = () -> {
            running.countDown();
            for (; ; ) {
                LockSupport.park();
            }
        };
        Deep.call(() -> {
            for (int i = 0; i < count; i++) {
                threads[i] = Virtual.start(parked);
            }
            return null;
        });
        running.await();
        ReaperLooks.watch(LOOKS, Duration.ofSeconds(70));
        Figures.say("heap", LiveHeap.bytesWithoutStacks() / 1e6);
        Agent.say();
        // So that they are alive until here, whatever the compiler finds out.
        Figures.say("threads", threads.length);
        Runtime.getRuntime().halt(0);
    }
}
