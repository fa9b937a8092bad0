package dev.parkranger.profile;

import dev.parkranger.reaper.Look;
import dev.parkranger.reaper.PoolFacts;
import dev.parkranger.reaper.TaskFacts;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Since when threads stand still, of those that the last look had reason to look at. Any thread may ask. */
public final class Parked {

    public static final Parked NOBODY = new Parked();

    /** More are told without it. */
    private static final int MAX = 100_000;

    // Each look notes it, hardly anybody asks: two numbers a thread, and a map for who does.
    private long[] threads = new long[16];
    private long[] since = new long[16];
    private int size;

    private @Nullable Map<Long, Long> sinceByThread;

    private Parked() {}

    public static Parked of(Look look) {
        Parked parked = new Parked();
        parked.note(look.tasks(), look.now());
        parked.note(look.living(), look.now());
        for (PoolFacts pool : look.pools()) {
            parked.note(pool.workers(), look.now());
        }
        for (PoolFacts pool : look.livingPools()) {
            parked.note(pool.workers(), look.now());
        }
        return parked.size == 0 ? NOBODY : parked;
    }

    private void note(List<TaskFacts> tasks, long now) {
        for (TaskFacts task : tasks) {
            if (task.progress().isStuck() && size < MAX) {
                if (size == threads.length) {
                    threads = Arrays.copyOf(threads, size * 2);
                    since = Arrays.copyOf(since, size * 2);
                }
                threads[size] = task.threadId();
                since[size++] = now - task.parkedNanos();
            }
        }
    }

    /** In ticker time; 0 where it is not known. */
    synchronized long since(long threadId) {
        Map<Long, Long> known = sinceByThread;
        if (known == null) {
            known = new HashMap<>();
            for (int i = 0; i < size; i++) {
                known.put(threads[i], since[i]);
            }
            sinceByThread = known;
        }
        return known.getOrDefault(threadId, 0L);
    }
}
