package dev.parkranger.agent.tests.programs;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Starts as many healthy tasks as the machine can, and now and then, from elsewhere in the same work, one of the very same
 * class that never ends.
 */
public final class BusyProgram extends ChildProgram {

    /** So that what is started is bounded by what ends. */
    private static final int AT_ONCE = 1_000;

    private static final int EACH = 100;

    private final Semaphore room = new Semaphore(AT_ONCE);
    private final CountDownLatch never = new CountDownLatch(1);
    private final LongAdder healthy = new LongAdder();
    private final AtomicBoolean leakIsDue = new AtomicBoolean();

    /** Null where threads of a pool do the work. */
    private ThreadFactory virtual;

    private final ExecutorService workers = Executors.newCachedThreadPool(BusyProgram::daemon);

    private BusyProgram() {
        on("virtual", arguments -> {
            virtual = Virtual.factory();
            return busy(arguments);
        });
        on("pool", this::busy);
    }

    public static void main(String[] arguments) throws IOException {
        new BusyProgram().obey();
    }

    private static Thread daemon(Runnable body) {
        Thread thread = new Thread(null, body, "worker", 256 << 10);
        thread.setDaemon(true);
        return thread;
    }

    /** {@code virtual 20 10}: for so many seconds, and so many leaks a second. Answers how many healthy tasks a second. */
    private Object busy(String[] arguments) throws Exception {
        long nanos = Long.parseLong(arguments[0]) * 1_000_000_000L;
        long between = 1_000_000_000L / Long.parseLong(arguments[1]);
        long begun = System.nanoTime();
        long leaks = 0;
        while (System.nanoTime() - begun < nanos) {
            if ((System.nanoTime() - begun) / between > leaks) {
                leaks++;
                leakIsDue.set(true);
            }
            Front.owners(1, this::work);
        }
        room.acquire(AT_ONCE);
        room.release(AT_ONCE);
        return healthy.sum() * 1_000_000_000L / (System.nanoTime() - begun);
    }

    /** One owner's work. That it leaves something behind shows in nothing but the line that has started it. */
    private void work() {
        if (leakIsDue.compareAndSet(true, false)) {
            leave();
        }
        for (int i = 0; i < EACH; i++) {
            serve();
        }
    }

    private void serve() {
        room.acquireUninterruptibly();
        healthy.increment();
        Runnable task = task(room, null);
        if (virtual == null) {
            workers.execute(task);
        } else {
            virtual.newThread(task).start();
        }
    }

    private void leave() {
        Runnable task = task(null, never);
        if (virtual == null) {
            site("leak");
            workers.execute(task);
        } else {
            site("leak");
            virtual.newThread(task).start();
        }
    }

    /** One class, whoever asks. */
    private static Runnable task(Semaphore room, CountDownLatch never) {
        return () -> {
            if (never == null) {
                room.release();
            } else {
                await(never);
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
