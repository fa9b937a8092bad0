package dev.parkranger.verdict;

import dev.parkranger.reaper.PoolFacts;
import dev.parkranger.reaper.Standstill;
import dev.parkranger.reaper.TaskFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one look found for one cause: the tasks, and the pools where pools are what is leaked. */
final class Finding {

    private final Cause cause;
    private final List<TaskFacts> tasks = new ArrayList<>();
    private final List<TaskFacts> beside = new ArrayList<>();
    private final List<PoolFacts> pools = new ArrayList<>();
    private @Nullable Standstill standstill;
    private int standstills;

    Finding(Cause cause) {
        this.cause = cause;
    }

    void add(TaskFacts task) {
        tasks.add(task);
    }

    /** The first tells the story of all that come about in the same way. */
    void add(Standstill other) {
        standstill = standstill == null ? other : standstill;
        other.members().forEach(held -> tasks.add(held.task()));
        other.victims().forEach(held -> tasks.add(held.task()));
        standstills++;
    }

    @Nullable
    Standstill standstill() {
        return standstill;
    }

    /** How many there are of the kind. */
    int standstills() {
        return standstills;
    }

    void add(PoolFacts pool, List<TaskFacts> victims) {
        pools.add(pool);
        tasks.addAll(victims);
    }

    /** A thread that belongs to the makers of the pools and is no worker of theirs. */
    void addBeside(TaskFacts task) {
        tasks.add(task);
        beside.add(task);
    }

    /** Of a finding of pools: what is no worker. */
    List<TaskFacts> beside() {
        return beside;
    }

    Cause cause() {
        return cause;
    }

    /** Never empty. */
    List<TaskFacts> tasks() {
        return tasks;
    }

    List<PoolFacts> pools() {
        return pools;
    }

    boolean isOfPools() {
        return !pools.isEmpty();
    }

    /** Live tasks, those included that others stand for. */
    int count() {
        int count = 0;
        for (TaskFacts task : tasks) {
            count += task.standsFor();
        }
        return count;
    }

    /** Those that left something behind: of tasks their owners, of pools the pools' owners, or the pools shut down. */
    List<Survivor> survivors() {
        List<Survivor> survivors = new ArrayList<>();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (PoolFacts pool : pools) {
            if (seen.add(pool.owner())) {
                survivors.add(new Survivor(pool.owner(), pool.endedNanos()));
            }
        }
        if (pools.isEmpty()) {
            for (TaskFacts task : tasks) {
                if (seen.add(task.owner())) {
                    survivors.add(new Survivor(task.owner(), task.ownerEndedNanos()));
                }
            }
        }
        return survivors;
    }
}
