package dev.parkranger.record;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Which fork-join tasks run that have a record. Of what a pool executes most was forked and has none, a few nanoseconds of
 * work each: whether one that ends is worth a search is told here by three reads.
 *
 * <p>Each thread has a place, shared with others where there are many threads: how many recorded tasks run there, and which
 * it is while it is one. Thread-safe without a lock. Where two share a place, or one runs within another, no task is named
 * until all of them have ended, and every end is searched for: that is slower and never wrong.
 */
final class RunningJoins {

    /** A power of two; workers are as many as processors, and their ids come in order. */
    private static final int PLACES = 64;

    /** A cache line each: they are written by different threads. */
    private static final int STRIDE = 16;

    private final AtomicIntegerArray counts = new AtomicIntegerArray(PLACES * STRIDE);
    private final AtomicReferenceArray<@Nullable Object> tasks = new AtomicReferenceArray<>(PLACES * STRIDE);

    private static int place(long tid) {
        return ((int) tid & PLACES - 1) * STRIDE;
    }

    /** A recorded task begins on the thread of this id. */
    void begins(long tid, Object task) {
        int place = place(tid);
        // Another thread of the same place may come between count and name; it then takes a name away, or this name
        // stands
        // beside a count above one. Both mean a search.
        boolean alone = counts.getAndIncrement(place) == 0;
        tasks.set(place, alone ? task : null);
    }

    /** It has ended, on whatever thread that is found out. */
    void ended(long tid) {
        int place = place(tid);
        // First the name: what is left behind, should another be running, is a count without one.
        tasks.set(place, null);
        counts.decrementAndGet(place);
    }

    /** Whether the task, which ends on the thread of this id, may be one that has a record. */
    boolean mayBe(long tid, Object task) {
        int place = place(tid);
        int count = counts.get(place);
        if (count != 1) {
            return count != 0;
        }
        Object only = tasks.get(place);
        return only == null || only == task;
    }

    /** How many run, for tests: true for no moment while any begin or end. */
    int count() {
        int sum = 0;
        for (int i = 0; i < PLACES; i++) {
            sum += counts.get(i * STRIDE);
        }
        return sum;
    }
}
