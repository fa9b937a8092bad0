package dev.parkranger.reaper;

import dev.parkranger.record.Activity;
import dev.parkranger.record.Application;
import dev.parkranger.record.Origin;
import dev.parkranger.record.Owner;
import dev.parkranger.record.OwnerKind;
import dev.parkranger.record.PoolRecord;
import dev.parkranger.record.Registry;
import dev.parkranger.record.RunRecord;
import dev.parkranger.record.SiteKey;
import dev.parkranger.record.ThreadRecord;
import dev.parkranger.record.Ticker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the records: sweeps what is gone, collects what outlives its owner, and counts what lives on with its
 * owner, site by site; of a site whose number grows it collects that too. Looks at no thread's state but whether it lives;
 * that is for the candidates alone.
 */
final class Candidates {

    /** A thread in state NEW for so long after its start was counted has failed to start. */
    private static final long START_PATIENCE_NANOS = 1_000_000_000L;

    /** Pools that nobody has shut down and that are looked at because there are ever more; by then it is plain. */
    private static final int MAX_LIVING_POOLS = 4_096;

    /** Owners that are looked at on the way up from a task. */
    private static final int MAX_ANCESTORS = 16;

    private final Registry registry;
    private final Ticker ticker;
    private final Employment employment;
    private final long graceNanos;
    private final long windowNanos;
    private final Before before;
    private final StarvedPools starved;
    private final List<Candidate> tasks = new ArrayList<>();
    private final List<ThreadRecord> collected = new ArrayList<>();
    private final IdentityHashMap<PoolRecord, List<Candidate>> workers = new IdentityHashMap<>();
    private final List<Candidate> living = new ArrayList<>();
    private final IdentityHashMap<PoolRecord, List<Candidate>> livingWorkers = new IdentityHashMap<>();

    /** Pools that are counted, with whether anybody wants to know their workers. */
    private final IdentityHashMap<PoolRecord, Boolean> livingPools = new IdentityHashMap<>();

    private final Set<PoolRecord> inUse = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * What the last look has found.
     *
     * @param locks is shown each live thread
     * @param resolver is shown each creating stack
     * @param starved pools that waited for themselves
     * @param stuck what has outlived its owner and stands still, by identity
     */
    record Before(LockWaits locks, Resolver resolver, Set<PoolRecord> starved, Set<Object> stuck) {}

    /**
     * @param graceNanos what is younger is not counted yet
     * @param windowNanos for so long the stacks of all are taken once one of their kind has survived
     */
    Candidates(
            Registry registry, Ticker ticker, Employers employers, long graceNanos, long windowNanos, Before before) {
        this.before = before;
        this.windowNanos = windowNanos;
        this.graceNanos = graceNanos;
        this.registry = registry;
        this.ticker = ticker;
        this.employment = new Employment(registry, ticker, employers);
        this.starved = new StarvedPools(before.starved());
    }

    List<Candidate> tasks() {
        return tasks;
    }

    /** Live workers of pools that were shut down or whose owner has ended. */
    IdentityHashMap<PoolRecord, List<Candidate>> workers() {
        return workers;
    }

    StarvedPools starved() {
        return starved;
    }

    /** Threads and running tasks of sites whose number grows, and whose owner lives. */
    List<Candidate> living() {
        return living;
    }

    /** Workers of pools that nobody has shut down, of sites that make ever more such pools. */
    IdentityHashMap<PoolRecord, List<Candidate>> livingWorkers() {
        return livingWorkers;
    }

    void collect() {
        long now = ticker.nanos();
        registry.awaited().sweep(now);
        registry.webApplications().sweep(now);
        registry.threads().forEach(record -> collect(record, now));
        registry.pools().forEach(pool -> sweep(pool, now));
        registry.shutDownPoolsSwept();
        registry.queued().forEach(entry -> sweep(entry, now));
        registry.queuedForeign().forEach(entry -> sweepForeign(entry, now));
        starved.close();
        registry.closeCensus(now, windowNanos);
    }

    /** Virtual threads that are gone and have not ended. */
    List<ThreadRecord> collected() {
        return collected;
    }

