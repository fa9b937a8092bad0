package dev.parkranger.verdict;

import java.util.ArrayDeque;

/** How many members a group had, over the window. */
final class History {

    /** Low-water marks in a row, each higher than the one before: chance does that once in a hundred and twenty. */
    private static final int SLICES = 5;

    private record Point(long nanos, int count) {}

    private final ArrayDeque<Point> points = new ArrayDeque<>();

    void add(long now, int count, long windowNanos) {
        points.addLast(new Point(now, count));
        while (now - points.getFirst().nanos() > windowNanos + windowNanos / SLICES) {
            points.removeFirst();
        }
    }

    /** Members gained a minute since the oldest point, at most since the window began. */
    double growthPerMinute() {
        Point first = points.getFirst();
        Point last = points.getLast();
        double minutes = (last.nanos() - first.nanos()) / 60e9;
        return minutes <= 0 ? 0 : Math.max(0, (last.count() - first.count()) / minutes);
    }

    /** Whether the low-water mark of each fifth of the window is above that of the fifth before. */
    boolean isRising(long windowNanos) {
        long now = points.getLast().nanos();
        if (now - points.getFirst().nanos() < windowNanos) {
            return false;
        }
        int[] low = new int[SLICES];
        java.util.Arrays.fill(low, Integer.MAX_VALUE);
        for (Point point : points) {
            long age = now - point.nanos();
            if (age < windowNanos) {
                int slice = SLICES - 1 - (int) (age * SLICES / windowNanos);
                low[slice] = Math.min(low[slice], point.count());
            }
        }
        for (int i = 1; i < SLICES; i++) {
            if (low[i] == Integer.MAX_VALUE || low[i - 1] == Integer.MAX_VALUE || low[i] <= low[i - 1]) {
                return false;
            }
        }
        return true;
    }
}
