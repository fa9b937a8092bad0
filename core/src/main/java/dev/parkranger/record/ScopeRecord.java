package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/** A request, or any other scope, open on one thread. */
public final class ScopeRecord implements Activity {

    private final String name;
    private final Origin origin;
    private final @Nullable Activity outer;
    private final long openedNanos;
    private volatile long endedNanos;
    private volatile @Nullable Owner parent;
    private volatile @Nullable SiteTally sites;

    /** Calls of {@code service} within {@code service}: forwards, includes. Only the scope's own thread counts. */
    int nested;

    public ScopeRecord(String name, Origin origin, @Nullable Activity outer, @Nullable Owner parent, long now) {
        this.name = name;
        this.origin = origin;
        this.outer = outer;
        this.parent = parent;
        this.openedNanos = now;
    }

    /** What a person would call it, {@code GET /orders}; bounded in number. */
    public String name() {
        return name;
    }

    @Override
    public OwnerKind kind() {
        return OwnerKind.SCOPE;
    }

    @Override
    public long endedNanos() {
        return endedNanos;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public @Nullable Owner parent() {
        return parent;
    }

    /** A scope is a piece of work of its own, whichever thread serves it. */
    @Override
    public long lineage() {
        return openedNanos;
    }

    @Override
    public @Nullable Activity outer() {
        return outer;
    }

    @Override
    public ScopeRecord enclosingScope() {
        return this;
    }

    @Override
    public @Nullable SiteTally sites() {
        return sites;
    }

    void tally(SiteKey key) {
        sites = SiteTally.with(sites, key);
    }

    public void end(long now) {
        endedNanos = now;
        parent = null;
        SiteTally.ownerEnded(sites);
        sites = null;
    }
}
