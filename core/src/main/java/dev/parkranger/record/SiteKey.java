package dev.parkranger.record;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A cheap name for a creation site, known without looking at a stack: the class of what runs (unique to its lambda in
 * the source), or for a pool the class and method that constructs it. Counts the owners that started something there, so
 * that a report can say "12 of 12 left one behind".
 */
public final class SiteKey extends Node<Class<?>> {

    private static final int SAMPLES = 32;

    private final String detail;
    private final AtomicLong ownersEnded = new AtomicLong();

    /** Times and counts of the last looks, newest at {@code newest}; touched by the reaper alone. */
    private long @Nullable [] sampleNanos;

    private long @Nullable [] sampleCounts;
    private int newest;

    SiteKey(@Nullable Class<?> type, String detail, int hash) {
        super(type, hash);
        this.detail = detail;
    }

    boolean isFor(Class<?> type, String otherDetail) {
        return refersTo(type) && detail.equals(otherDetail);
    }

    void ownerEnded() {
        ownersEnded.incrementAndGet();
    }

    /** Owners that started something here and have ended. */
    public long ownersEnded() {
        return ownersEnded.get();
    }

    /**
     * Notes the count, called by the reaper at each look; looks closer together than a sixteenth of the grace period
     * share a sample.
     */
    public void sample(long now, long graceNanos) {
        long[] nanos = sampleNanos;
        long[] counts = sampleCounts;
        if (nanos == null || counts == null) {
            nanos = new long[SAMPLES];
            counts = new long[SAMPLES];
            sampleNanos = nanos;
            sampleCounts = counts;
        } else if (now - nanos[newest] < graceNanos / 16) {
            return;
        }
        newest = (newest + 1) % SAMPLES;
        nanos[newest] = now;
        counts[newest] = ownersEnded.get();
    }

    /** Owners that had ended by the given time, as far as samples reach back; called by the reaper alone. */
    public long ownersEndedBy(long time) {
        long[] nanos = sampleNanos;
        long[] counts = sampleCounts;
        if (nanos == null || counts == null) {
            return 0;
        }
        for (int i = 0; i < SAMPLES; i++) {
            int at = Math.floorMod(newest - i, SAMPLES);
            if (nanos[at] != 0 && nanos[at] <= time) {
                return counts[at];
            }
        }
        return 0;
    }
}
