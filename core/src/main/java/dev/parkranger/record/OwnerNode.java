package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/** A record that can own: what every owner has, in one object with the table's node and the weak reference. */
abstract sealed class OwnerNode<T> extends Node<T> implements Owner permits ThreadRecord, RunRecord, PoolRecord {

    private final Origin origin;
    private final long lineage;
    private final @Nullable SiteKey site;
    private volatile @Nullable Owner parent;
    private volatile long endedNanos;
    private volatile long endOrdinal;

    OwnerNode(T referent, int hash, Origin origin, Owner parent, long lineage, @Nullable SiteKey site) {
        super(referent, hash);
        this.origin = origin;
        this.parent = parent;
        this.lineage = lineage;
        this.site = site;
    }

    @Override
    public final Origin origin() {
        return origin;
    }

    @Override
    public final @Nullable Owner parent() {
        return parent;
    }

    final void parent(@Nullable Owner newParent) {
        parent = newParent;
    }

    @Override
    public final long lineage() {
        return lineage;
    }

    @Override
    public final @Nullable SiteKey site() {
        return site;
    }

    @Override
    public final long endedNanos() {
        return endedNanos;
    }

    @Override
    public final long endOrdinal() {
        return endOrdinal;
    }

    /** Marks the end. The number comes first: whoever sees the end will ask for it. */
    final void ended(long now) {
        if (site != null) {
            endOrdinal = site.instanceEnded();
        }
        endedNanos = now;
    }
}
