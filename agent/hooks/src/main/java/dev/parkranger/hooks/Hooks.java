package dev.parkranger.hooks;

import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The static calls that the weaving puts into JDK methods. With nobody listening each costs one volatile read. Whatever
 * a listener throws is counted and dropped here: the application never pays for our bugs.
 *
 * <p>Past {@link #ERROR_LIMIT} errors the hooks go quiet by themselves; the agent notices and says so.
 */
public final class Hooks {

    /** After so many errors the records cannot be trusted any more, and silence is better. */
    public static final long ERROR_LIMIT = 1_000;

    private static final AtomicLong ERRORS = new AtomicLong();

    private static volatile @Nullable HookListener listener;
    private static volatile @Nullable String firstError;
    private static volatile boolean watchingResumes;

    private Hooks() {}

    /**
     * Sends what the hooks see to a listener.
     *
     * @param newListener null to go quiet
     */
    public static void listen(@Nullable HookListener newListener) {
        listener = newListener;
    }

    /** Errors dropped so far. */
    public static long errors() {
        return ERRORS.get();
    }

    /** The first error dropped and where, or null. Text only: an exception keeps the classes on its stack alive. */
    public static @Nullable String firstError() {
        return firstError;
    }

    /** Counts an error that was dropped; public for the agent's own threads, which count theirs here too. */
    public static void dropped(Throwable error) {
        try {
            if (firstError == null) {
                StackTraceElement[] stack = error.getStackTrace();
                firstError = stack.length == 0 ? error.toString() : error + " at " + stack[0];
            }
            if (ERRORS.incrementAndGet() >= ERROR_LIMIT) {
                listener = null;
            }
        } catch (Throwable ignored) {
            // A stack overflow or a full heap can strike here too; there is nobody left to tell.
        }
    }

    /** Woven into {@code Thread.start()}. */
    public static void platformStarting(Thread thread) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.platformStarting(thread, null);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** Woven into {@code Thread.start(ThreadContainer)}. */
    public static void platformStartingIn(Thread thread, Object container) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.platformStarting(thread, container);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#startFailed}. */
    public static void startFailed(Thread thread, Throwable failure) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.startFailed(thread, failure);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#platformExiting}. */
    public static void platformExiting(Thread thread) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.platformExiting(thread);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#virtualStarting}. */
    public static void virtualStarting(Thread thread, Object container) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.virtualStarting(thread, container);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#virtualDone}. */
    public static void virtualDone(Thread thread) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.virtualDone(thread);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#interrupted}. */
    public static void interrupted(Thread thread) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.interrupted(thread);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** Woven into {@code VirtualThread.runContinuation}, where every virtual thread comes by at every turn. */
    public static void virtualResumed(Thread thread) {
        if (!watchingResumes) {
            return;
        }
        HookListener current = listener;
        if (current != null) {
            try {
                current.virtualResumed(thread);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** Whether resumes are passed on. */
    public static void watchResumes(boolean watch) {
        watchingResumes = watch;
    }

    /** Whether somebody listens. */
    public static boolean isListening() {
        return listener != null;
    }

    /** See {@link HookListener#poolConstructed}. */
    public static void poolConstructed(Object pool) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.poolConstructed(pool);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#timerConstructed}. */
    public static void timerConstructed(Object timer, Thread thread) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.timerConstructed(timer, thread);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#poolShutDown}. */
    public static void poolShutDown(Object pool) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.poolShutDown(pool);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#executorShutDown}. */
    public static void executorShutDown(Object executor) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.executorShutDown(executor);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#submitted}. */
    public static void submitted(Object pool, Object task) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.submitted(pool, task);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** Woven into {@code Timer.sched}; a period of 0 means once. */
    public static void timerScheduled(Object timer, Object task, long period) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.scheduled(timer, task, period != 0);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** Woven into {@code ScheduledThreadPoolExecutor.delayedExecute}. */
    public static void delayed(Object pool, RunnableScheduledFuture<?> task) {
        HookListener current = listener;
        if (current != null) {
            try {
                // A task of the application's own making is not asked: that would be calling its code.
                boolean periodic = task.getClass().getClassLoader() == null && task.isPeriodic();
                current.scheduled(pool, task, periodic);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#withdrawn}. */
    public static void withdrawn(Object pool, Object task) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.withdrawn(pool, task);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#workerRuns}. */
    public static void workerRuns(Object pool) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.workerRuns(pool);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#taskBegins}. */
    public static void taskBegins(Object task) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.taskBegins(task);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#taskEnds}. */
    public static void taskEnds(Object task) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.taskEnds(task);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#forkJoinBegins}. */
    public static void forkJoinBegins(Object task) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.forkJoinBegins(task);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#forkJoinEnds}. */
    public static void forkJoinEnds(Object task) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.forkJoinEnds(task);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#executorConstructed}. */
    public static void executorConstructed(Object executor) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.executorConstructed(executor);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#handedOver}. */
    public static void handedOver(Object executor, Object task) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.handedOver(executor, task);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#runs}. */
    public static @Nullable Object runs(Object task) {
        HookListener current = listener;
        if (current != null) {
            try {
                return current.runs(task);
            } catch (Throwable error) {
                dropped(error);
            }
        }
        return null;
    }

    /** See {@link HookListener#ran}. */
    public static void ran(@Nullable Object token) {
        HookListener current = listener;
        if (token != null && current != null) {
            try {
                current.ran(token);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#requestBegins}. */
    public static void requestBegins(Object servlet, Object request) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.requestBegins(servlet, request);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#requestEnds}. */
    public static void requestEnds() {
        HookListener current = listener;
        if (current != null) {
            try {
                current.requestEnds();
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#exchangeBegins}. */
    public static void exchangeBegins(Object exchange) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.exchangeBegins(exchange);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#requestFails}. */
    public static void requestFails() {
        HookListener current = listener;
        if (current != null) {
            try {
                current.requestFails();
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#exchangeAnswers}. */
    public static void exchangeAnswers(Object response, long length) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.exchangeAnswers(response, length);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#exchangeAnswered}. */
    public static void exchangeAnswered(Object response) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.exchangeAnswered(response);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#methodBegins}. */
    public static void methodBegins(String method, String name) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.methodBegins(method, name);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** Woven into a method that is a scope, where it returns something that may not be done yet. */
    public static void methodReturns(@Nullable Object result, String method) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.methodEnds(result, method);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** Woven into a method that is a scope, at its other ends. */
    public static void methodEnds(String method) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.methodEnds(null, method);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#startUpBegins}. */
    public static void startUpBegins(Object asked) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.startUpBegins(asked);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#startUpEnds}. */
    public static void startUpEnds() {
        HookListener current = listener;
        if (current != null) {
            try {
                current.startUpEnds();
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#webApplicationStops}. */
    public static void webApplicationStops(Object asked) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.webApplicationStops(asked);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    // ---- the public API ----

    /** See {@link HookListener#scopeOpened}. */
    public static @Nullable Object scopeOpened(String name) {
        HookListener current = listener;
        if (current != null) {
            try {
                return current.scopeOpened(name);
            } catch (Throwable error) {
                dropped(error);
            }
        }
        return null;
    }

    /** See {@link HookListener#scopeHere}. */
    public static @Nullable Object scopeHere() {
        HookListener current = listener;
        if (current != null) {
            try {
                return current.scopeHere();
            } catch (Throwable error) {
                dropped(error);
            }
        }
        return null;
    }

    /** See {@link HookListener#scopeLeft}. */
    public static @Nullable Object scopeLeft() {
        HookListener current = listener;
        if (current != null) {
            try {
                return current.scopeLeft();
            } catch (Throwable error) {
                dropped(error);
            }
        }
        return null;
    }

    /** See {@link HookListener#scopeResumed}. */
    public static @Nullable Object scopeResumed(Object token) {
        HookListener current = listener;
        if (current != null) {
            try {
                return current.scopeResumed(token);
            } catch (Throwable error) {
                dropped(error);
            }
        }
        return null;
    }

    /** See {@link HookListener#scopeCarried}. */
    public static void scopeCarried(Object token) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.scopeCarried(token);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }

    /** See {@link HookListener#scopeClosed}. */
    public static void scopeClosed(Object token) {
        HookListener current = listener;
        if (current != null) {
            try {
                current.scopeClosed(token);
            } catch (Throwable error) {
                dropped(error);
            }
        }
    }
}
