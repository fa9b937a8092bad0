package dev.parkranger.reaper;

import dev.parkranger.record.Application;
import dev.parkranger.record.Owner;
import dev.parkranger.record.OwnerKind;
import dev.parkranger.record.PoolRecord;
import dev.parkranger.record.ScopeRecord;
import org.jspecify.annotations.Nullable;

/** When something's time was over: with its owner's end, and not before that of what is open around it. */
final class Ends {

    private Ends() {}

    /** Whose a pool is; the application's where nobody's. */
    static Owner ownerOf(PoolRecord pool) {
        Owner owner = pool.parent();
        return owner == null ? Application.INSTANCE : owner;
    }

    /** Whether its workers are judged with it. The threads of a per-task executor that was closed are judged singly. */
    static boolean isWithWorkers(PoolRecord pool) {
        if (ofPool(pool) == 0) {
            return false;
        }
        return pool.hasEnded() ? pool.kind() == OwnerKind.POOL : !pool.isAdopted();
    }

    /**
     * When the pool was shut down, or else its owner ended; 0 while neither, or while the request around it is open: it
     * may be waiting for the pool's end.
     */
    static long ofPool(PoolRecord pool) {
        return of(pool.hasEnded() ? pool : ownerOf(pool), pool.enclosing());
    }

    /** While the request or scope around it is open, nothing inside is orphaned. */
    static long of(Owner owner, @Nullable ScopeRecord enclosing) {
        long ended = owner.endedNanos();
        if (ended == 0 || enclosing == null) {
            return ended;
        }
        long scopeEnded = enclosing.endedNanos();
        return scopeEnded == 0 ? 0 : Math.max(ended, scopeEnded);
    }
}
