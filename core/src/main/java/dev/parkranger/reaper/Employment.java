package dev.parkranger.reaper;

import dev.parkranger.record.PoolRecord;
import dev.parkranger.record.Registry;
import dev.parkranger.record.RunRecord;
import dev.parkranger.record.ThreadRecord;
import dev.parkranger.record.Ticker;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/** Finds out whose worker a thread is, where no hook has told: a fork-join pool's, or that of a pool that is not the JDK's. */
final class Employment {

    private final Registry registry;
    private final Ticker ticker;
    private final Employers employers;

    Employment(Registry registry, Ticker ticker, Employers employers) {
        this.registry = registry;
        this.ticker = ticker;
        this.employers = employers;
    }

    @Nullable
    PoolRecord poolOf(ThreadRecord record, Thread thread) {
        PoolRecord pool = thread instanceof ForkJoinWorkerThread worker ? joinPool(record, worker) : null;
        return pool != null || record.isEmployerSought() ? pool : employer(record, thread);
    }

    private @Nullable PoolRecord joinPool(ThreadRecord record, ForkJoinWorkerThread worker) {
        ForkJoinPool pool = worker.getPool();
        if (pool == null) {
            return null;
        }
        PoolRecord itsPool = registry.poolOfOrUnknown(pool, ticker);
        record.becomeWorkerOf(itsPool);
        return itsPool;
    }

    /** A worker of a pool that is not the JDK's; what it runs tells. */
    private @Nullable PoolRecord employer(ThreadRecord record, Thread thread) {
        record.employerSought();
        Object executor = record.runsMain() ? null : employers.employerOf(thread);
        if (executor == null) {
            executor = starter(record, thread);
        }
        if (executor == null) {
            return null;
        }
        PoolRecord pool = registry.employs(executor, ticker);
        record.becomeWorkerOf(pool);
        return pool;
    }

    /** The executor that has started it for itself; the thread that it starts for each task is the task's. */
    private @Nullable Object starter(ThreadRecord record, Thread thread) {
        RunRecord given = record.takeStartedFor();
        if (given == null) {
            return null;
        }
        PoolRecord pool = given.pool();
        Object executor = pool == null ? null : pool.get();
        return executor != null && employers.isWorker(thread, executor, given.get()) ? executor : null;
    }
}
