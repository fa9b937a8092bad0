package dev.parkranger.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The low-water mark that still holds: for each height of a count since when it has never been below it. A leak raises it
 * again and again; whatever comes back has not raised it at all; what fills up raises it and then no more.
 *
 * <p>Each look adds a point and drops what it has undercut, so that this is a stack of steps, each higher and later than the
 * one before. Whether they make a trend is told by how evenly they are spread over a span of time: {@code docs/decisions}
 * 0008 has the reasons.
 */
final class LowWater {

    /** Of more steps every second of the older half is forgotten: they are dense enough to judge by all the same. */
    private static final int MAX_STEPS = 256;

    /** So many steps make a trend: seven may be chance, and a leak of ten is to be seen. */
    static final int TREND_STEPS = 8;

    /** A step as young as a tenth of the span may be mere noise on top of the mark. */
    private static final int YOUNG = 10;

    /**
     * No longer stretch of the span than this may be without a step, nor both its ends together. A surge of three minutes, in
     * a span of five, leaves two of them bare; of ten leaks at random times the widest gap is hardly ever wider than this.
     */
    private static final double BARE = 0.3;

    /** A rise of less than so many times the usual difference between two looks is lost in the noise. */
    private static final int ABOVE_NOISE = 4;

    /** The last differences between two looks; their median is the noise, which a spike does not change. */
    private static final int DIFFERENCES = 63;

    /**
     * A count that has not been below {@code level} since {@code nanos}.
     *
     * @param load tasks that had ended anywhere by then
     */
    private record Step(long nanos, long load, int level) {}

    /**
     * A trend.
     *
     * @param spanNanos over which it has gone on
     * @param steps times that the mark rose meanwhile
     * @param from the mark at its beginning
     * @param load tasks that ended anywhere meanwhile
     */
    record Rise(long spanNanos, int steps, int from, long load) {}

    private final List<Step> steps = new ArrayList<>();
    private final int[] differences = new int[DIFFERENCES];
    private int looks;
    private int last;

    void add(long now, long load, int count) {
        differences[looks++ % DIFFERENCES] = Math.abs(count - last);
        last = count;
        Step undercut = null;
        while (mark() > count) {
            undercut = steps.remove(steps.size() - 1);
        }
        if (count > mark()) {
            steps.add(
                    undercut == null ? new Step(now, load, count) : new Step(undercut.nanos(), undercut.load(), count));
        }
        if (steps.size() > MAX_STEPS) {
            thin();
        }
    }

    /** Steps that are remembered. */
    int size() {
        return steps.size();
    }

    private int mark() {
        return steps.isEmpty() ? 0 : steps.get(steps.size() - 1).level();
    }

    private void thin() {
        for (int i = MAX_STEPS / 2; i > 0; i -= 2) {
            // The later of two: it holds for both.
            steps.remove(i - 1);
        }
    }

    /**
     * The trend up to now, over the longest span that shows one: the window, or twice, four times, ... as long.
     *
     * @return null where there is none
     */
    @Nullable
    Rise rise(long now, long windowNanos) {
        Rise longest = null;
        if (steps.isEmpty()) {
            return null;
        }
        long age = now - steps.get(0).nanos();
        for (long span = windowNanos; span <= age; span *= 2) {
            Rise rise = riseOver(now, span);
            longest = rise == null ? longest : rise;
        }
        return longest;
    }

    private @Nullable Rise riseOver(long now, long span) {
        long begin = now - span;
        long bare = (long) (span * BARE);
        long first = 0;
        long last = begin;
        int from = 0;
        int risen = 0;
        int to = 0;
        long loadFrom = steps.get(0).load();
        for (Step step : steps) {
            if (step.nanos() <= begin) {
                from = step.level();
                loadFrom = step.load();
                continue;
            }
            if (step.nanos() - last > bare) {
                return null;
            }
            first = first == 0 ? step.nanos() : first;
            last = step.nanos();
            if (now - step.nanos() >= span / YOUNG) {
                risen++;
                to = step.level();
            }
        }
        Step newest = steps.get(steps.size() - 1);
        return now - last + first - begin > bare || risen < TREND_STEPS || to - from < ABOVE_NOISE * noise()
                ? null
                : new Rise(span, risen, from, newest.load() - loadFrom);
    }

    private int noise() {
        int[] sorted = Arrays.copyOf(differences, Math.min(looks, DIFFERENCES));
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /**
     * Steps that were due by now and have not come, had they come on as they did, by what the application has got done
     * meanwhile: at night nothing is due.
     */
    double due(long load) {
        if (steps.size() < 2) {
            return 0;
        }
        int between = Math.min(TREND_STEPS, steps.size() - 1);
        Step last = steps.get(steps.size() - 1);
        Step first = steps.get(steps.size() - 1 - between);
        return (load - last.load()) * between / (double) Math.max(1, last.load() - first.load());
    }
}
