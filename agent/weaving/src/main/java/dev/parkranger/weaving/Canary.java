package dev.parkranger.weaving;

import dev.parkranger.hooks.HookListener;
import dev.parkranger.hooks.Hooks;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentHashMap;
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
 * <p>Not proven here: fork-join pools and virtual threads, whose classes would fix their settings before the
 * application's {@code main} can choose them, and servlets. Those stay pending until the application uses them.
 */
final class Canary {

    private static final long PATIENCE_MILLIS = 2_000;
    private static final String NAME = "parkranger-canary";

    private static final Song SONG = new Song();

    private final Listener seen = new Listener();
    private volatile @Nullable Thread timerThread;

    /** Returns what was seen, as {@link HookPoint#proof} names it. */
    Set<String> sing(int feature) {
        Hooks.listen(seen);
        try {
            plainThread();
            pool();
            scheduler();
            timer();
            if (feature >= 21) {
                perTaskExecutor();
            }
        } catch (InterruptedException e) {
            // The application's thread that loads us is being stopped; what was not seen will be reported as failed.
            Thread.currentThread().interrupt();
        } finally {
            Hooks.listen(null);
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
        Thread thread = new Thread(null, body, NAME, 0, false);
        thread.setDaemon(true);
        return thread;
    }

    private static void plainThread() throws InterruptedException {
        Thread thread = canaryThread(SONG);
        thread.start();
        thread.join(PATIENCE_MILLIS);
    }

    private static void pool() throws InterruptedException {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), SONG);
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
        Timer timer = new Timer(NAME, true);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        timer.cancel();
                    }
                },
                0);
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

    /** Runs on the canary's threads and, at a late attach, on the application's too, whose events prove as much. */
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
        public void submitted(Object pool, Object task) {
            saw("submitted", pool);
        }

        @Override
        public void scheduled(Object pool, Object task, boolean periodic) {
            saw("scheduled", pool);
        }

        @Override
        public void withdrawn(Object pool, Object task) {
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
