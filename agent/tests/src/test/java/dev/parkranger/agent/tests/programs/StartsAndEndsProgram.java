package dev.parkranger.agent.tests.programs;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Starts threads of both kinds and ends them in every way, and counts them itself. */
public final class StartsAndEndsProgram extends ChildProgram {

    private static final int PLATFORM_AT_ONCE = 100;
    private static final int VIRTUAL_AT_ONCE = 2_000;
    private static final int LOCKS = 16;

    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];
    private final Object[] monitors = new Object[LOCKS];
    private final AtomicLong started = new AtomicLong();
    private final AtomicLong ran = new AtomicLong();
    private final CountDownLatch release = new CountDownLatch(1);

    private StartsAndEndsProgram() {
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
            monitors[i] = new Object();
        }
        on("platform", arguments -> many(Long.parseLong(arguments[0]), PLATFORM_AT_ONCE, Thread::new));
        on("virtual", arguments -> many(Long.parseLong(arguments[0]), VIRTUAL_AT_ONCE, Virtual.factory()));
        on("tasks", arguments -> tasks(Integer.parseInt(arguments[0])));
        on("hold-platform", arguments -> hold(Integer.parseInt(arguments[0]), Thread::new));
        on("hold-virtual", arguments -> hold(Integer.parseInt(arguments[0]), Virtual.factory()));
        on("threads", arguments -> ManagementFactory.getThreadMXBean().getThreadCount());
        on("release", arguments -> {
            release.countDown();
            return null;
        });
    }

    public static void main(String[] arguments) throws IOException {
        // Some of the threads end by an exception, as they should; nobody needs to read of it.
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {});
        new StartsAndEndsProgram().obey();
    }

    private String many(long count, int atOnce, ThreadFactory factory) throws InterruptedException {
        Deque<Thread> running = new ArrayDeque<>();
        for (long i = 0; i < count; i++) {
            long number = i;
            Thread thread = factory.newThread(() -> live(number, factory));
            start(thread);
            running.add(thread);
            if (running.size() >= atOnce) {
                running.remove().join();
            }
        }
        for (Thread thread : running) {
            thread.join();
        }
        return started.get() + " " + ran.get();
    }

    private void start(Thread thread) {
        started.incrementAndGet();
        thread.start();
    }

    private void live(long number, ThreadFactory factory) {
        ran.incrementAndGet();
        int place = (int) (number / 5 % LOCKS);
        switch ((int) (number % 5)) {
            case 0 -> LockSupport.parkNanos(10_000);
            case 1 -> {
                locks[place].lock();
                try {
                    Thread.yield();
                } finally {
                    locks[place].unlock();
                }
            }
            case 2 -> {
                synchronized (monitors[place]) {
                    Thread.yield();
                }
            }
            case 3 -> {
                if (number % 50 == 3) {
                    Thread nested = factory.newThread(ran::incrementAndGet);
                    start(nested);
                    try {
                        nested.join();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            }
            default -> {
                if (number % 20 == 4) {
                    throw new IllegalStateException("one of the threads that end by an exception");
                }
                Thread.currentThread().interrupt();
                LockSupport.park();
            }
        }
    }

    private long tasks(int count) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                runs.add(pool.submit(ran::incrementAndGet));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            pool.shutdown();
        }
        return ran.get();
    }

    private String hold(int count, ThreadFactory factory) throws InterruptedException {
        var running = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            Thread thread = factory.newThread(() -> {
                running.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.setDaemon(true);
            start(thread);
        }
        running.await();
        return String.valueOf(started.get());
    }
}
