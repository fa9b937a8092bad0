package dev.parkranger.record;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A pool, Timer, scheduler or per-task executor: where it was constructed, whose it is, when it was shut down, which is
 * its end. Its parent is kept after that: it is the pool that is judged by it, and pools do not form chains.
 */
public final class PoolRecord extends OwnerNode<Object> {

    private static final int MAX_ANCESTORS = 16;

    private final int hash;
    private final String className;
    private final OwnerKind kind;
    private final long createdNanos;
    private final @Nullable ScopeRecord enclosing;

    /** The web application that made it; null for none. */
    private final @Nullable ScopeRecord webApplication;

    private final LongAdder completed = new LongAdder();
    private volatile long endOrdinal;
    private volatile long lastTaskNanos;
    private volatile long lastUseNanos;
    private volatile boolean adopted;
    private volatile boolean telling;

    /** Counted without care: it only limits what may come to nothing. */
    private int handedOver;

    /** @param kind {@link OwnerKind#POOL} or {@link OwnerKind#CONTAINER} */
    PoolRecord(
            Object pool,
            OwnerKind kind,
            Origin origin,
            Owner parent,
            @Nullable ScopeRecord enclosing,
            @Nullable SiteKey site,
            long now) {
        super(pool, origin, parent, parent.lineage(), site, now);
        this.hash = System.identityHashCode(pool);
        this.className = pool.getClass().getName();
        this.kind = kind;
        this.enclosing = enclosing;
        ScopeRecord its = ScopeRecord.webApplicationOf(parent);
        this.webApplication = its == null ? ScopeRecord.webApplicationOf(enclosing) : its;
        this.createdNanos = now;
    }

    @Override
    int hash() {
        return hash;
    }

    @Override
    public long endOrdinal() {
        return endOrdinal;
    }

    @Override
    void endOrdinal(long number) {
        endOrdinal = number;
    }

    public String className() {
        return className;
    }

    @Override
    public OwnerKind kind() {
        return kind;
    }

    /** The request or scope that was open around its construction. */
    public @Nullable ScopeRecord enclosing() {
        return enclosing;
    }

    public long createdNanos() {
        return createdNanos;
    }

    /** Whether it turned out to be the application's: it works for others than who made it. */
    public boolean isAdopted() {
        return adopted || parent() == Application.INSTANCE;
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

    /** When a task that is not the pool's own doing was last submitted; 0 for never. Who submits is alive. */
    public long lastUseNanos() {
        return lastUseNanos;
    }

    void usedAt(long now) {
        lastUseNanos = now;
    }

    /** Of a pool that is not the JDK's: a task that was handed to it has been seen to begin. */
    void tells() {
        if (!telling) {
            telling = true;
        }
    }

    /** Whether the next task that is handed over is worth a record: none of the first so many might begin as itself. */
    boolean isTelling(int most) {
        return telling || handedOver++ < most;
    }

    void taskEnded(long now) {
        completed.increment();
        lastTaskNanos = now;
    }

    void shutDown(long now) {
        if (!hasEnded()) {
            // shutdown and close may race here: the site then counts one pool twice, which only dampens.
            ended(now);
        }
    }

    /**
     * Notes work done for somebody. Whoever is neither of the creator's lineage, nor a descendant of the creator, nor
     * the pool itself shows that the pool is shared, and so the application's.
     */
    void usedBy(Owner user) {
        if (isAdopted() || user.lineage() == lineage()) {
            return;
        }
        Owner creator = parent();
        Owner ancestor = user;
        Owner last = user;
        for (int i = 0; i < MAX_ANCESTORS && ancestor != null; i++) {
            if (ancestor == creator || ancestor == this) {
                return;
            }
            if (ancestor instanceof RunRecord run && run.pool() == this) {
                return;
            }
            last = ancestor;
            ancestor = ancestor.parent();
        }
        if (webApplication == null || !sharedWithin(webApplication, user, last)) {
            adopted = true;
        }
    }

    /** What the requests of one web application share is that one's, and should be gone when it is stopped. */
    private boolean sharedWithin(ScopeRecord its, Owner user, Owner lastAncestor) {
        ScopeRecord users = ScopeRecord.webApplicationOf(user);
        if (users == null && its.hasEnded()) {
            // Left behind itself, perhaps: an owner that has ended does not say whose it was.
            return lastAncestor != Application.INSTANCE;
        }
        if (users != null && users != its) {
            return false;
        }
        parent(its);
        return true;
    }
}
