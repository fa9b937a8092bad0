package dev.parkranger.profile;

import dev.parkranger.record.Frame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts tasks into a profile: a hundred thousand threads come down to a few dozen groups. Bounded. */
final class Tally {

    /** Stacks that differ in a recursion's depth, say, are without number; what comes after these is one group. */
    static final int MAX_GROUPS = 20_000;

    static final List<Frame> OTHERS = List.of(new Frame("parkranger", "other stacks", null, 0));

    /** Of what there was no time for. */
    static final List<Frame> UNREAD = List.of(new Frame("parkranger", "stack not read", null, 0));

    /** Where nothing is known: capture is off, or it began before the agent. */
    static final List<Frame> UNKNOWN = List.of(new Frame("parkranger", "unknown origin", null, 0));

    private final Map<Stack, long[]> counts = new HashMap<>();
    private final Map<Frame, Frame> frames = new HashMap<>();

    void add(List<Frame> stack, List<Label> labels, long count) {
        Stack key = new Stack(stack, labels);
        long[] known = counts.get(key);
        if (known == null) {
            known = fresh(key);
        }
        known[0] += count;
    }

    private long[] fresh(Stack key) {
        if (counts.size() < MAX_GROUPS) {
            long[] count = new long[1];
            counts.put(new Stack(shared(key.frames()), key.labels()), count);
            return count;
        }
        return counts.computeIfAbsent(new Stack(OTHERS, List.of()), others -> new long[1]);
    }

    /** Stacks have most of their lines in common. */
    private List<Frame> shared(List<Frame> stack) {
        List<Frame> shared = new ArrayList<>(stack.size());
        for (Frame frame : stack) {
            Frame known = frames.putIfAbsent(frame, frame);
            shared.add(known == null ? frame : known);
        }
        return List.copyOf(shared);
    }

    Profile profile(String type, Instant at) {
        List<Profile.Group> groups = new ArrayList<>(counts.size());
        counts.forEach((stack, count) -> groups.add(new Profile.Group(stack, count[0])));
        return new Profile(type, at, 0, groups);
    }
}
