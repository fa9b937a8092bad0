package dev.parkranger.verdict;

import java.util.ArrayDeque;

/** How many members a group had, over the window. */
final class History {

    private record Point(long nanos, int count) {}

    private final ArrayDeque<Point> points = new ArrayDeque<>();

    void add(long now, int count, long windowNanos) {
        points.addLast(new Point(now, count));
        while (now - points.getFirst().nanos() > windowNanos) {
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
}
