package dev.parkranger.reaper;

import dev.parkranger.record.Owner;
import dev.parkranger.record.SiteKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look knows of one pool that was shut down, or whose owner has ended, and that has workers still.
 *
 * @param pool stands for the pool, by identity, from look to look
 * @param shutDown whether it was shut down
 * @param owner its owner; the pool itself where it was shut down
 * @param endedNanos when it was shut down, or else when its owner ended
 * @param workers at least one
 * @param dueForLiving whether something is queued for an owner that is still open, or somebody else than the pool itself
 *     has submitted something within grace: it is of use to somebody
 * @param collectable whether the garbage collector would shut it down once nobody refers to it
 * @param expiring whether its idle workers end after a keep-alive
 * @param completed tasks it has run
 * @param lastTaskNanos when the last of them ended; 0 for none
 */
public record PoolFacts(
        Object pool,
        String className,
        boolean shutDown,
        Owner owner,
        String ownerName,
        long endedNanos,
        @Nullable SiteKey site,
        Creation created,
        List<TaskFacts> workers,
        boolean dueForLiving,
        boolean collectable,
        boolean expiring,
        long completed,
        long lastTaskNanos) {

    public PoolFacts {
        workers = List.copyOf(workers);
    }
}
