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
        recorder.recordPool(executor);
    }

    /** A subclass of the JDK's: its hooks tell all there is to tell. */
    private static boolean isJdks(Object executor) {
        return executor instanceof ThreadPoolExecutor || executor instanceof ForkJoinPool;
    }

    void handedOver(Object executor, @Nullable Object task) {
        if (task == null || isJdks(executor) || recorder.isFull()) {
            return;
        }
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
        RunRecord run = new RunRecord(task, pool, recorder.origin(starter), owner, enclosing, site, false, now);
        registry.foreignSubmissions().queue(task, run);
        starter.handedOver(run);
    }

    private boolean isUnemployed(Object executor) {
        SiteKey ofItsClass = registry.executors(executor);
        return ofItsClass.made() > MAX_UNEMPLOYED && !ofItsClass.isEmployer();
    }

    /** An executor that hands its task to another one, as it is: only the other's submission counts. */
    void passedOn(ThreadRecord starter, Object task) {
        RunRecord before = starter.lastHandedOver();
        if (before != null && before.isQueued() && before.refersTo(task)) {
            RunRecord taken = registry.foreignSubmissions().takeRefused(task, before.pool());
            if (taken != null) {
                taken.end(ticker.nanos());
            }
        }
        starter.handedOver(null);
    }

    /** Returns what {@link #ran} is to be told; null where the task was not handed to anybody. */
    @Nullable
    Object runs(Object task) {
        RunRecord run = registry.foreignSubmissions().take(task, null);
        if (run == null) {
            return null;
        }
        ThreadRecord worker = registry.recordOf(Thread.currentThread(), ticker);
        registry.submitted().start();
        run.begin(worker.current());
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
