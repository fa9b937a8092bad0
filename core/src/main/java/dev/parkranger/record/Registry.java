package dev.parkranger.record;

import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** All records there are. Thread-safe without a lock; the recorder writes, the reaper reads and sweeps. */
public final class Registry {

    private static final int MAX_TAKE_ATTEMPTS = 64;
    private static final int POOLS_EXPECTED = 65_536;

    /** Above this pools are not recorded: nobody means to have so many, and each keeps its creation stack. */
    private static final int MAX_POOLS = 100_000;

    /** Pools that were shut down and are found until the next look, for workers that come late; beyond, at once gone. */
    private static final int MAX_SHUT_DOWN = 8_192;

    private final NodeTable<ThreadRecord> threads;
    private final NodeTable<RunRecord> queued;
    private final NodeTable<PoolRecord> pools = new NodeTable<>(POOLS_EXPECTED);
    private final Sites sites = new Sites();
    private final AwaitedScopes awaited = new AwaitedScopes();
    private final WebApplications webApplications = new WebApplications();
    private final Counts platform = new Counts();
    private final Counts virtual = new Counts();
    private final Counts submitted = new Counts();
    private final LongAdder dropped = new LongAdder();
    private final AtomicLong droppedLive = new AtomicLong();
    private final AtomicInteger queuedForkJoin = new AtomicInteger();
    private final AtomicInteger runningForkJoin = new AtomicInteger();
    private final AtomicInteger poolCount = new AtomicInteger();
    private final AtomicInteger shutDownPools = new AtomicInteger();

    /** Stands for all pools that have no record of their own. */
    private final PoolRecord otherPools =
            new PoolRecord(this, OwnerKind.POOL, Origin.UNKNOWN, Application.INSTANCE, null, null, 1);

    private volatile long graceNanos = Long.MAX_VALUE;
    private volatile boolean resumeSeen;
    private volatile boolean forkJoinSeen;
    private volatile boolean forkJoinRan;

    public Registry(int maxRecords) {
        this.threads = new NodeTable<>(maxRecords);
        this.queued = new NodeTable<>(maxRecords);
    }

    public NodeTable<ThreadRecord> threads() {
        return threads;
    }

    /** Submissions that have not begun, one entry for each runnable. */
    public NodeTable<RunRecord> queued() {
        return queued;
    }

    public NodeTable<PoolRecord> pools() {
        return pools;
    }

    /** Scopes that are left open until their answer comes. */
    public AwaitedScopes awaited() {
        return awaited;
    }

    public WebApplications webApplications() {
        return webApplications;
    }

    Sites sites() {
        return sites;
    }

    public Counts platform() {
        return platform;
    }

    public Counts virtual() {
        return virtual;
    }

    public Counts submitted() {
        return submitted;
    }

    /** Tasks that were counted but not recorded, the cap being reached. */
    public long droppedRecords() {
        return dropped.sum();
    }

    long live() {
        return platform.live() + virtual.live() + submitted.live();
    }

    // ---- threads ----

    void add(ThreadRecord record) {
        threads.add(record);
    }

    /** Counts a thread that starts without a record; its end comes through {@link #endOfDropped}. */
    void dropThread() {
        dropped.increment();
        droppedLive.incrementAndGet();
    }

    void dropSubmission() {
        dropped.increment();
    }

    @Nullable
    ThreadRecord find(long tid) {
        int hash = Long.hashCode(tid);
        for (ThreadRecord record = threads.first(hash); record != null; record = threads.after(record)) {
            if (record.tid() == tid) {
                return record;
            }
        }
        return null;
    }

    /** The record of a running thread; one of unknown origin where it started before the agent or in native code. */
    ThreadRecord recordOf(Thread thread, Ticker ticker) {
        long tid = ThreadIds.of(thread);
        ThreadRecord record = find(tid);
        if (record == null) {
            boolean isVirtual = ThreadIds.isVirtual(thread);
            record = new ThreadRecord(
                    thread, tid, isVirtual, Origin.UNKNOWN, Application.INSTANCE, null, null, null, ticker.nanos());
            // No race: only the thread itself, or the agent before it listens, makes its record this way.
            threads.add(record);
            // One that was only counted when it started is not counted again.
            if (!endOfDropped()) {
                (isVirtual ? virtual : platform).start();
            }
        }
        return record;
    }

