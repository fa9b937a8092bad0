package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/**
 * An activity within whose life the tasks it starts should live. Whoever starts a task owns its end.
 *
 * <p>An owner that has ended keeps its kind, its origin and its end time for those that outlive it, and never a
 * reference to its own owner: a chain of tasks that each start the next must not grow memory.
 */
public sealed interface Owner permits Application, ScopeRecord, OwnerNode {

    OwnerKind kind();

    /** When it ended, in {@link Ticker} time; 0 while it is open. */
    long endedNanos();

    default boolean hasEnded() {
        return endedNanos() != 0;
    }

    /** Where it was made. */
    Origin origin();

    /** Whose it is; null when nobody's, and once it has ended. */
    @Nullable
    Owner parent();

    /**
     * The piece of work that it is a part of: a request and all that is done for it share one. Work of another lineage
     * that uses a pool shows that the pool is not that request's own.
     */
    long lineage();

    /** Its own site; null where unknown. Owners of one site are of one kind, requests of one name for instance. */
    @Nullable
    SiteKey site();

    /** Its number among those of its site that have ended, from 1; 0 while it is open. */
    long endOrdinal();

    /**
     * Of something that an owner has just started. What a thread of the application hands out is a piece of work of its
     * own, as a request is; what is started within such a piece belongs to it.
     *
     * @param id of the new piece, by its lower half: a collision merely hides a sharing
     */
    static long lineage(Owner owner, long id) {
        boolean root = owner == Application.INSTANCE
                || ScopeRecord.isWebApplication(owner)
                || (owner instanceof ThreadRecord thread && thread.isRoot());
        return root ? (int) id : owner.lineage();
    }
}
