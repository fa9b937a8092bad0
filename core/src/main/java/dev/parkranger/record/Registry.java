package dev.parkranger.record;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All records there are. Thread-safe without a lock; the recorder writes, the reaper reads and sweeps. */
public final class Registry {

    /** Of one runnable handed to pools that are not the JDK's, and not seen to begin. */
    private static final int MAX_FOREIGN_LINE = 1_024;

    /** Of all that was handed to such pools; what they wrap never begins, and waits here for the next look. */
    private static final int MAX_FOREIGN = 65_536;

    private static final String EXECUTOR_CLASS = "executors of this class";
    private static final int POOLS_EXPECTED = 65_536;

    /** Above this pools are not recorded: nobody means to have so many, and each keeps its creation stack. */
    private static final int MAX_POOLS = 100_000;

    /** Pools that were shut down and are found until the next look, for workers that come late; beyond, at once gone. */
    private static final int MAX_SHUT_DOWN = 8_192;

    private final NodeTable<ThreadRecord> threads;
    private final Submissions submissions;
    private final Submissions foreignSubmissions = new Submissions(MAX_FOREIGN, MAX_FOREIGN_LINE, MAX_FOREIGN);
    private final NodeTable<PoolRecord> pools = new NodeTable<>(POOLS_EXPECTED);
    private final Sites sites = new Sites();
    private final AwaitedScopes awaited = new AwaitedScopes();
    private final WebApplications webApplications = new WebApplications();
    private final Counts platform = new Counts();
    private final Counts virtual = new Counts();
    private final Counts submitted = new Counts();
    private final LongAdder dropped = new LongAdder();
    private final AtomicLong droppedLive = new AtomicLong();
    private final RunningJoins runningJoins = new RunningJoins();
    private final AtomicInteger poolCount = new AtomicInteger();
    private final AtomicInteger shutDownPools = new AtomicInteger();

    /** Stands for all pools that have no record of their own. */
    private final PoolRecord otherPools =
            new PoolRecord(this, OwnerKind.POOL, Origin.UNKNOWN, Application.INSTANCE, null, null, 1);

    private volatile long graceNanos = Long.MAX_VALUE;
    private volatile boolean resumeSeen;
    private volatile boolean virtualInterruptSeen;
    private volatile boolean deafToInterrupts;

    public Registry(int maxRecords) {
        this.threads = new NodeTable<>(maxRecords);
        this.submissions = Submissions.unbounded(maxRecords);
    }

    public NodeTable<ThreadRecord> threads() {
        return threads;
    }

