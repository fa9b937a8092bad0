package dev.parkranger.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One submission to a pool, queued and then running. Keyed by submission, never by the runnable, which is weakly held
 * and never wrapped: one runnable may be queued many times, and then its submissions line up behind the first.
 */
public final class RunRecord extends OwnerNode<Object> implements Activity {

    private static final VarHandle STATE;
    private static final VarHandle EXTRA;
    private static final VarHandle FOLLOWERS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(RunRecord.class, "state", byte.class);
            EXTRA = lookup.findVarHandle(RunRecord.class, "extra", Extra.class);
            FOLLOWERS = lookup.findVarHandle(RunRecord.class, "followers", Followers.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int MAX_LINE_SEARCHED = 64;

    private static final byte QUEUED = 0;
    private static final byte RUNNING = 1;
    private static final byte ENDED = 2;

    /** Further submissions of the same runnable, first in first out; closed once the last is taken. */
    private static final class Followers {
        static final Followers CLOSED = new Followers(-1, 0);
        final ConcurrentLinkedQueue<RunRecord> queue = new ConcurrentLinkedQueue<>();
        final AtomicInteger waiting;

        /** The pool's, for those that wait once the first of them has ended and knows its pool no more. */
        final int lane;

        Followers(int waiting, int lane) {
            this.waiting = new AtomicInteger(waiting);
            this.lane = lane;
        }
    }

    /**
     * What a run has once it does more than wait and run: starts things, so that it is somebody's owner, runs within
     * another, or serves others. Most do without.
     */
    private static final class Extra {
        private volatile @Nullable Activity outer;
        private volatile @Nullable SiteTally sites;
        private volatile long endOrdinal;
        private volatile boolean inUse;
    }

    private final @Nullable ScopeRecord enclosing;
    private final boolean periodic;
    private final boolean forkJoin;

    /** Begun by the fork-join hook, which counts those; the same task in another kind of pool is not. */
    volatile boolean begunAsJoin;

    private volatile byte state;
    private final int hash;
    private volatile @Nullable PoolRecord pool;
    private volatile @Nullable Followers followers;

    /** Whatever few runs have; null for most. */
    private volatile @Nullable Extra extra;

    RunRecord(
            Object task,
            @Nullable PoolRecord pool,
            Origin origin,
            Owner parent,
            @Nullable ScopeRecord enclosing,
            @Nullable SiteKey site,
            boolean periodic,
            long now) {
        super(task, origin, parent, Owner.lineage(parent, now), site, now);
        this.hash = System.identityHashCode(task);
        this.pool = pool;
        this.enclosing = enclosing;
        this.periodic = periodic;
        this.forkJoin = task instanceof ForkJoinTask;
    }

    /** Its own thread makes it, and the reaper may be about to end it: the first wins. */
    private Extra extra() {
        Extra its = extra;
        if (its != null) {
            return its;
        }
        Extra fresh = new Extra();
        its = (Extra) EXTRA.compareAndExchange(this, null, fresh);
        return its == null ? fresh : its;
    }

    /** The next run of a periodic task. */
    RunRecord again(Object task, PoolRecord itsPool, Owner owner, long now) {
        return new RunRecord(task, itsPool, origin(), owner, enclosing, site(), true, now);
    }

    /** Null once it has ended: pools whose tasks make the next pool would chain up. */
    public @Nullable PoolRecord pool() {
        return pool;
    }

    @Override
    int hash() {
        return hash;
    }

    @Override
    public long endOrdinal() {
        Extra its = extra;
        return its == null ? 0 : its.endOrdinal;
    }

    /** Who has started nothing is nobody's owner, and nobody asks. */
    @Override
    void endOrdinal(long number) {
        Extra its = extra;
        if (its != null) {
            its.endOrdinal = number;
        }
    }

    /** It has made something that no site counts, and so is an owner too. */
    void owns() {
        extra();
    }

    @Override
    public Owner owner() {
        return this;
    }

    @Override
    public OwnerKind kind() {
        return OwnerKind.TASK;
    }

    @Override
    public @Nullable Activity outer() {
        Extra its = extra;
        return its == null ? null : its.outer;
    }

    /** The request or scope that was open around the submission. */
    public @Nullable ScopeRecord enclosing() {
        return enclosing;
    }

    @Override
    public @Nullable ScopeRecord enclosingScope() {
        ScopeRecord scope = enclosing;
        return scope == null || scope.hasEnded() ? null : scope;
    }

    public boolean isQueued() {
        return state == QUEUED;
    }

    public boolean isRunning() {
        return state == RUNNING;
    }

    /** Whether it serves others than its owner, which has ended. */
    public boolean isInUse() {
        Extra its = extra;
        return its != null && its.inUse;
    }

    public void inUse() {
        extra().inUse = true;
    }

    /** Whether it is a stage of a CompletableFuture itself, which hands on to the next. */
    boolean isStage() {
        return get() instanceof CompletableFuture.AsynchronousCompletionTask;
    }

    /** Tells pools apart without holding one: a runnable may wait in several. */
    static int lane(@Nullable PoolRecord pool) {
        return pool == null ? 0 : System.identityHashCode(pool);
    }

    /** An entry that has ended, and behind which nobody waits, is in none that has a pool. */
    boolean isInLane(int other) {
        PoolRecord its = pool;
        if (its != null) {
            return lane(its) == other;
        }
        Followers line = followers;
        return (line == null ? 0 : line.lane) == other;
    }

    boolean isForkJoin() {
        return forkJoin;
    }

    boolean isPeriodic() {
        return periodic;
    }

    void tally(SiteKey key) {
        Extra its = extra();
        its.sites = SiteTally.with(its.sites, key);
    }

    /** Returns false when this entry takes no more, being about to leave the table. */
    boolean follow(RunRecord later) {
        Followers line = followers;
        if (line == null) {
            // The later one's: this one may end meanwhile.
            Followers fresh = new Followers(0, lane(later.pool));
            line = (Followers) FOLLOWERS.compareAndExchange(this, null, fresh);
            if (line == null) {
                line = fresh;
            }
        }
        for (; ; ) {
            int waiting = line.waiting.get();
            if (waiting < 0) {
                return false;
            }
            if (line.waiting.compareAndSet(waiting, waiting + 1)) {
                line.queue.add(later);
                return true;
            }
        }
    }

    /** Whether more than so many wait behind this one. */
    boolean isLongerThan(int most) {
        Followers line = followers;
        return line != null && line.waiting.get() > most;
    }

    /** What {@link #take} would take: the entry itself may have run and ended while others wait behind it. */
    public @Nullable RunRecord oldestWaiting() {
        Followers line = followers;
        if (state == QUEUED || line == null) {
            return state == QUEUED ? this : null;
        }
        for (RunRecord follower : line.queue) {
            if (follower.state == QUEUED) {
                return follower;
            }
        }
        return null;
    }

    /** Whether {@link #take} would find one. */
    boolean hasWaiting() {
        Followers line = followers;
        return state == QUEUED || (line != null && line.waiting.get() > 0);
    }

    /** Takes the oldest submission that has not begun, this one or one that follows it; null when none is left. */
    @Nullable
    RunRecord take() {
        if (claim()) {
            return this;
        }
        Followers line = followers;
        if (line == null) {
            return null;
        }
        RunRecord follower;
        while ((follower = line.queue.poll()) != null) {
            line.waiting.decrementAndGet();
            if (follower.claim()) {
                return follower;
            }
        }
        return null;
    }

    /**
     * Takes the newest submission that has not begun: it is the newest that a pool refuses. In a long line the oldest
     * will do; only their owners are confused then.
     */
    @Nullable
    RunRecord takeNewest() {
        Followers line = followers;
        if (line == null || line.waiting.get() > MAX_LINE_SEARCHED) {
            return take();
        }
        RunRecord newest = null;
        for (RunRecord follower : line.queue) {
            newest = follower.state == QUEUED ? follower : newest;
        }
        if (newest == null || !newest.claim()) {
            return take();
        }
        // Left in the line it would keep the entry open for ever. Whoever has polled it in between has counted it out.
        dropFollower(newest);
        return newest;
    }

    /** Takes it out of turn; true for exactly one caller. The entry that it waits behind has to {@link #dropFollower}. */
    boolean claim() {
        return STATE.compareAndSet(this, QUEUED, RUNNING);
    }

    /** Whether the run stood in this entry's line, where it stands no more. One that was polled in between does not. */
    boolean dropFollower(RunRecord run) {
        Followers line = followers;
        if (line == null || !line.queue.remove(run)) {
            return false;
        }
        line.waiting.decrementAndGet();
        return true;
    }

    /** Lets the reaper see what waits behind this one. */
    public void forEachFollower(Consumer<RunRecord> action) {
        Followers line = followers;
        if (line != null) {
            line.queue.forEach(action);
        }
    }

    /** Closes the entry if nothing is left to take; true for the caller that has to remove it from the table. */
    boolean closeIfTaken() {
        if (state == QUEUED) {
            return false;
        }
        Followers line = followers;
        if (line == null) {
            return FOLLOWERS.compareAndSet(this, null, Followers.CLOSED);
        }
        return line != Followers.CLOSED && line.waiting.compareAndSet(0, -1);
    }

    void begin(@Nullable Activity around, long now) {
        if (around != null || extra != null) {
            extra().outer = around;
        }
        since(now);
        state = RUNNING;
    }

    /** Returns true for exactly one caller. */
    boolean end(long now) {
        if ((byte) STATE.getAndSet(this, ENDED) == ENDED) {
            return false;
        }
        ended(now);
        pool = null;
        parent(null);
        Extra its = extra;
        if (its != null) {
            its.outer = null;
            SiteTally.ownerEnded(its.sites, site());
            its.sites = null;
        }
        return true;
    }
}
