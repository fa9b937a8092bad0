package dev.parkranger.reaper;

import dev.parkranger.record.PoolRecord;
import dev.parkranger.record.RunRecord;
import dev.parkranger.record.ThreadRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Pools that wait for themselves: something waits in the queue that a task running there has submitted. Their workers are
 * looked at from the second look on.
 */
final class StarvedPools {

    private final Set<PoolRecord> before;
    private final Set<PoolRecord> pools = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<PoolRecord, List<Candidate>> workers = new IdentityHashMap<>();

    /** Those in the queues of {@link #pools}. */
    private final List<RunRecord> children = new ArrayList<>();

    /** @param before those of the last look */
    StarvedPools(Set<PoolRecord> before) {
        this.before = before;
    }

    /** Those in whose queue such a thing waits. */
    Set<PoolRecord> pools() {
        return pools;
    }

    /** Workers, with what they run, of those that did so at the last look and seem to still; once {@link #close closed}. */
    IdentityHashMap<PoolRecord, List<Candidate>> workers() {
        return workers;
    }

    void noteWorker(ThreadRecord record, PoolRecord pool) {
        if (before.isEmpty() || !before.contains(pool)) {
            return;
        }
        Candidate candidate = Candidate.ofWhatRunsOn(record);
        if (candidate != null) {
            workers.computeIfAbsent(pool, key -> new ArrayList<>()).add(candidate);
        }
    }

    /** A running task whose own child waits in the queue of the pool that it runs on, and is due. */
    void noteQueued(RunRecord queued) {
        PoolRecord pool = queued.pool();
        if (pool != null
                && queued.isQueued()
                && queued.parent() instanceof RunRecord parent
                && parent.isRunning()
                && parent.pool() == pool
                && !isForLater(queued)) {
            pools.add(pool);
            children.add(queued);
        }
    }

    /** The application's own classes are not asked. */
    private static boolean isForLater(RunRecord queued) {
        return queued.get() instanceof Delayed task
                && task.getClass().getClassLoader() == null
                && task.getDelay(TimeUnit.NANOSECONDS) > 0;
    }

    /** Once all workers and all that is queued have been noted. */
    void close() {
        workers.keySet().retainAll(pools);
        workers.values().removeIf(its -> its.stream().anyMatch(worker -> waitsForAnother(worker.live())));
    }

    /** Whether a worker waits for a future that is none of those that wait in its own pool's queue. */
    private boolean waitsForAnother(Thread worker) {
        if (!(LockSupport.getBlocker(worker) instanceof FutureTask<?> future)) {
            return false;
        }
        for (RunRecord child : children) {
            if (child.refersTo(future)) {
                return false;
            }
        }
        return true;
    }
}
