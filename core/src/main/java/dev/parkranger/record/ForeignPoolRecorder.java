package dev.parkranger.record;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * The recorder's half for executors that are not the JDK's: a server's own thread pool, an event loop. Of these it is
 * known where they are constructed and shut down, what is handed to them, and where their own code runs the very runnable
 * that was handed over. Many classes are executors and have no thread (one that runs everything at once, one that puts
 * tasks in order); what they pass on is told by whoever it is passed on to.
 */
final class ForeignPoolRecorder {

    /** Instances of one class of executors that are recorded before any of the class has been seen to have a thread. */
    private static final int MAX_UNEMPLOYED = 256;

    /**
     * Tasks of one executor that are recorded before any has been seen to begin. It may wrap them all, or pass them on
     * to its class's own threads elsewhere: each would then cost a record until the next look.
     */
    private static final int MAX_UNBEGUN = 4_096;

    private final Ticker ticker;
    private final Registry registry;
    private final Recorder recorder;

    ForeignPoolRecorder(Ticker ticker, Registry registry, Recorder recorder) {
        this.ticker = ticker;
        this.registry = registry;
        this.recorder = recorder;
    }

    void constructed(Object executor) {
        if (isJdks(executor) || registry.poolOf(executor) != null) {
            return;
        }
        // One for each call, as some clients make them, would cost each call a look at its stack.
        SiteKey ofItsClass = registry.executors(executor);
        if (ofItsClass.made() > MAX_UNEMPLOYED && !ofItsClass.isEmployer()) {
            return;
        }
        ofItsClass.oneMade();
        recorder.recordPool(executor, executor.getClass());
    }

    /** A subclass of the JDK's: its hooks tell all there is to tell. */
    static boolean isJdks(Object executor) {
        return executor instanceof ThreadPoolExecutor || executor instanceof ForkJoinPool;
    }

    /**
     * An executor is given a task.
     *
     * @param task null when the executor has returned, having taken it in one way or another
     * @param executor null as well when it has thrown, and so has refused
     */
    void handedOver(@Nullable Object executor, @Nullable Object task) {
        if (executor == null) {
            refused();
        } else if (isJdks(executor)) {
            return;
        } else if (task == null) {
            returned(executor);
        } else if (!recorder.isFull()) {
            given(executor, task);
        }
    }

    private void refused() {
        ThreadRecord starter = registry.find(ThreadIds.of(Thread.currentThread()));
        RunRecord refused = starter == null ? null : starter.lastHandedOver();
        Object task = refused == null ? null : refused.get();
        if (starter != null && task != null) {
            passedOn(starter, task);
        }
    }

    /** Whatever the thread hands over or runs from now on, it has not got from there. */
    private void returned(Object executor) {
        ThreadRecord starter = registry.find(ThreadIds.of(Thread.currentThread()));
        RunRecord last = starter == null ? null : starter.lastHandedOver();
        PoolRecord pool = last == null ? null : last.pool();
        if (starter != null && (pool == null || pool.refersTo(executor))) {
            starter.handedOver(null);
        }
    }

    private void given(Object executor, Object task) {
        ThreadRecord starter = registry.recordOf(Thread.currentThread(), ticker);
        passedOn(starter, task);
        if (recorder.isExecutors(task)) {
            // The loop of a worker that is given to an executor of threads, a task that drains a queue: not the
            // submitter's. What they run in turn is.
            return;
        }
        PoolRecord pool = registry.poolOf(executor);
        if (pool == null && isUnemployed(executor)) {
            return;
        }
        if (pool == null) {
            pool = registry.poolOfOrUnknown(executor, ticker);
        }
        if (!pool.isTelling(MAX_UNBEGUN)) {
            return;
        }
        if (!registry.foreignSubmissions().hasRoom()) {
            registry.dropSubmission();
            return;
        }
        Owner owner = starter.ownerOfStarts();
        ScopeRecord enclosing = starter.openScope();
        if (owner instanceof RunRecord run && run.pool() == pool) {
            // A pool that keeps itself going, one task submitting the next (whoever selects next, whoever waits in
            // reserve): whose the first is, those that follow are too.
            owner = run.parent() == null ? owner : run.parent();
            enclosing = run.enclosing();
        }
        long now = ticker.nanos();
        pool.usedBy(owner);
        pool.usedAt(now);
        SiteKey site = recorder.tally(task, starter);
        Origin origin = recorder.captures().origin(site, owner, true, Recorder.creator(starter), executor.getClass());
        RunRecord run = new RunRecord(task, pool, origin, owner, enclosing, site, false, now);
        registry.foreignSubmissions().queue(task, run);
        starter.handedOver(run);
    }

    private boolean isUnemployed(Object executor) {
        SiteKey ofItsClass = registry.executors(executor);
        return ofItsClass.made() > MAX_UNEMPLOYED && !ofItsClass.isEmployer();
    }

    /**
     * A task comes back to the thread that is handing it over: the executor hands it on as it is, to another one or to
     * its superclass, or refuses it, or lets its caller run it. Then this submission does not count.
     *
     * @return whether it is so
     */
    boolean passedOn(ThreadRecord starter, Object task) {
        RunRecord before = starter.lastHandedOver();
        if (before == null || !before.isQueued() || !before.refersTo(task)) {
            return false;
        }
        boolean taken = registry.foreignSubmissions().takeBack(before);
        if (taken) {
            before.end(ticker.nanos());
        }
        starter.handedOver(null);
        return taken;
    }

    /** Returns what {@link #ran} is to be told; null where the task was not handed to anybody. */
    @Nullable
    Object runs(Object task) {
        ThreadRecord caller = registry.find(ThreadIds.of(Thread.currentThread()));
        if (caller != null && passedOn(caller, task)) {
            // The caller's own work after all: what is started in it is whose it would be without the executor.
            return null;
        }
        RunRecord run = registry.foreignSubmissions().take(task, null);
        if (run == null) {
            return null;
        }
        PoolRecord pool = run.pool();
        if (pool != null) {
            pool.tells();
        }
        ThreadRecord worker = registry.recordOf(Thread.currentThread(), ticker);
        registry.submitted().start();
        run.begin(worker.current(), ticker.nanos());
        worker.current(run);
        return run;
    }

    void ran(Object token) {
        ThreadRecord worker = registry.find(ThreadIds.of(Thread.currentThread()));
        if (!(token instanceof RunRecord run) || worker == null) {
            return;
        }
        for (Activity activity = worker.current(); activity != null; activity = activity.outer()) {
            if (activity == run) {
                recorder.end(worker, run, null);
                return;
            }
        }
    }
}
