package dev.parkranger.agent.tests.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Loaded by a loader of its own: threads, tasks and pools that have all ended when it returns. */
public final class IsolatedWork implements Runnable {

    @Override
    public void run() {
        try {
            threads(Thread::new);
            if (Runtime.version().feature() >= 21) {
                threads(Virtual.factory());
            }
            pool(Executors.newFixedThreadPool(2));
            ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
            scheduler.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).get();
            pool(scheduler);
            Timer timer = new Timer(true);
            timer.schedule(new Nothing(), 1);
            timer.cancel();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void threads(ThreadFactory factory) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Thread thread = factory.newThread(() -> ChildProgram.pause(1));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void pool(ExecutorService pool) throws Exception {
        for (int i = 0; i < 20; i++) {
            pool.submit(() -> ChildProgram.pause(1)).get();
        }
        pool.shutdown();
        if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the pool did not end");
        }
    }

    private static final class Nothing extends TimerTask {
        @Override
        public void run() {
            // Only its class matters.
        }
    }
}
