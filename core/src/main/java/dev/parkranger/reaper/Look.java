package dev.parkranger.reaper;

import java.time.Instant;
import java.util.List;

/**
 * All facts of one look.
 *
 * @param now in ticker time
 */
public record Look(
        long now, Instant at, long graceNanos, long windowNanos, List<TaskFacts> tasks, List<PoolFacts> pools) {

    public Look {
        tasks = List.copyOf(tasks);
        pools = List.copyOf(pools);
    }
}
