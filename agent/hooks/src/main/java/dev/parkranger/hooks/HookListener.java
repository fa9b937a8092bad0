package dev.parkranger.hooks;

import org.jspecify.annotations.Nullable;

/**
 * Receives what the hooks see. Called on the application's own threads, some of them in the middle of a virtual
 * thread's transition: an implementation must not lock, park, log or call application code, and should not throw
 * ({@link Hooks} counts and drops what it throws).
 */
public abstract class HookListener {

    /**
     * A platform thread is about to start, on the starting thread.
     *
     * @param container the {@code ThreadContainer} it starts in, or null for a plain {@code start()}
     */
    public void platformStarting(Thread thread, @Nullable Object container) {}

    /** {@code start} failed with an {@link OutOfMemoryError}: the thread will not run. */
    public void startFailed(Thread thread, Throwable failure) {}

    /** A platform thread ends, on itself. Also fires for threads attached by native code, which never started. */
    public void platformExiting(Thread thread) {}

    /** A virtual thread is about to start, on the starting thread. */
    public void virtualStarting(Thread thread, Object container) {}

    /** A virtual thread has ended; runs on its carrier, or on the starter when the start failed. */
    public void virtualDone(Thread thread) {}

    /** A thread is about to be interrupted, by another or by itself. Of one that has not started it may be told too. */
    public void interrupted(Thread thread) {}

    /** A virtual thread is about to be resumed; runs on its carrier, and only while {@link Hooks#watchResumes} says so. */
    public void virtualResumed(Thread thread) {}

    /** A pool, Timer or per-task executor has been constructed, on the constructing thread. */
    public void poolConstructed(Object pool) {}

    /** A Timer has been constructed and its thread started. */
    public void timerConstructed(Object timer, Thread thread) {}

    /** A pool begins to shut down. May be told more than once. */
    public void poolShutDown(Object pool) {}

    /** A task is handed to a pool, on the submitting thread, before the pool has it. */
    public void submitted(Object pool, @Nullable Object task) {}

    /** As {@link #submitted}, to a Timer or scheduler. */
    public void scheduled(Object pool, @Nullable Object task, boolean periodic) {}

    /** A pool has refused a task, or it was taken out of the queue: it will not run there. */
    public void withdrawn(Object pool, @Nullable Object task) {}

    /** The current thread turns out to be a worker of the pool. */
    public void workerRuns(Object pool) {}

    /** The current worker begins a task; a pool that calls twice for one task means the first. */
    public void taskBegins(Object task) {}

    /** The current worker has ended a task. */
    public void taskEnds(Object task) {}

    /** The current thread executes a fork-join task, submitted or forked. Calls nest. */
    public void forkJoinBegins(Object task) {}

    public void forkJoinEnds(Object task) {}

    /** An executor that is not the JDK's is being constructed; may be told more than once, and of a pool of the JDK's. */
    public void executorConstructed(Object executor) {}

    /** An executor that is not the JDK's is told to shut down. As for {@link #executorConstructed}. */
    public void executorShutDown(Object executor) {}

    /** A task is given to {@code execute} of an executor that is not the JDK's; it may hand it on to another. */
    public void handedOver(Object executor, @Nullable Object task) {}

    /**
     * Code of an executor that is not the JDK's is about to run a runnable, whoever handed it over.
     *
     * @return what {@link #ran} is to be given; null for nothing
     */
    public @Nullable Object runs(Object task) {
        return null;
    }

    /** What {@link #runs} told of is over, on the same thread. */
    public void ran(Object token) {}

    /** A servlet begins to serve a request. Calls nest. */
    public void requestBegins(Object servlet, Object request) {}

    /** The innermost request begun on this thread is done. */
    public void requestEnds() {}

    /** A handler of the JDK's HTTP server, or a filter before it, begins to serve. Ends as a request does. */
    public void exchangeBegins(Object exchange) {}

    /** The innermost request begun on this thread ends with an exception; its server completes or drops it. */
    public void requestFails() {}

    /**
     * An exchange is about to send its response's head, on any thread.
     *
     * @param response the head, which tells exchanges apart
     * @param length of the body as the server is told it: 0 for one that is streamed
     */
    public void exchangeAnswers(Object response, long length) {}

    /** An exchange has sent the last of its response, or is closed, on any thread. */
    public void exchangeAnswered(Object response) {}

    /**
     * A method that is a scope is called. Calls nest.
     *
     * @param method tells it from all others
     * @param name what a person would call it
     */
    public void methodBegins(String method, String name) {}

    /** A method that is a scope is done. */
    public void methodEnds(@Nullable Object result, String method) {}

    /**
     * A web application, or a part of it, is about to be initialised. Calls nest.
     *
     * @param asked knows the application's context
     */
    public void startUpBegins(Object asked) {}

    /** The innermost initialisation begun on this thread is done. */
    public void startUpEnds() {}

    /** A web application is about to be stopped. May be told more than once. */
    public void webApplicationStops(Object asked) {}

    // ---- the public API; what is returned is the application's to keep, and comes back as a token ----

    /** The application opens a scope of its own on this thread; null to leave it unwatched. */
    public @Nullable Object scopeOpened(String name) {
        return null;
    }

    /** The innermost scope or request open on this thread, or null. */
    public @Nullable Object scopeHere() {
        return null;
    }

    /** What this thread starts from now on is meant to outlive what is open around; null to leave that unwatched. */
    public @Nullable Object scopeLeft() {
        return null;
    }

    /** A scope goes on here; null where it is over. */
    public @Nullable Object scopeResumed(Object token) {
        return null;
    }

    /** A scope will go on elsewhere. */
    public void scopeCarried(Object token) {}

    /** What a token was given out for is over. May be told more than once, and on any thread. */
    public void scopeClosed(Object token) {}
}