    /** Makes the record of the thread that runs {@code main}. */
    public void adoptMain(Thread thread, Ticker ticker) {
        recordOf(thread, ticker).runsMain();
    }

    /** Makes a record for a thread that was there before the agent. */
    public void adoptRunning(Thread thread, Ticker ticker) {
        if (!(thread instanceof AgentThread)) {
            recordOf(thread, ticker);
        }
    }

    /**
     * Ends a thread's record.
     *
     * @return true for the one caller that ended it; the end hook and the reaper's sweep may race here
     */
    public boolean end(ThreadRecord record, long now) {
        if (!threads.remove(record)) {
            return false;
        }
        endActivities(record, now);
        noteLateEnd(record, now);
        record.end(now);
        (record.isVirtual() ? virtual : platform).end();
        return true;
    }

    /** What outlives its owner past grace and then ends by itself speaks for its whole site. */
    void noteLateEnd(@Nullable SiteKey site, @Nullable Owner owner, @Nullable ScopeRecord enclosing, long now) {
        if (site != null && owner != null) {
            long ended = owner.endedNanos();
            long scopeEnded = enclosing == null ? ended : enclosing.endedNanos();
            if (ended != 0 && scopeEnded != 0 && now - Math.max(ended, scopeEnded) > graceNanos) {
                site.lateEnd(now);
            }
        }
    }

    /** A worker's late end is its pool's: there it says that such pools do come to their end. */
    private void noteLateEnd(ThreadRecord record, long now) {
        PoolRecord pool = record.pool();
        if (pool != null && pool == record.parent()) {
            noteLateEnd(pool.site(), pool, pool.enclosing(), now);
        } else {
            noteLateEnd(record.site(), record.parent(), record.enclosing(), now);
        }
    }

    public void grace(long nanos) {
        graceNanos = nanos;
    }

    /** Ends whatever a thread has left open: it dies within a task, or begins another one at the bottom of its stack. */
    void endActivities(ThreadRecord record, long now) {
        Activity activity = record.current();
        if (activity != null) {
            endActivities(activity, null, now);
            record.current(null);
        }
    }

    /** Ends the activity and those around it, up to the given one, which stays. */
    void endActivities(@Nullable Activity innermost, @Nullable Activity until, long now) {
        Activity activity = innermost;
        while (activity != null && activity != until) {
            Activity outer = activity.outer();
            if (activity instanceof RunRecord run) {
                if (run.end(now)) {
                    submitted.end();
                    if (run.begunAsJoin) {
                        // Its end hook finds it no more.
                        runningForkJoin.decrementAndGet();
                    }
                }
            } else if (activity instanceof ScopeFrame frame) {
                frame.outer(null);
                ScopeRecord scope = frame.scope();
                if (scope != null && frame.endsScope()) {
                    scope.end(now);
                }
            }
            activity = outer;
        }
    }

    /** Drops a record whose thread never came to run. */
    public void neverStarted(ThreadRecord record) {
        if (threads.remove(record)) {
            (record.isVirtual() ? virtual : platform).undoStart();
        }
    }

    /** Whether an end without a record is taken for one of those that were only counted. */
    boolean endOfDropped() {
        for (; ; ) {
            long outstanding = droppedLive.get();
            if (outstanding == 0) {
                return false;
            }
            if (droppedLive.compareAndSet(outstanding, outstanding - 1)) {
                return true;
            }
        }
    }

    // ---- pools ----

    @Nullable
    PoolRecord poolOf(Object pool) {
        int hash = System.identityHashCode(pool);
        for (PoolRecord record = pools.first(hash); record != null; record = pools.after(record)) {
            if (record.hash == hash && record.refersTo(pool)) {
                return record;
            }
        }
        return null;
    }

    void addPool(PoolRecord record) {
        if (poolCount.incrementAndGet() > MAX_POOLS) {
            poolCount.decrementAndGet();
            dropped.increment();
        } else {
            pools.add(record);
        }
    }

    /** Takes a pool out that needs no record any more; threads of it that are left hold it themselves. */
    public void removePool(PoolRecord record) {
        if (pools.remove(record)) {
            poolCount.decrementAndGet();
        }
    }

    void shutDown(PoolRecord pool, long now) {
        if (pool.hasEnded()) {
            return;
        }
        Owner owner = pool.parent();
        noteLateEnd(pool.site(), owner, pool.enclosing(), now);
        pool.shutDown(now);
        if (shutDownPools.incrementAndGet() > MAX_SHUT_DOWN) {
            removePool(pool);
        }
    }

