package dev.parkranger.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** One live thread, platform or virtual; as an owner, the task that is its whole life. */
public final class ThreadRecord extends OwnerNode<Thread> {

    /** Ids are counted up from one; what they leave free has the marks. */
    private static final int MARKS_AT = 56;

    private static final long ID = (1L << MARKS_AT) - 1;
    private static final long VIRTUAL = 1L << MARKS_AT;
    private static final long MAIN = 2L << MARKS_AT;
    private static final long SEEN_EMPLOYER = 4L << MARKS_AT;
    private static final long SEEN_NEW = 8L << MARKS_AT;
    private static final long SEEN_ALIVE = 16L << MARKS_AT;
    private static final long IN_USE = 32L << MARKS_AT;

    /**
     * The id, and above it the marks: as booleans they would make the record eight bytes larger. The agent's start marks what it
     * adopts, before any look; from then on the reaper alone writes, and whoever reads the id does not mind which marks it has.
     */
    private volatile long idAndMarks;

    /** The scope that was open around its start, the pool that it belongs to, or a {@link Place} of both. */
    private volatile @Nullable Object place;

    /** Whatever few threads have; null for most. */
    private volatile @Nullable Extra extra;

    private record Place(ScopeRecord scope, PoolRecord pool) {}

    /**
     * What a thread has once it does more than run: starts others, runs a pool's tasks, is interrupted, is suspected. Made by
     * whoever needs it first; a million parked threads do without.
     */
    private static final class Extra {
        private volatile @Nullable Activity current;
        private volatile @Nullable SiteTally sites;

        /** What this thread has handed to an executor last; its own thread alone looks. */
        private @Nullable RunRecord lastHandedOver;

        /** What an executor was being given when it was started within, as a worker may be; null for nothing. */
        private volatile @Nullable RunRecord startedFor;

        /** Times a virtual thread was resumed since somebody began to count. */
        private volatile int resumes;

        private volatile boolean resumesCounted;

        /** When another thread interrupted it last; 0 for never. */
        private volatile long interruptedNanos;

        private volatile long endOrdinal;
    }

    private static final VarHandle EXTRA;

