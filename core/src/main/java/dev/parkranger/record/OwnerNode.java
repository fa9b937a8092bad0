package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/**
 * A record that can own: what every owner has, in one object with the table's node and the weak reference. There is one for
 * each live task, so each field counts.
 */
abstract sealed class OwnerNode<T> extends Node<T> implements Owner permits ThreadRecord, RunRecord, PoolRecord {

    private final Origin origin;
    private final @Nullable SiteKey site;
    private final int lineage;
    private volatile @Nullable Owner parent;

    /** When it began, and once it has ended when that was, below zero: nobody asks an ended one when it began. */
    private volatile long time;

    OwnerNode(T referent, Origin origin, Owner parent, long lineage, @Nullable SiteKey site, long now) {
        super(referent);
        this.origin = origin;
        this.parent = parent;
        this.lineage = (int) lineage;
        this.site = site;
        this.time = now;
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

    /** When it began, in ticker time; 0 once it has ended. */
    public final long sinceNanos() {
        return Math.max(0, time);
    }

    final void since(long now) {
        time = now;
    }

    @Override
    public final long endedNanos() {
        return Math.max(0, -time);
    }

    /** Keeps its number among those of its site that have ended. */
    abstract void endOrdinal(long number);

    /** Marks the end. The number comes first: whoever sees the end will ask for it. */
    final void ended(long now) {
        if (site != null) {
            endOrdinal(site.instanceEnded());
            origin.release();
        }
        time = -now;
    }
}
