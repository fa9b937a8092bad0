package dev.parkranger.record;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/** A real thread that does what a test tells it to, one thing at a time: hooks go by the thread that calls them. */
public final class Actor implements AutoCloseable {
    private final LinkedBlockingQueue<FutureTask<?>> jobs = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    /** A thread that was there before the agent. */
    public Actor() {
        thread = new Thread(this::run, "actor");
        thread.setDaemon(true);
        thread.start();
    }

    /** A class of its own, and so a site. */
    static final class Kind extends Thread {
        Kind(Runnable body) {
            super(body, "actor");
        }
    }

    /** A thread that is started under the eyes of the recorder, by the current thread. */
    public Actor(Recorder recorder) {
        this(recorder, false);
    }

    /** As before, a bare {@code Thread}, whose class says nothing of what it runs. */
    static Actor bare(Recorder recorder) {
        return new Actor(recorder, true);
    }

    /** As before, started as virtual threads are, as far as the recorder can see. */
    public static Actor virtual(Recorder recorder) {
        return new Actor(recorder::virtualStarting);
    }

    private Actor(BiConsumer<Thread, Object> starting) {
        thread = new Kind(this::run);
        thread.setDaemon(true);
        starting.accept(thread, null);
        thread.start();
    }

    private Actor(Recorder recorder, boolean bare) {
        thread = bare ? new Thread(this::run, "actor") : new Kind(this::run);
        thread.setDaemon(true);
        recorder.platformStarting(thread, null);
        thread.start();
    }

    /** As before, of a class, and so of a site, that is another than that of plain actors. */
    public Actor(Recorder recorder, String name) {
        thread = new Thread(this::run, name) {};
        thread.setDaemon(true);
        recorder.platformStarting(thread, null);
        thread.start();
    }

    private void run() {
        try {
            while (!closed) {
                jobs.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public Thread thread() {
        return thread;
    }

    public void does(Runnable job) {
        asks(() -> {
            job.run();
            return true;
        });
    }

    public <T> T asks(Callable<T> job) {
        FutureTask<T> task = new FutureTask<>(job);
        jobs.add(task);
        try {
            return task.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the actor failed", e);
        }
    }

    /** Lets the thread end, and waits for that. */
    @Override
    public void close() {
        does(() -> closed = true);
        try {
            thread.join(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
