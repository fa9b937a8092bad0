package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/** One live thread, platform or virtual; as an owner, the task that is its whole life. */
public final class ThreadRecord extends OwnerNode<Thread> {

    private final long tid;
    private final boolean virtual;
    private final long startedNanos;
    private volatile @Nullable ScopeRecord enclosing;
    private volatile @Nullable PoolRecord pool;
    private volatile @Nullable Activity current;
    private volatile @Nullable SiteTally sites;

    /** What this thread has handed to an executor last; its own thread alone looks. */
    private @Nullable RunRecord lastHandedOver;

    /** What an executor was being given when it was started within, as a worker may be; null for nothing. */
    private volatile @Nullable RunRecord startedFor;

    /** Set by the reaper once it has looked whether an executor employs the thread; it does not look twice. */
    public boolean seenEmployer;

    /** Whether it runs {@code main}: what it starts is the application's, and its return is nobody's end. */
    private volatile boolean main;

    /** Times a virtual thread was resumed since somebody began to count. */
    private volatile int resumes;

    private volatile boolean resumesCounted;

    /** When another thread interrupted it last; 0 for never. */
    private volatile long interruptedNanos;

    /** Set by the reaper when it finds the thread in state NEW: it may be about to start, or never will. */
    public boolean seenNew;

    /** Set by the reaper once it has seen the thread alive: from then on a start that failed is out of question. */
    public boolean seenAlive;

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
        super(thread, Long.hashCode(tid), origin, parent, Owner.lineage(parent, now), site);
        this.tid = tid;
        this.virtual = virtual;
        this.enclosing = enclosing;
        this.pool = container;
        this.startedNanos = now;
    }

    /** Never reused, and unlike {@link Thread#getId()} not overridable. */
    public long tid() {
        return tid;
    }

    public boolean isVirtual() {
        return virtual;
    }

    public long startedNanos() {
        return startedNanos;
    }

    @Override
    public OwnerKind kind() {
        return OwnerKind.TASK;
    }

    /** The request or scope that was open around its start. */
    public @Nullable ScopeRecord enclosing() {
        return enclosing;
    }

    /** The pool whose worker it is, or the per-task executor it runs in. */
    public @Nullable PoolRecord pool() {
        return pool;
    }

    /** What it is doing, innermost; null for just its own task. */
    public @Nullable Activity current() {
        return current;
    }

    /** Whether it is one of the application's own threads, or a worker, rather than part of some piece of work. */
    boolean isRoot() {
        PoolRecord itsPool = pool;
        Owner parent = parent();
        return parent == Application.INSTANCE
                || ScopeRecord.isWebApplication(parent)
                || (itsPool != null && itsPool.kind() == OwnerKind.POOL);
    }

    /** Who owns what this thread starts now. The main thread's own starts are the application's. */
    Owner ownerOfStarts() {
        for (Activity activity = current; activity != null; activity = activity.outer()) {
            Owner owner = activity.owner();
            if (owner != null) {
                return owner;
            }
        }
        return main ? Application.INSTANCE : this;
    }

    @Nullable
    ScopeRecord openScope() {
        for (Activity activity = current; activity != null; activity = activity.outer()) {
            if (activity.owner() != null) {
                return activity.enclosingScope();
            }
        }
        ScopeRecord scope = enclosing;
        return scope == null || scope.hasEnded() ? null : scope;
    }

    void runMain() {
        main = true;
    }

    /** Whether it runs {@code main}. */
    public boolean runsMain() {
        return main;
    }

    /** From now on its resumes are counted, for nobody counts a virtual thread's waits; for suspects alone. */
    public void countResumes() {
        resumesCounted = true;
    }

    public boolean countsResumes() {
        return resumesCounted;
    }

    public int resumes() {
        return resumes;
    }

    /** Called on the carrier; a virtual thread is resumed by one carrier at a time. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void resumed() {
        if (resumesCounted) {
            resumes++;
        }
    }

    /** When another thread interrupted it last, whatever it was doing then; 0 for never. */
    public long interruptedNanos() {
        return interruptedNanos;
    }

    /** Two who interrupt it at once may overwrite each other: either time will do. */
    void interruptedAt(long now) {
        interruptedNanos = now;
    }

    @Nullable
    RunRecord lastHandedOver() {
        return lastHandedOver;
    }

    void handedOver(@Nullable RunRecord run) {
        lastHandedOver = run;
    }

    void startedFor(@Nullable RunRecord given) {
        startedFor = given;
    }

    /**
     * What an executor was being given when it was started: it may be a worker of that, or the task's own thread. Told
     * once.
     */
    public @Nullable RunRecord takeStartedFor() {
        RunRecord given = startedFor;
        startedFor = null;
        return given;
    }

    void current(@Nullable Activity activity) {
        current = activity;
    }

    void tally(SiteKey key) {
        sites = SiteTally.with(sites, key);
    }

    /** Its true owner shows only when it runs: whoever's submit happened to start a worker, it is the pool's. */
    public void becomeWorkerOf(PoolRecord itsPool) {
        pool = itsPool;
        parent(itsPool);
        enclosing = null;
    }

    /** For what turns out to be meant to live on, an initialiser's thread for one. */
    public void adopt() {
        parent(Application.INSTANCE);
        enclosing = null;
    }

    /** Called once, by whoever has removed it from the table. */
    void end(long now) {
        ended(now);
        pool = null;
        parent(null);
        enclosing = null;
        current = null;
        lastHandedOver = null;
        startedFor = null;
        SiteTally.ownerEnded(sites);
        sites = null;
    }
}
