package dev.parkranger.benchmarks.work;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Thousands of platform threads that are parked: the application's own ({@code kept}), or left behind by tasks that have
 * ended ({@code leaked}), so that all of them are suspects.
 */
public final class ParkedPlatform {

    private static final int LOOKS = 3;
    private static final int TASKS = 50;

    /** Past the grace the row gives, and the looks by which they become suspects. */
    private static final Duration UNTIL_TOLD = Duration.ofSeconds(26);

    private ParkedPlatform() {}

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[1]);
        CountDownLatch running = new CountDownLatch(count);
        Runnable body = () -> {
            running.countDown();
            for (; ; ) {
                LockSupport.park();
            }
        };
        if (arguments[0].equals("leaked")) {
            leak(count, body);
            running.await();
            Thread.sleep(UNTIL_TOLD.toMillis());
        } else {
            start(count, body);
            running.await();
            // The first look comes a second after the start, and is a look at the start.
            Thread.sleep(3_000);
        }
        Figures.say("steadyFrom", upSeconds());
        ReaperLooks.watch(LOOKS, Duration.ofSeconds(70));
        Figures.say("steadyTo", upSeconds());
        Agent.say();
        Runtime.getRuntime().halt(0);
    }

    private static double upSeconds() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
    }

    private static void leak(int count, Runnable body) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        List<Future<?>> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            tasks.add(pool.submit(() -> start(count / TASKS, body)));
        }
        for (Future<?> task : tasks) {
            task.get();
        }
        pool.shutdown();
    }

    private static void start(int count, Runnable body) {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(null, body, "parked-" + i, 256 << 10);
            thread.setDaemon(true);
            thread.start();
        }
    }
}
