package dev.parkranger.record;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The site keys in use, capped: past the cap all further sites share one key, which makes verdicts less sure, not more. */
final class Sites {

    private static final int MAX = 16_384;

    private final NodeTable<SiteKey> keys = new NodeTable<>(MAX);
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger kept = new AtomicInteger();
    private final SiteKey overflow = new SiteKey(null, "", 0);

    SiteKey of(Class<?> type) {
        return of(type, "");
    }

    SiteKey of(Class<?> type, String detail) {
        int hash = System.identityHashCode(type) + detail.hashCode();
        for (SiteKey key = keys.first(hash); key != null; key = keys.after(key)) {
            if (key.hash() == hash && key.isFor(type, detail)) {
                return key;
            }
        }
        if (count.get() >= MAX) {
            return overflow;
        }
        // Two threads may add the same key at once; its counts are then spread over both for good, which only makes
        // the share of owners that left something behind look smaller or larger by that first race.
        count.incrementAndGet();
        SiteKey key = new SiteKey(type, detail, hash);
        keys.add(key);
        return key;
    }

    /** Creating stacks kept for live tasks, over all sites. */
    AtomicInteger kept() {
        return kept;
    }

    void forEach(Consumer<SiteKey> action) {
        keys.forEach(action);
    }

    /** Keys of classes that have been unloaded make room. */
    void dropUnloaded() {
        keys.forEach(key -> {
            if (key.refersTo(null) && keys.remove(key)) {
                count.decrementAndGet();
            }
        });
    }
}
