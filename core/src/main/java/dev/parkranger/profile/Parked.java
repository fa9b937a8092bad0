package dev.parkranger.profile;

import dev.parkranger.reaper.Look;
import dev.parkranger.reaper.PoolFacts;
import dev.parkranger.reaper.TaskFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Since when threads stand still, of those that the last look had reason to look at. */
public final class Parked {

    public static final Parked NOBODY = new Parked(Map.of());

    /** More are told without it. */
    private static final int MAX = 100_000;

    private final Map<Long, Long> sinceByThread;

    private Parked(Map<Long, Long> sinceByThread) {
        this.sinceByThread = sinceByThread;
    }

    public static Parked of(Look look) {
        Map<Long, Long> since = new HashMap<>();
        note(look.tasks(), look.now(), since);
        note(look.living(), look.now(), since);
        for (PoolFacts pool : look.pools()) {
            note(pool.workers(), look.now(), since);
        }
        for (PoolFacts pool : look.livingPools()) {
            note(pool.workers(), look.now(), since);
        }
        return since.isEmpty() ? NOBODY : new Parked(since);
    }

    private static void note(List<TaskFacts> tasks, long now, Map<Long, Long> since) {
        for (TaskFacts task : tasks) {
            if (task.progress().isStuck() && since.size() < MAX) {
                since.put(task.threadId(), now - task.parkedNanos());
            }
        }
    }

    /** In ticker time; 0 where it is not known. */
    long since(long threadId) {
        return sinceByThread.getOrDefault(threadId, 0L);
    }
}
