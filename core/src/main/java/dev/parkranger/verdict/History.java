package dev.parkranger.verdict;

import java.util.ArrayDeque;

/** How many members a group had, over the window. */
final class History {

    private record Point(long nanos, int count) {}

    /** Closer together than this share of the window they say nothing more: looks each second for a day are 86,400. */
    private static final int MOST_POINTS = 512;

    private final ArrayDeque<Point> points = new ArrayDeque<>();
    private long beforeLastNanos;

    void add(long now, int count, long windowNanos) {
        if (now - beforeLastNanos < windowNanos / MOST_POINTS && points.size() > 1) {
            points.removeLast();
        } else if (!points.isEmpty()) {
            beforeLastNanos = points.getLast().nanos();
        }
        points.addLast(new Point(now, count));
        while (now - points.getFirst().nanos() > windowNanos) {
            points.removeFirst();
        }
    }

    /** For tests. */
    int size() {
        return points.size();
    }

    /** Members gained a minute since the oldest point, at most since the window began. */
    double growthPerMinute() {
        Point first = points.getFirst();
        Point last = points.getLast();
        double minutes = (last.nanos() - first.nanos()) / 60e9;
        return minutes <= 0 ? 0 : Math.max(0, (last.count() - first.count()) / minutes);
    }
}
