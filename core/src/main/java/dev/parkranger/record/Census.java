package dev.parkranger.record;

import java.util.concurrent.TimeUnit;

/**
 * How many tasks of one site are alive past their first grace, look by look; and for how long such tasks have stood still
 * before they went on or ended. Only where the number has grown again and again are the tasks themselves looked at. Used by
 * the reaper alone.
 */
public final class Census {

    /** What starts up takes a step, perhaps two; what takes a third one is worth a look. */
    private static final int STEPS_OF_GROWTH = 3;

    /** So many of one site are looked at; of more, one in two, in four, ... stand for the rest. */
    private static final int MAX_SAMPLED = 1_024;

    /** What was seen to stand still for long and then to go on is remembered for so long, and at most twice that. */
    private static final long PAUSES_KEPT_NANOS = TimeUnit.HOURS.toNanos(1);

    /** The last steps of the low-water mark that still holds: each higher, and later, than the one before. */
    private final long[] stepNanos = new long[STEPS_OF_GROWTH];

    private final int[] stepLevel = new int[STEPS_OF_GROWTH];
    private int steps;
    private int counting;
    private int counted;
    private boolean grown;

    /** Of the last look; asked for each living task, so it is reckoned once. */
    private int oneIn = 1;

    private long watchedUntil;
    private long pausesBegan;
    private long longestPause;
    private long longestPauseBefore;

    /** Counts a task in the look that goes on. */
    void count() {
        counting++;
    }

    /** Ends a look's count. */
    void close(long now, long windowNanos) {
        counted = counting;
        counting = 0;
        oneIn = 1;
        while (counted / oneIn > MAX_SAMPLED) {
            oneIn *= 2;
        }
        while (steps > 0 && stepLevel[steps - 1] > counted) {
            steps--;
        }
        if (counted > (steps == 0 ? 0 : stepLevel[steps - 1])) {
            step(now);
        }
        if (steps == STEPS_OF_GROWTH) {
            // Whoever comes at long intervals is waited for: as long again as the last ones took, twice.
            long took = stepNanos[steps - 1] - stepNanos[0];
            watchedUntil = Math.max(watchedUntil, stepNanos[steps - 1] + 2 * Math.max(windowNanos, took));
        }
        grown = counted > 0 && now < watchedUntil;
        if (now - pausesBegan > PAUSES_KEPT_NANOS) {
            pausesBegan = now;
            longestPauseBefore = longestPause;
            longestPause = 0;
        }
    }

    private void step(long now) {
        if (steps == STEPS_OF_GROWTH) {
            System.arraycopy(stepNanos, 1, stepNanos, 0, steps - 1);
            System.arraycopy(stepLevel, 1, stepLevel, 0, steps - 1);
            steps--;
        }
        stepNanos[steps] = now;
        stepLevel[steps] = counted;
        steps++;
    }

    /** Whether the number has grown, step by step, and the last of these is not long ago. */
    boolean hasGrown() {
        return grown;
    }

    /** Whether there is nothing left to remember. */
    boolean isOver() {
        return counted == 0 && longestPauseNanos() == 0;
    }

    /** One in so many is looked at; a power of two. */
    int oneIn() {
        return oneIn;
    }

    /** A task has gone on, or ended, after it was seen to stand still for so long. */
    void pauseEnded(long nanos) {
        longestPause = Math.max(longestPause, nanos);
    }

    long longestPauseNanos() {
        return Math.max(longestPause, longestPauseBefore);
    }
}
