package dev.parkranger.profile;

import dev.parkranger.record.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tasks at one moment, grouped by stack and labels; or the difference of two moments. Text and numbers only.
 *
 * @param type what is counted, {@code goroutine}
 * @param at when it was taken
 * @param durationNanos of a difference the time between its moments; 0 for one moment
 * @param groups the largest first
 */
public record Profile(String type, Instant at, long durationNanos, List<Group> groups) {

    private static final Comparator<Frame> FRAMES = Comparator.comparing(Frame::className)
            .thenComparing(Frame::methodName)
            .thenComparingInt(Frame::line);

    private static final Comparator<Label> LABELS =
            Comparator.comparing(Label::key).thenComparing(Label::value);

    /** Those of one size in an order that is the same each time. */
    private static final Comparator<Group> LARGEST_FIRST = Comparator.comparingLong(Group::count)
            .reversed()
            .thenComparing(Group::frames, (a, b) -> compare(a, b, FRAMES))
            .thenComparing(Group::labels, (a, b) -> compare(a, b, LABELS));

    private static <T> int compare(List<T> one, List<T> other, Comparator<T> order) {
        for (int i = 0; i < one.size() && i < other.size(); i++) {
            int difference = order.compare(one.get(i), other.get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    /** Tasks that are alike; of a difference how many more they are, which may be fewer than none. */
    public record Group(Stack stack, long count) {

        /** Innermost first. */
        public List<Frame> frames() {
            return stack.frames();
        }

        public List<Label> labels() {
            return stack.labels();
        }
    }

    public Profile {
        groups = sorted(groups);
    }

    private static List<Group> sorted(List<Group> groups) {
        List<Group> sorted = new ArrayList<>(groups);
        sorted.sort(LARGEST_FIRST);
        return List.copyOf(sorted);
    }

    public long total() {
        long total = 0;
        for (Group group : groups) {
            total += group.count();
        }
        return total;
    }

    /** What has changed since an earlier one; groups that have not are left out. */
    public Profile since(Profile earlier) {
        Map<Stack, Long> counts = new HashMap<>();
        for (Group group : groups) {
            counts.put(group.stack(), group.count());
        }
        for (Group group : earlier.groups) {
            counts.merge(group.stack(), -group.count(), Long::sum);
        }
        List<Group> changed = new ArrayList<>();
        counts.forEach((stack, count) -> {
            if (count != 0) {
                changed.add(new Group(stack, count));
            }
        });
        return new Profile(type, at, Duration.between(earlier.at, at).toNanos(), changed);
    }

    /** The same with its largest groups alone, and one that stands for the rest. */
    public Profile largest(int most) {
        if (groups.size() <= most) {
            return this;
        }
        List<Group> kept = new ArrayList<>(groups.subList(0, most));
        long rest = 0;
        for (Group group : groups.subList(most, groups.size())) {
            rest += group.count();
        }
        kept.add(new Group(new Stack(Tally.OTHERS, List.of()), rest));
        return new Profile(type, at, durationNanos, kept);
    }
}