    private void collect(ThreadRecord record, long now) {
        Thread thread = record.get();
        if (thread == null) {
            // Collected without an end: a virtual thread that nobody could wake.
            if (record.isVirtual() && record.wasSeenAlive()) {
                collected.add(record);
            }
            registry.end(record, now);
            return;
        }
        if (!record.wasSeenAlive() && !isRunning(record, thread, now)) {
            return;
        }
        before.locks().pass(record, thread);
        meet(record.site(), record.origin());
        PoolRecord pool = record.pool();
        if (pool == null && !record.isVirtual()) {
            // A virtual thread is not even looked at here: of a million of them each would be a cache miss.
            pool = employment.poolOf(record, thread);
        }
        collectRuns(record, thread, now);
        if (pool != null) {
            if (pool.hasEnded()) {
                inUse.add(pool);
            }
            starved.noteWorker(record, pool);
            collectWorker(record, thread, pool, now);
            if (pool.kind() != OwnerKind.CONTAINER) {
                return;
            }
        }
        Owner owner = endedOr(record.parent());
        if (owner == null) {
            return;
        }
        long ended = owner == pool && !owner.hasEnded() ? 0 : Ends.of(owner, record.enclosing());
        if (ended != 0 && !record.isInUse()) {
            tasks.add(survivor(new Candidate(record, thread, null, owner, ended), record.site(), record.origin(), now));
        } else if (pool != null && !record.isInUse() && Ends.of(pool, record.enclosing()) != 0) {
            tasks.add(new Candidate(record, thread, null, pool, Ends.of(pool, record.enclosing())));
        } else if (!record.runsMain() && !(record.current() instanceof RunRecord)) {
            collectLiving(record, thread, null, owner, now);
        }
    }

    /**
     * An owner; or, of one that has outlived its own owner and stands still, that one's. Who waits for ever will not end
     * what it has started.
     */
    private @Nullable Owner endedOr(@Nullable Owner owner) {
        if (before.stuck().isEmpty()) {
            return owner;
        }
        Owner at = owner;
        for (int i = 0; i < MAX_ANCESTORS && at != null && before.stuck().contains(at); i++) {
            at = at.parent();
        }
        return at == null ? owner : at;
    }

    /** Past grace, whoever comes after it is worth a stack. */
    private Candidate survivor(Candidate candidate, @Nullable SiteKey site, Origin origin, long now) {
        if (site != null && now - candidate.endedNanos() > graceNanos) {
            site.leaks(now + windowNanos);
            origin.survives();
        }
        return candidate;
    }

    /**
     * What lives on with its owner is counted; it is worth a look where there are more and more of its kind. What is in use
     * is the application's, whoever started it.
     */
    private void collectLiving(ThreadRecord record, Thread thread, @Nullable RunRecord run, Owner owner, long now) {
        SiteKey site = run == null ? record.site() : run.site();
        long since = run == null ? record.sinceNanos() : run.sinceNanos();
        if (site == null || now - since < graceNanos) {
            return;
        }
        boolean inUse = run == null ? record.isInUse() : run.isInUse();
        site.countLiving();
        if (inUse) {
            site.countInUse();
        }
        if (site.hasGrown()) {
            site.leaks(now + windowNanos);
            (run == null ? record.origin() : run.origin()).survives();
            int oneIn = site.oneIn();
            if (isSampled(record, oneIn)) {
                living.add(new Candidate(record, thread, run, inUse ? Application.INSTANCE : owner, 0, site, oneIn));
            }
        }
    }

    /** The same ones at each look: what a task does is seen by looking at it twice. */
    private static boolean isSampled(ThreadRecord record, int oneIn) {
        return oneIn == 1 || (Long.hashCode(record.tid() * 0x9E3779B97F4A7C15L) >>> 8 & oneIn - 1) == 0;
    }

    private boolean isRunning(ThreadRecord record, Thread thread, long now) {
        if (thread.isAlive()) {
            record.seenAlive();
            return true;
        }
        // Not alive: it has not quite started yet, never will, or has ended this moment and the hook comes next.
        if (now - record.sinceNanos() > START_PATIENCE_NANOS) {
            if (thread.getState() == Thread.State.NEW) {
                if (!record.wasSeenNew()) {
                    // The machine may have stopped us all right before the start: it gets one more look.
                    record.seenNew();
                    return false;
                }
                registry.neverStarted(record);
            } else {
                registry.end(record, now);
            }
        }
        return false;
    }

    /** How many backtraces are kept is known by counting: a task that ends says nothing of its own. */
    private void meet(@Nullable SiteKey site, Origin origin) {
        if (origin.isBorrowed()) {
            return;
        }
        before.resolver().meet(origin);
        if (site != null && origin.isOwn()) {
            site.countOwnStack();
        }
    }

