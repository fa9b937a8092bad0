package dev.parkranger.record;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A pool, Timer, scheduler or per-task executor: where it was constructed, whose it is, when it was shut down. */
public final class PoolRecord extends Node<Object> implements Owner {

    private static final int MAX_ANCESTORS = 16;

    private final String className;
    private final OwnerKind kind;
    private final Origin origin;
    private final long lineage;
    private final long createdNanos;
    private final @Nullable ScopeRecord enclosing;
    private final @Nullable SiteKey site;
    private final LongAdder completed = new LongAdder();
    private volatile @Nullable Owner parent;
    private volatile long endedNanos;
    private volatile long lastTaskNanos;
    private volatile boolean adopted;

    /** @param kind {@link OwnerKind#POOL} or {@link OwnerKind#CONTAINER} */
    PoolRecord(
            Object pool,
            OwnerKind kind,
            Origin origin,
            Owner parent,
            @Nullable ScopeRecord enclosing,
            @Nullable SiteKey site,
            long now) {
        super(pool, System.identityHashCode(pool));
        this.className = pool.getClass().getName();
        this.kind = kind;
        this.origin = origin;
        this.parent = parent;
        this.lineage = parent.lineage();
        this.enclosing = enclosing;
        this.site = site;
        this.createdNanos = now;
    }

    public String className() {
        return className;
    }

    @Override
    public OwnerKind kind() {
        return kind;
    }

    /** When it was shut down; 0 while it is not. */
    @Override
    public long endedNanos() {
        return endedNanos;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    /** Kept after the pool's end too: it is the pool that is judged by it, and pools do not form chains. */
    @Override
    public @Nullable Owner parent() {
        return parent;
    }

    @Override
    public long lineage() {
        return lineage;
    }

    @Override
    public @Nullable SiteTally sites() {
        return null;
    }

    /** The request or scope that was open around its construction. */
    public @Nullable ScopeRecord enclosing() {
        return enclosing;
    }

    public @Nullable SiteKey site() {
        return site;
    }

    public long createdNanos() {
        return createdNanos;
    }

    /** Whether it turned out to be the application's: it works for others than who made it. */
    public boolean isAdopted() {
        return adopted || parent == Application.INSTANCE;
    }

    public void adopt() {
        adopted = true;
    }

    public long completed() {
        return completed.sum();
    }

    /** When a task last ended here; 0 for never. */
    public long lastTaskNanos() {
        return lastTaskNanos;
    }

    void taskEnded(long now) {
        completed.increment();
        lastTaskNanos = now;
    }

    void shutDown(long now) {
        if (endedNanos == 0) {
            endedNanos = now;
        }
    }

    /**
     * Notes work done for somebody. Whoever is neither of the creator's lineage, nor a descendant of the creator, nor
     * the pool itself shows that the pool is shared, and so the application's.
     */
    void usedBy(Owner user) {
        if (isAdopted() || user.lineage() == lineage) {
            return;
        }
        Owner creator = parent;
        Owner ancestor = user;
        for (int i = 0; i < MAX_ANCESTORS && ancestor != null; i++) {
            if (ancestor == creator || ancestor == this) {
                return;
            }
            if (ancestor instanceof RunRecord run && run.pool() == this) {
                return;
            }
            ancestor = ancestor.parent();
        }
        adopted = true;
    }
}
