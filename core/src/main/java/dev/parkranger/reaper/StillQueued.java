package dev.parkranger.reaper;

import dev.parkranger.record.NodeTable;
import dev.parkranger.record.Owner;
import dev.parkranger.record.PoolRecord;
import dev.parkranger.record.Registry;
import dev.parkranger.record.RunRecord;
import dev.parkranger.record.SiteKey;
import dev.parkranger.record.TaskKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** What waits in pools' queues, as far as it says something of the pools and of the sites that are looked at. */
final class StillQueued {

    private final Registry registry;

    StillQueued(Registry registry) {
        this.registry = registry;
    }

    /** What waits in a pool's queue; the order is that of weight. */
    enum Waits {
        NOTHING,
        SOMETHING,
        FOR_LIVING;

        private Waits or(Waits other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** Which of the pools that are looked at have something waiting, and whether for an owner that is still open. */
    IdentityHashMap<PoolRecord, Waits> in(IdentityHashMap<PoolRecord, List<Candidate>> workers) {
        IdentityHashMap<PoolRecord, Waits> queued = new IdentityHashMap<>();
        if (!workers.isEmpty()) {
            registry.queued().forEach(entry -> {
                note(entry, workers, queued);
                entry.forEachFollower(follower -> note(follower, workers, queued));
            });
        }
        return queued;
    }

    private static void note(
            RunRecord run,
            IdentityHashMap<PoolRecord, List<Candidate>> workers,
            IdentityHashMap<PoolRecord, Waits> queued) {
        PoolRecord pool = run.pool();
        if (pool != null && run.isQueued() && workers.containsKey(pool)) {
            Owner owner = run.parent();
            queued.merge(pool, owner != null && !owner.hasEnded() ? Waits.FOR_LIVING : Waits.SOMETHING, Waits::or);
        }
    }

    /** Once a pool is full of stuck tasks, what its owners go on leaving behind is found in its queue. */
    List<QueuedTask> like(List<TaskFacts> tasks) {
        Set<SiteKey> sites = Collections.newSetFromMap(new IdentityHashMap<>());
        for (TaskFacts task : tasks) {
            if (task.kind() == TaskKind.SUBMITTED && task.site() != null) {
                sites.add(task.site());
            }
        }
        List<QueuedTask> queued = new ArrayList<>();
        if (!sites.isEmpty()) {
            note(registry.queued(), sites, queued);
            note(registry.queuedForeign(), sites, queued);
        }
        return queued;
    }

    private static void note(NodeTable<RunRecord> table, Set<SiteKey> sites, List<QueuedTask> queued) {
        table.forEach(entry -> {
            note(entry, sites, queued);
            entry.forEachFollower(follower -> note(follower, sites, queued));
        });
    }

    private static void note(RunRecord run, Set<SiteKey> sites, List<QueuedTask> queued) {
        SiteKey site = run.site();
        Owner owner = run.parent();
        if (site != null && owner != null && owner.hasEnded() && run.isQueued() && sites.contains(site)) {
            queued.add(new QueuedTask(site, owner));
        }
    }
}