    private void collectRuns(ThreadRecord record, Thread thread, long now) {
        Owner within = null;
        boolean seenAny = false;
        for (Activity activity = record.current(); activity != null; activity = activity.outer()) {
            if (!(activity instanceof RunRecord run)) {
                within = within == null ? activity.owner() : within;
                continue;
            }
            boolean innermost = !seenAny;
            seenAny = true;
            meet(run.site(), run.origin());
            Owner parent = run.parent();
            // What a task runs within itself is told as that task.
            Owner owner = parent != null && isWithin(parent, activity.outer()) ? parent : endedOr(parent);
            PoolRecord pool = run.pool();
            if (owner == null || (pool != null && Ends.isWithWorkers(pool))) {
                // Its worker is told with the pool; one cause, one group.
                continue;
            }
            long ended = Ends.of(owner, run.enclosing());
            if (ended != 0 && !run.isInUse()) {
                // The innermost: those around it wait for it, and would tell the same thread once more.
                tasks.add(survivor(new Candidate(record, thread, run, owner, ended), run.site(), run.origin(), now));
                return;
            }
            if (innermost) {
                // A task that serves a request works for that, however long its own owner lives.
                collectLiving(record, thread, run, within == null ? owner : within, now);
            }
            if (!isWithin(owner, activity.outer())) {
                // It works for somebody who is there. Those around it are no leak for that: a task that drains a queue
                // is whose it first was, and runs what others have put in since.
                return;
            }
        }
    }

    /** Whether the owner is what one of the activities is about, or descends from it. */
    private static boolean isWithin(Owner owner, @Nullable Activity activities) {
        for (Activity activity = activities; activity != null; activity = activity.outer()) {
            Owner around = activity.owner();
            Owner ancestor = owner;
            for (int i = 0; i < MAX_ANCESTORS && around != null && ancestor != null; i++) {
                if (ancestor == around) {
                    return true;
                }
                ancestor = ancestor.parent();
            }
        }
        return false;
    }

    private void collectWorker(ThreadRecord record, Thread thread, PoolRecord pool, long now) {
        if (Ends.isWithWorkers(pool)) {
            Owner owner = pool.hasEnded() ? pool : Ends.ownerOf(pool);
            workers.computeIfAbsent(pool, key -> new ArrayList<>())
                    .add(new Candidate(record, thread, null, owner, Ends.ofPool(pool)));
        } else if (!pool.hasEnded() && pool.kind() == OwnerKind.POOL) {
            collectLivingWorker(record, thread, pool, now);
        }
    }

    /** Of pools the pools are counted: how many workers each has says nothing. */
    private void collectLivingWorker(ThreadRecord record, Thread thread, PoolRecord pool, long now) {
        SiteKey site = pool.site();
        if (site == null || now - pool.createdNanos() < graceNanos) {
            return;
        }
        boolean wanted = livingPools.computeIfAbsent(pool, key -> {
            site.countLiving();
            return site.hasGrown();
        });
        if (wanted && livingWorkers.size() < MAX_LIVING_POOLS) {
            livingWorkers
                    .computeIfAbsent(pool, key -> new ArrayList<>())
                    .add(new Candidate(record, thread, null, Ends.ownerOf(pool), 0, site, 1));
        }
    }

    /**
     * A pool that is collected needs no record, nor one that was shut down so long ago that no worker of it can still be
     * on its way into its first task. Workers that are there hold the record themselves, and may be replaced by others.
     */
    private void sweep(PoolRecord pool, long now) {
        before.resolver().meet(pool.origin());
        boolean shutDown = pool.hasEnded() && now - pool.endedNanos() > START_PATIENCE_NANOS && !inUse.contains(pool);
        if (shutDown || (pool.refersTo(null) && !workers.containsKey(pool))) {
            registry.removePool(pool);
        }
    }

    /** What its executor has dropped, or wrapped and handed on, never begins; it goes when nobody refers to it. */
    private void sweepForeign(RunRecord entry, long now) {
        RunRecord waiting = entry.oldestWaiting();
        PoolRecord pool = waiting == null ? null : waiting.pool();
        if (entry.refersTo(null) || (pool != null && pool.refersTo(null))) {
            registry.discardForeign(entry, now);
        }
    }

    /** Submissions leave a queue without a hook seeing it: by {@code shutdownNow}, {@code purge}, or with their pool. */
    private void sweep(RunRecord entry, long now) {
        noteQueued(entry);
        entry.forEachFollower(this::noteQueued);
        RunRecord waiting = entry.oldestWaiting();
        if (waiting == null || now - waiting.sinceNanos() < START_PATIENCE_NANOS) {
            return;
        }
        PoolRecord pool = waiting.pool();
        if (entry.refersTo(null) || pool == null || pool.refersTo(null) || Queues.isEmpty(pool)) {
            registry.discard(entry, now);
        }
    }

    private void noteQueued(RunRecord queued) {
        meet(queued.site(), queued.origin());
        starved.noteQueued(queued);
    }
}