    /** Called at each look, which takes them out itself. */
    public void shutDownPoolsSwept() {
        shutDownPools.set(0);
    }

    /** The pool's record; made up, with the application as owner, for one that was there before the agent. */
    public PoolRecord poolOfOrUnknown(Object pool, Ticker ticker) {
        PoolRecord record = poolOf(pool);
        if (record == null) {
            if (poolCount.get() >= MAX_POOLS) {
                return otherPools;
            }
            // Two threads may both make one; the newer is found from then on, and neither is ever judged.
            record = new PoolRecord(
                    pool, OwnerKind.POOL, Origin.UNKNOWN, Application.INSTANCE, null, null, ticker.nanos());
            addPool(record);
        }
        return record;
    }

    // ---- submissions ----

    AtomicInteger runningForkJoin() {
        return runningForkJoin;
    }

    int queuedForkJoin() {
        return queuedForkJoin.get();
    }

    void resumeSeen() {
        if (!resumeSeen) {
            resumeSeen = true;
        }
    }

    /** Whether a virtual thread has been seen to be resumed: proves that hook. */
    public boolean hasSeenResume() {
        return resumeSeen;
    }

    /** Whether a fork-join task has been submitted: proves that hook. */
    public boolean forkJoinSeen() {
        return forkJoinSeen;
    }

    public boolean forkJoinRan() {
        return forkJoinRan;
    }

    void queue(Object task, RunRecord run) {
        if (task instanceof ForkJoinTask) {
            queuedForkJoin.incrementAndGet();
            forkJoinSeen = true;
        }
        int hash = run.hash;
        for (RunRecord entry = queued.first(hash); entry != null; entry = queued.after(entry)) {
            if (entry.hash == hash
                    && entry.isInLane(RunRecord.lane(run.pool()))
                    && entry.refersTo(task)
                    && entry.follow(run)) {
                return;
            }
        }
        queued.add(run);
    }

    /**
     * The oldest submission of the task that has not begun, now taken; null where there is none.
     *
     * @param pool that takes it; null where any will do
     */
    @Nullable
    RunRecord take(Object task, @Nullable PoolRecord pool) {
        return take(task, pool, false);
    }

    /** The newest submission of the task to the pool, which has refused it. */
    @Nullable
    RunRecord takeRefused(Object task, @Nullable PoolRecord pool) {
        return take(task, pool, true);
    }

    private @Nullable RunRecord take(Object task, @Nullable PoolRecord pool, boolean newest) {
        int lane = RunRecord.lane(pool);
        int hash = System.identityHashCode(task);
        for (int attempt = 0; attempt < MAX_TAKE_ATTEMPTS; attempt++) {
            RunRecord oldest = null;
            for (RunRecord entry = queued.first(hash); entry != null; entry = queued.after(entry)) {
                if (entry.hash == hash
                        && (pool == null || entry.isInLane(lane))
                        && entry.hasWaiting()
                        && entry.refersTo(task)) {
                    oldest = entry;
                }
            }
            if (oldest == null) {
                return null;
            }
            RunRecord taken = takeFrom(oldest, newest);
            if (taken != null) {
                if (task instanceof ForkJoinTask) {
                    queuedForkJoin.decrementAndGet();
                    forkJoinRan = true;
                }
                return taken;
            }
        }
        return null;
    }

    private @Nullable RunRecord takeFrom(RunRecord entry, boolean newest) {
        RunRecord taken = newest ? entry.takeNewest() : entry.take();
        if (entry.closeIfTaken()) {
            queued.remove(entry);
        }
        return taken;
    }

    /** Ends all that waits in an entry: its task has left the pool's queue without running. */
    public void discard(RunRecord entry, long now) {
        RunRecord taken;
        while ((taken = takeFrom(entry, false)) != null) {
            if (taken.isForkJoin()) {
                queuedForkJoin.decrementAndGet();
            }
            if (taken.end(now)) {
                submitted.end();
            }
        }
    }

    // ---- sites ----

    /** Called by the reaper at each look. */
    public void sampleSites(long now, long graceNanos) {
        sites.forEach(key -> key.sample(now, graceNanos));
        sites.dropUnloaded();
    }
}
