package dev.parkranger.reaper;

import java.time.Instant;
import java.util.List;

/**
 * All facts of one look.
 *
 * @param now in ticker time
 * @param queued those of the tasks' sites
 */
public record Look(
        long now,
        Instant at,
        long graceNanos,
        long windowNanos,
        List<TaskFacts> tasks,
        List<PoolFacts> pools,
        List<QueuedTask> queued) {

    /** Where nothing is queued. */
    public Look(long now, Instant at, long graceNanos, long windowNanos, List<TaskFacts> tasks, List<PoolFacts> pools) {
        this(now, at, graceNanos, windowNanos, tasks, pools, List.of());
    }

    public Look {
        tasks = List.copyOf(tasks);
        pools = List.copyOf(pools);
        queued = List.copyOf(queued);
    }
}