    /** Submissions that have not begun, one entry for each runnable. */
    public NodeTable<RunRecord> queued() {
        return submissions.table();
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

    /** The record of a live thread by its true id; null for one that has none, or has ended. */
    public @Nullable ThreadRecord recordOf(long tid) {
        return find(tid);
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
        recordOf(thread, ticker).runMain();
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
        if (site != null && isLate(owner, enclosing, now)) {
            site.lateEnd(now);
        }
    }

    private boolean isLate(@Nullable Owner owner, @Nullable ScopeRecord enclosing, long now) {
        if (owner == null) {
            return false;
        }
        long ended = owner.endedNanos();
        long scopeEnded = enclosing == null ? ended : enclosing.endedNanos();
        return ended != 0 && scopeEnded != 0 && now - Math.max(ended, scopeEnded) > graceNanos;
    }

    /** A worker's late end is its pool's: there it says that workers of such pools do come to their end. */
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
            endActivities(record.tid(), activity, null, now);
            record.current(null);
        }
    }

    /** Ends the activity of the thread with this id, and those around it up to the given one, which stays. */
    void endActivities(long tid, @Nullable Activity innermost, @Nullable Activity until, long now) {
        Activity activity = innermost;
        while (activity != null && activity != until) {
            Activity outer = activity.outer();
            if (activity instanceof RunRecord run) {
                if (run.end(now)) {
                    submitted.end();
                    if (run.begunAsJoin) {
                        // Its end hook finds it no more.
                        runningJoins.ended(tid);
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
            if (record.hash() == hash && record.refersTo(pool)) {
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
        SiteKey site = pool.site();
        if (site != null && isLate(pool.parent(), pool.enclosing(), now)) {
            site.lateShutDown(now);
        }
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

    /** The record of an executor that has been found to have a thread: its class is one of pools, then. */
    public PoolRecord employs(Object executor, Ticker ticker) {
        executors(executor).employs();
        return poolOfOrUnknown(executor, ticker);
    }

    /** Counts the instances of one class of executors. */
    SiteKey executors(Object executor) {
        return sites.of(executor.getClass(), EXECUTOR_CLASS);
    }

    // ---- submissions ----

    RunningJoins runningJoins() {
        return runningJoins;
    }

    int queuedForkJoin() {
        return submissions.queuedForkJoin();
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

    void virtualInterruptSeen() {
        if (!virtualInterruptSeen) {
            virtualInterruptSeen = true;
        }
    }

    /** Whether a virtual thread has been seen to be interrupted: proves that hook. */
    public boolean hasSeenVirtualInterrupt() {
        return virtualInterruptSeen;
    }

    /** Interrupts are not heard of on this JDK, so that none has been seen says nothing. */
    public void deafToInterrupts() {
        deafToInterrupts = true;
    }

    public boolean hearsInterrupts() {
        return !deafToInterrupts;
    }

    /** Whether a fork-join task has been submitted: proves that hook. */
    public boolean forkJoinSeen() {
        return submissions.forkJoinSeen();
    }

    public boolean forkJoinRan() {
        return submissions.forkJoinRan();
    }

    /** To the JDK's own pools. */
    Submissions submissions() {
        return submissions;
    }

    /** To pools that are not the JDK's. They are tasks only once they begin: some are handed on instead, and wrapped. */
    Submissions foreignSubmissions() {
        return foreignSubmissions;
    }

    /** As {@link #queued}, to pools that are not the JDK's. */
    public NodeTable<RunRecord> queuedForeign() {
        return foreignSubmissions.table();
    }

    void queue(Object task, RunRecord run) {
        submissions.queue(task, run);
    }

    @Nullable
    RunRecord take(Object task, @Nullable PoolRecord pool) {
        return submissions.take(task, pool);
    }

    @Nullable
    RunRecord takeRefused(Object task, @Nullable PoolRecord pool) {
        return submissions.takeRefused(task, pool);
    }

    /** Ends all that waits in an entry: its task has left the pool's queue without running. */
    public void discard(RunRecord entry, long now) {
        RunRecord taken;
        while ((taken = submissions.discardOne(entry)) != null) {
            if (taken.end(now)) {
                submitted.end();
            }
        }
    }

    /** As {@link #discard}, of a submission to a pool that is not the JDK's. */
    public void discardForeign(RunRecord entry, long now) {
        RunRecord taken;
        while ((taken = foreignSubmissions.discardOne(entry)) != null) {
            taken.end(now);
        }
    }

    // ---- sites ----

    /** Called by the reaper at each look. */
    public void sampleSites(long now, long graceNanos) {
        sites.forEach(key -> key.sample(now, graceNanos));
        sites.dropUnloaded();
    }

    /** Called by the reaper when it has counted all that lives. */
    public void closeCensus(long now, long windowNanos) {
        int[] kept = new int[1];
        sites.forEach(key -> {
            key.closeCensus(now, windowNanos);
            kept[0] += key.closeSamples(now);
        });
        sites.kept().set(kept[0]);
    }

    /** The creating stacks that are shown for others. */
    public void forEachSample(Consumer<Origin> action) {
        sites.forEach(key -> key.forEachSample(action));
    }

    /** Tasks and threads that have ended so far: what the application has got done, whatever it is. */
    public long endedSoFar() {
        return platform.ended() + virtual.ended() + submitted.ended();
    }
}
