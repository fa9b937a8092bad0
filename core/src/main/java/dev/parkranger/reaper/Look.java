package dev.parkranger.reaper;

import java.time.Instant;
import java.util.List;

/**
 * All facts of one look.
 *
 * @param now in ticker time
 * @param load tasks and threads that have ended so far, by which growth is measured beside time
 * @param tasks whose owner has ended
 * @param pools that were shut down, or whose owner has ended
 * @param queued those of the tasks' sites
 * @param living tasks whose owner lives, of sites that have more and more of them
 * @param livingPools that nobody has shut down and nobody has orphaned, of sites that make more and more of them
 * @param standstills threads that wait for each other, or for nobody
 */
public record Look(
        long now,
        Instant at,
        long graceNanos,
        long windowNanos,
        long load,
        List<TaskFacts> tasks,
        List<PoolFacts> pools,
        List<QueuedTask> queued,
        List<TaskFacts> living,
        List<PoolFacts> livingPools,
        List<Standstill> standstills) {

    /** Where nothing grows. */
    public Look(
            long now,
            Instant at,
            long graceNanos,
            long windowNanos,
            List<TaskFacts> tasks,
            List<PoolFacts> pools,
            List<QueuedTask> queued) {
        this(now, at, graceNanos, windowNanos, 0, tasks, pools, queued, List.of(), List.of(), List.of());
    }

    /** Where nothing is queued. */
    public Look(long now, Instant at, long graceNanos, long windowNanos, List<TaskFacts> tasks, List<PoolFacts> pools) {
        this(now, at, graceNanos, windowNanos, tasks, pools, List.of());
    }

    public Look {
        tasks = List.copyOf(tasks);
        pools = List.copyOf(pools);
        queued = List.copyOf(queued);
        living = List.copyOf(living);
        livingPools = List.copyOf(livingPools);
        standstills = List.copyOf(standstills);
    }
}
