package dev.parkranger.reaper;

import dev.parkranger.record.Frame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Virtual threads that went with the garbage and had not ended. The collector proves what no look could: nobody reached
 * them, so nobody could ever have woken them. Leaks, and healed already; counted by where they were made.
 */
final class Collected {

    /** More places than this help nobody. */
    private static final int MAX_PLACES = 1_000;

    private static final String UNKNOWN = "unknown";

    private final Map<String, CollectedThreads> byFrame = new HashMap<>();

    /** One more, made there. */
    void add(Creation created, Instant at) {
        Frame blamed = created.blamed();
        String frame = blamed == null ? UNKNOWN : blamed.toString();
        String key = byFrame.size() < MAX_PLACES || byFrame.containsKey(frame) ? frame : UNKNOWN;
        byFrame.merge(
                key,
                new CollectedThreads(key, 1, at),
                (before, one) -> new CollectedThreads(key, before.count() + 1, at));
    }

    /** Most first. */
    List<CollectedThreads> all() {
        List<CollectedThreads> all = new ArrayList<>(byFrame.values());
        all.sort(Comparator.comparingLong(CollectedThreads::count)
                .reversed()
                .thenComparing(CollectedThreads::createdAt));
        return all;
    }
}
