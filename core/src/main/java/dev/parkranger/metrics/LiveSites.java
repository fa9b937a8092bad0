package dev.parkranger.metrics;

import dev.parkranger.reaper.CodeMap;
import dev.parkranger.reaper.Creation;
import dev.parkranger.record.Activity;
import dev.parkranger.record.Frame;
import dev.parkranger.record.Origin;
import dev.parkranger.record.OwnerKind;
import dev.parkranger.record.PoolRecord;
import dev.parkranger.record.Registry;
import dev.parkranger.record.RunRecord;
import dev.parkranger.record.SiteKey;
import dev.parkranger.record.ThreadRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines with the most live tasks. Counted by the cheap names of sites first; stacks are read only of a few tasks of
 * each of the largest, so that a million tasks cost no more stacks than a thousand.
 */
public final class LiveSites {

    /** What is scraped every few seconds and kept for weeks: so many series, no more. */
    static final int MOST = 10;

    /** Cheap names that are read: several may be one line, and one may be several lines. */
    private static final int KEYS_READ = 4 * MOST;

    private final Registry registry;
    private final CodeMap code;

    public LiveSites(Registry registry, CodeMap code) {
        this.registry = registry;
        this.code = code;
    }

    /** At most {@value #MOST}, most first; a worker counts at the line that made its pool. */
    public List<SiteCount> most() {
        IdentityHashMap<Object, Examples> keys = new IdentityHashMap<>();
        registry.threads().forEach(thread -> count(keys, thread));
        registry.queued().forEach(entry -> {
            if (entry.isQueued()) {
                count(keys, entry);
            }
            entry.forEachFollower(follower -> {
                if (follower.isQueued()) {
                    count(keys, follower);
                }
            });
        });
        List<Examples> largest = new ArrayList<>(keys.values());
        largest.sort(Comparator.comparingLong(Examples::count).reversed());
        Map<String, Double> lines = new HashMap<>();
        for (Examples key : largest.subList(0, Math.min(KEYS_READ, largest.size()))) {
            for (Example example : key.kept()) {
                lines.merge(line(example), key.share(), Double::sum);
            }
        }
        lines.remove("");
        return lines.entrySet().stream()
                .map(line -> new SiteCount(line.getKey(), Math.round(line.getValue())))
                .sorted(Comparator.comparingLong(SiteCount::live).reversed().thenComparing(SiteCount::site))
                .limit(MOST)
                .toList();
    }

    private static void count(IdentityHashMap<Object, Examples> keys, ThreadRecord thread) {
        PoolRecord pool = thread.pool();
        if (pool != null && pool.kind() == OwnerKind.POOL) {
            // Made by the JDK or before the agent, it has no site, and is one by itself.
            SiteKey site = pool.site();
            count(keys, site == null ? pool : site, pool.origin(), pool);
        } else {
            count(keys, thread.site(), thread.origin(), null);
        }
        for (Activity activity = thread.current(); activity != null; activity = activity.outer()) {
            if (activity instanceof RunRecord run && run.isRunning()) {
                count(keys, run);
            }
        }
    }

    private static void count(IdentityHashMap<Object, Examples> keys, RunRecord run) {
        count(keys, run.site(), run.origin(), run.pool());
    }

    /** What has no site is the application's main thread, or was there before the agent. */
    private static void count(
            IdentityHashMap<Object, Examples> keys, @Nullable Object site, Origin origin, @Nullable PoolRecord pool) {
        if (site != null) {
            keys.computeIfAbsent(site, key -> new Examples()).add(origin, pool);
        }
    }

    /** Empty where nobody of the application is to blame. */
    private String line(Example example) {
        PoolRecord pool = example.pool;
        Creation creation = pool == null ? code.creation(example.origin) : code.creation(example.origin, pool);
        Frame blamed = creation.blamed();
        return blamed == null ? "" : blamed.toString();
    }

    private record Example(Origin origin, @Nullable PoolRecord pool) {}

    /** One in one, in two, in four, ... of the tasks of one cheap name, evenly. */
    private static final class Examples {

        private static final int MOST_KEPT = 64;

        private final List<Example> kept = new ArrayList<>();
        private long count;
        private long oneIn = 1;

        void add(Origin origin, @Nullable PoolRecord pool) {
            if (count++ % oneIn != 0) {
                return;
            }
            if (kept.size() == MOST_KEPT) {
                for (int i = 1; i <= MOST_KEPT / 2; i++) {
                    kept.remove(i);
                }
                oneIn *= 2;
                if ((count - 1) % oneIn != 0) {
                    return;
                }
            }
            kept.add(new Example(origin, pool));
        }

        long count() {
            return count;
        }

        List<Example> kept() {
            return kept;
        }

        /** How many tasks each example stands for. */
        double share() {
            return (double) count / kept.size();
        }
    }
}
