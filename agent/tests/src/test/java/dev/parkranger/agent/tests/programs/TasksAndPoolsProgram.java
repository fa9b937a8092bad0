package dev.parkranger.agent.tests.programs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Tasks stuck in healthy pools, pools left behind, workers that survive their pool; and the same done right. */
public final class TasksAndPoolsProgram extends ChildProgram {

    private static final int ROOM = 128;
    private static final int OPEN = 4;
    private static final ThreadFactory DAEMONS = task -> {
        Thread thread = new Thread(task, "back");
        thread.setDaemon(true);
        return thread;
    };

    private final ExecutorService back = Executors.newFixedThreadPool(ROOM, DAEMONS);
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(ROOM, DAEMONS);
    private final ForkJoinPool forkJoin = new ForkJoinPool(ROOM);
    private final List<Timer> timers = new ArrayList<>();
    private final ConcurrentLinkedQueue<Object> kept = new ConcurrentLinkedQueue<>();
    private final List<Future<?>> open = new ArrayList<>();
    private final Semaphore closing = new Semaphore(0);

    private TasksAndPoolsProgram() {
        on("healthy", this::healthy);
        on("executed", arguments -> stuck(arguments, this::executed));
        on("submitted", arguments -> stuck(arguments, this::submitted));
        on("scheduled", arguments -> stuck(arguments, this::scheduled));
        on("fork-join", arguments -> stuck(arguments, this::forkJoin));
        on("async", arguments -> stuck(arguments, this::async));
        on("timer-task", this::timerTasks);
        on("open-owners", arguments -> {
            open.addAll(Front.open(OPEN, this::openOwner));
            return null;
        });
        on("close-owners", arguments -> closeOwners());
        on("undead", arguments -> stuck(arguments, this::undead));
        on("timers", arguments -> stuck(arguments, this::timer));
        on("schedulers", arguments -> stuck(arguments, this::schedulerPerOwner));
        on("cached", arguments -> stuck(arguments, this::cachedPoolPerOwner));
        on("per-task", arguments -> stuck(arguments, this::perTaskExecutor));
        on("virtual", arguments -> stuck(arguments, this::virtualThread));
        on("sharing-one-runnable", arguments -> stuck(arguments, this::sharedRunnable));
    }

    public static void main(String[] arguments) throws IOException {
        new TasksAndPoolsProgram().obey();
    }

    private static Object stuck(String[] arguments, Runnable owner) throws InterruptedException, ExecutionException {
        Front.owners(arguments, owner);
        return null;
    }

    private void executed() {
        Runnable task = () -> waitForEver();
        site("executed");
        back.execute(task);
    }

    private void submitted() {
        Runnable task = () -> waitForEver();
        site("submitted");
        kept.add(back.submit(task));
    }

    private void scheduled() {
        Runnable task = () -> waitForEver();
        site("scheduled");
        kept.add(scheduler.schedule(task, 1, TimeUnit.MILLISECONDS));
    }

    private void forkJoin() {
        Runnable task = () -> waitForEver();
        site("fork-join");
        kept.add(forkJoin.submit(task));
    }

    private void async() {
        Executor executor = back;
        Runnable task = () -> waitForEver();
        site("async");
        kept.add(CompletableFuture.runAsync(task, executor));
    }

    /** Queues the very same Runnable for every owner: each submission is a task of its own. */
    private void sharedRunnable() {
        site("sharing-one-runnable");
        back.execute(SHARED);
    }

    private static final Runnable SHARED = ChildProgram::waitForEver;

    /** Timers of the application, one for each stuck task: a Timer has but one thread. */
    private Object timerTasks(String[] arguments) throws InterruptedException, ExecutionException {
        var free = new ConcurrentLinkedQueue<Timer>();
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            Timer timer = new Timer(true);
            timers.add(timer);
            free.add(timer);
        }
        Front.owners(arguments, () -> {
            Timer timer = free.remove();
            TimerTask task = task(() -> waitForEver());
            site("timer-task");
            timer.schedule(task, 1);
        });
        return null;
    }

    private static TimerTask task(Runnable work) {
        return new TimerTask() {
            @Override
            public void run() {
                work.run();
            }
        };
    }

    /** While the owner is open nothing of it is orphaned, however long it waits. */
    private void openOwner() {
        var done = new CountDownLatch(1);
        Future<?> task = back.submit(() -> {
            done.await();
            return null;
        });
        Thread thread = new Thread(closing::acquireUninterruptibly, "of an open owner");
        thread.start();
        try {
            thread.join();
            done.countDown();
            task.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object closeOwners() throws InterruptedException, ExecutionException {
        closing.release(OPEN - 1);
        Front.spread();
        closing.release();
        Front.awaitEnd(open);
        return null;
    }

    private void undead() {
        site("undead");
        ExecutorService pool = Executors.newFixedThreadPool(1, DAEMONS);
        var running = new CountDownLatch(1);
        pool.execute(() -> {
            running.countDown();
            while (true) {
                waitForEver();
                // The mistake: the interrupt is swallowed, and the wait entered again.
                Thread.interrupted();
            }
        });
        try {
            running.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pool.shutdownNow();
    }

    private void timer() {
        site("timers");
        Timer timer = new Timer(true);
        timer.schedule(task(() -> {}), 100, 100);
    }

    private void schedulerPerOwner() {
        site("schedulers");
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(1, DAEMONS);
        kept.add(pool.scheduleAtFixedRate(() -> {}, 100, 100, TimeUnit.MILLISECONDS));
    }

    /** Its workers go after their keep-alive of a minute: it heals, so it is no leak. */
    private void cachedPoolPerOwner() {
        site("cached");
        ExecutorService pool = Executors.newCachedThreadPool(DAEMONS);
        try {
            pool.submit(() -> {}).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void perTaskExecutor() {
        ThreadFactory factory = Virtual.factory();
        ExecutorService pool = Virtual.perTaskExecutor(factory);
        kept.add(pool);
        site("per-task");
        kept.add(pool.submit(() -> waitForEver()));
    }

    private void virtualThread() {
        ThreadFactory factory = Virtual.factory();
        Thread thread = factory.newThread(() -> waitForEver());
        site("virtual");
        thread.start();
    }

    /** All of the above as it should be. */
    private Object healthy(String[] arguments) throws InterruptedException, ExecutionException {
        Timer shared = new Timer(true);
        timers.add(shared);
        Front.owners(arguments, () -> {
            try {
                back.submit(() -> pause(1)).get();
                scheduler.schedule(() -> pause(1), 1, TimeUnit.MILLISECONDS).get();
                forkJoin.submit(() -> pause(1)).get();
                CompletableFuture.runAsync(() -> pause(1), back)
                        .thenRunAsync(() -> pause(1), back)
                        .get();
                CompletableFuture.runAsync(() -> pause(1)).get();
                var tick = new CountDownLatch(1);
                shared.schedule(task(tick::countDown), 1);
                tick.await();
                Timer own = new Timer(true);
                own.schedule(task(() -> {}), 10, 10);
                own.cancel();
                ScheduledExecutorService ownScheduler = Executors.newScheduledThreadPool(1, DAEMONS);
                kept.add(ownScheduler.scheduleAtFixedRate(() -> {}, 10, 10, TimeUnit.MILLISECONDS));
                ownScheduler.shutdownNow();
                if (Virtual.available()) {
                    ExecutorService perTask = Virtual.perTaskExecutor(Virtual.factory());
                    perTask.submit(() -> pause(1)).get();
                    perTask.shutdown();
                }
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        });
        return null;
    }
}