    static {
        try {
            EXTRA = MethodHandles.lookup().findVarHandle(ThreadRecord.class, "extra", Extra.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    ThreadRecord(
            Thread thread,
            long tid,
            boolean virtual,
            Origin origin,
            Owner parent,
            @Nullable ScopeRecord enclosing,
            @Nullable PoolRecord container,
            @Nullable SiteKey site,
            long now) {
        super(thread, origin, parent, Owner.lineage(parent, tid), site, now);
        this.idAndMarks = (tid & ID) | (virtual ? VIRTUAL : 0);
        this.place = placeOf(enclosing, container);
    }

    private static @Nullable Object placeOf(@Nullable ScopeRecord scope, @Nullable PoolRecord pool) {
        if (scope == null || pool == null) {
            return scope == null ? pool : scope;
        }
        return new Place(scope, pool);
    }

    /** The thread itself, the reaper and whoever interrupts it may race for it: the first wins. */
    private Extra extra() {
        Extra its = extra;
        if (its != null) {
            return its;
        }
        Extra fresh = new Extra();
        its = (Extra) EXTRA.compareAndExchange(this, null, fresh);
        return its == null ? fresh : its;
    }

    @Override
    int hash() {
        return Long.hashCode(tid());
    }

    /** Never reused, and unlike {@link Thread#getId()} not overridable. */
    public long tid() {
        return idAndMarks & ID;
    }

    private boolean isMarked(long mark) {
        return (idAndMarks & mark) != 0;
    }

    private void mark(long mark) {
        // One writer at a time, see above.
        long before = idAndMarks;
        if ((before & mark) == 0) {
            idAndMarks = before | mark;
        }
    }

    /** Whether the reaper has looked whether an executor employs the thread; it does not look twice. */
    public boolean isEmployerSought() {
        return isMarked(SEEN_EMPLOYER);
    }

    public void employerSought() {
        mark(SEEN_EMPLOYER);
    }

    /** Whether the reaper has found the thread in state NEW: it may be about to start, or never will. */
    public boolean wasSeenNew() {
        return isMarked(SEEN_NEW);
    }

    public void seenNew() {
        mark(SEEN_NEW);
    }

    /** Whether the reaper has seen the thread alive: from then on a start that failed is out of question. */
    public boolean wasSeenAlive() {
        return isMarked(SEEN_ALIVE);
    }

    public void seenAlive() {
        mark(SEEN_ALIVE);
    }

    /** Whether it serves others than its owner, which has ended. */
    public boolean isInUse() {
        return isMarked(IN_USE);
    }

    public void inUse() {
        mark(IN_USE);
    }

    public boolean isVirtual() {
        return isMarked(VIRTUAL);
    }

    @Override
    public OwnerKind kind() {
        return OwnerKind.TASK;
    }

    /** The request or scope that was open around its start. */
    public @Nullable ScopeRecord enclosing() {
        Object at = place;
        return at instanceof ScopeRecord scope ? scope : at instanceof Place both ? both.scope() : null;
    }

    /** The pool whose worker it is, or the per-task executor it runs in. */
    public @Nullable PoolRecord pool() {
        Object at = place;
        return at instanceof PoolRecord pool ? pool : at instanceof Place both ? both.pool() : null;
    }

    /** Whether it has done nothing but run: nobody has it for an owner. */
    boolean isBare() {
        return extra == null;
    }

    /** What it is doing, innermost; null for just its own task. */
    public @Nullable Activity current() {
        Extra its = extra;
        return its == null ? null : its.current;
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

    /** Whether it is one of the application's own threads, or a worker, rather than part of some piece of work. */
    boolean isRoot() {
        PoolRecord itsPool = pool();
        Owner parent = parent();
        return parent == Application.INSTANCE
                || ScopeRecord.isWebApplication(parent)
                || (itsPool != null && itsPool.kind() == OwnerKind.POOL);
    }

    /** Who owns what this thread starts now. The main thread's own starts are the application's. */
    Owner ownerOfStarts() {
        for (Activity activity = current(); activity != null; activity = activity.outer()) {
            Owner owner = activity.owner();
            if (owner != null) {
                return owner;
            }
        }
        return isMarked(MAIN) ? Application.INSTANCE : this;
    }

    @Nullable
    ScopeRecord openScope() {
        for (Activity activity = current(); activity != null; activity = activity.outer()) {
            if (activity.owner() != null) {
                return activity.enclosingScope();
            }
        }
        ScopeRecord scope = enclosing();
        return scope == null || scope.hasEnded() ? null : scope;
    }

    void runMain() {
        mark(MAIN);
    }

    /** Whether it runs {@code main}. */
    public boolean runsMain() {
        return isMarked(MAIN);
    }

    /** From now on its resumes are counted, for nobody counts a virtual thread's waits; for suspects alone. */
    public void countResumes() {
        extra().resumesCounted = true;
    }

    public boolean countsResumes() {
        Extra its = extra;
        return its != null && its.resumesCounted;
    }

    public int resumes() {
        Extra its = extra;
        return its == null ? 0 : its.resumes;
    }

    /** Called on the carrier; a virtual thread is resumed by one carrier at a time. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void resumed() {
        Extra its = extra;
        if (its != null && its.resumesCounted) {
            its.resumes++;
        }
    }

    /** When another thread interrupted it last, whatever it was doing then; 0 for never. */
    public long interruptedNanos() {
        Extra its = extra;
        return its == null ? 0 : its.interruptedNanos;
    }

    /** Two who interrupt it at once may overwrite each other: either time will do. */
    void interruptedAt(long now) {
        extra().interruptedNanos = now;
    }

    @Nullable
    RunRecord lastHandedOver() {
        Extra its = extra;
        return its == null ? null : its.lastHandedOver;
    }

    void handedOver(@Nullable RunRecord run) {
        if (run != null || extra != null) {
            extra().lastHandedOver = run;
        }
    }

    void startedFor(@Nullable RunRecord given) {
        if (given != null) {
            extra().startedFor = given;
        }
    }

    /**
     * What an executor was being given when it was started: it may be a worker of that, or the task's own thread. Told
     * once.
     */
    public @Nullable RunRecord takeStartedFor() {
        Extra its = extra;
        RunRecord given = its == null ? null : its.startedFor;
        if (given != null) {
            extra().startedFor = null;
        }
        return given;
    }

    void current(@Nullable Activity activity) {
        if (activity != null || extra != null) {
            extra().current = activity;
        }
    }

    void tally(SiteKey key) {
        Extra its = extra();
        its.sites = SiteTally.with(its.sites, key);
    }

    /** Its true owner shows only when it runs: whoever's submit happened to start a worker, it is the pool's. */
    public void becomeWorkerOf(PoolRecord itsPool) {
        place = itsPool;
        parent(itsPool);
    }

    /** For what turns out to be meant to live on, an initialiser's thread for one. */
    public void adopt() {
        parent(Application.INSTANCE);
        place = pool();
    }

    /** Called once, by whoever has removed it from the table. */
    void end(long now) {
        ended(now);
        place = null;
        parent(null);
        Extra its = extra;
        if (its != null) {
            its.current = null;
            its.lastHandedOver = null;
            its.startedFor = null;
            SiteTally.ownerEnded(its.sites, site());
            its.sites = null;
        }
    }
}
