package dev.parkranger.weaving;

import dev.parkranger.hooks.HookListener;
import dev.parkranger.record.AgentThread;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Proves that the hooks fire, by doing once what they should see. A renamed JDK method must not leave an agent that
 * looks healthy and is deaf.
 *
 * <p>Sung on the agent's own threads, which the recorder leaves out and tells this one's {@link #ear} of instead.
 *
 * <p>Not proven here: fork-join pools and virtual threads, whose classes would fix their settings before the
 * application's {@code main} can choose them, and servlets. Those stay pending until the application uses them.
 */
final class Canary {

    private static final long PATIENCE_MILLIS = 2_000;
    private static final String NAME = "canary";

    private static final Song SONG = new Song();

    private final Listener seen = new Listener();
    private volatile @Nullable Thread timerThread;

    /** Must be told what the agent's threads do. */
    HookListener ear() {
        return seen;
    }

    /** Returns what was seen, as {@link HookPoint#proof} names it. On one of the agent's threads. */
    Set<String> sing(int feature) {
        try {
            plainThread();
            pool();
            scheduler();
            timer();
            if (feature >= 21) {
                perTaskExecutor();
            }
        } catch (InterruptedException e) {
            // Nobody should; what was not seen is reported as failed.
            Thread.currentThread().interrupt();
        }
        return seen.events;
    }

    /** A class and no lambdas: linking those would be the dearest part of the song. */
    private static final class Song implements Runnable, ThreadFactory {

        @Override
        public void run() {}

        @Override
        public Thread newThread(Runnable body) {
            return canaryThread(body);
        }
    }

    private static Thread canaryThread(Runnable body) {
        return new AgentThread(NAME, body);
    }

    private static void plainThread() throws InterruptedException {
        Thread thread = canaryThread(SONG);
        thread.start();
        thread.interrupt();
        thread.join(PATIENCE_MILLIS);
    }

    private static void pool() throws InterruptedException {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), SONG);
        pool.execute(SONG);
        pool.shutdown();
        pool.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        pool.shutdownNow();
        try {
            pool.execute(SONG);
        } catch (RejectedExecutionException e) {
            // Meant to be.
        }
    }

    private static void scheduler() throws InterruptedException {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, SONG);
        scheduler.execute(SONG);
        scheduler.shutdown();
        scheduler.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void timer() throws InterruptedException {
        Timer timer = new Timer(AgentThread.PREFIX + NAME, true);
        CountDownLatch ran = new CountDownLatch(1);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        ran.countDown();
                    }
                },
                0);
        ran.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        // From here, not from the task: its thread is the JDK's, and cannot be told from an application's.
        timer.cancel();
        Thread thread = timerThread;
        if (thread != null) {
            thread.join(PATIENCE_MILLIS);
        }
    }

    private static void perTaskExecutor() throws InterruptedException {
        try {
            ExecutorService executor = (ExecutorService) Executors.class
                    .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                    .invoke(null, SONG);
            executor.execute(SONG);
            executor.shutdown();
            executor.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ReflectiveOperationException e) {
            // Not on this JDK: the hook will be told as not proven.
        }
    }

    private final class Listener extends HookListener {

        private final Set<String> events = ConcurrentHashMap.newKeySet();

        private void saw(String event) {
            events.add(event);
        }

        private void saw(String event, Object pool) {
            events.add(event + ":" + pool.getClass().getSimpleName());
        }

        @Override
        public void platformStarting(Thread thread, @Nullable Object container) {
            saw(container == null ? "platformStarting:plain" : "platformStarting:container");
        }

        @Override
        public void platformExiting(Thread thread) {
            saw("platformExiting");
        }

        @Override
        public void interrupted(Thread thread) {
            saw("interrupted");
        }

        @Override
        public void poolConstructed(Object pool) {
            saw("poolConstructed", pool);
        }

        @Override
        public void timerConstructed(Object timer, Thread thread) {
            timerThread = thread;
            saw("timerConstructed");
        }

        @Override
        public void poolShutDown(Object pool) {
            saw("poolShutDown", pool);
        }

        @Override
        public void submitted(Object pool, @Nullable Object task) {
            saw("submitted", pool);
        }

        @Override
        public void scheduled(Object pool, @Nullable Object task, boolean periodic) {
            saw("scheduled", pool);
        }

        @Override
        public void withdrawn(Object pool, @Nullable Object task) {
            saw("withdrawn", pool);
        }

        @Override
        public void workerRuns(Object pool) {
            saw("workerRuns", pool);
        }

        @Override
        public void taskBegins(Object task) {
            saw(task instanceof TimerTask ? "taskBegins:Timer" : "taskBegins");
        }

        @Override
        public void taskEnds(Object task) {
            saw("taskEnds");
        }
    }
}
