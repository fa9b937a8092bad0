package dev.parkranger.launcher;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What has changed between two profiles: the stacks that grow most first, those that shrink last. */
final class ProfileDiff {

    /** Deeper lines are hardly ever the ones to mend. */
    private static final int MAX_LINES = 30;

    private ProfileDiff() {}

    private record Change(List<String> group, long before, long after) {

        long by() {
            return after - before;
        }
    }

    static String text(ProfileText before, ProfileText after) throws Failure {
        if (!before.type().equals(after.type())) {
            throw Failure.of("found a profile of " + before.type() + " in " + before.name() + " and one of "
                    + after.type() + " in " + after.name() + "; diff compares two of the same");
        }
        StringBuilder text = new StringBuilder();
        text.append("before  ")
                .append(before.total())
                .append("  ")
                .append(before.name())
                .append('\n');
        text.append("after   ")
                .append(after.total())
                .append("  ")
                .append(after.name())
                .append('\n');
        List<Change> changes = changes(before, after);
        if (changes.isEmpty()) {
            text.append("nothing has changed\n");
        }
        for (Change change : changes) {
            append(text, change);
        }
        return text.toString();
    }

    private static List<Change> changes(ProfileText before, ProfileText after) {
        Set<List<String>> groups = new LinkedHashSet<>(after.counts().keySet());
        groups.addAll(before.counts().keySet());
        List<Change> changes = new ArrayList<>();
        for (List<String> group : groups) {
            Change change = new Change(
                    group,
                    before.counts().getOrDefault(group, 0L),
                    after.counts().getOrDefault(group, 0L));
            if (change.by() != 0) {
                changes.add(change);
            }
        }
        changes.sort(Comparator.comparingLong(Change::by)
                .thenComparingLong(Change::after)
                .reversed());
        return changes;
    }

    private static void append(StringBuilder text, Change change) {
        text.append('\n').append(change.by() > 0 ? "+" : "").append(change.by());
        text.append("  (")
                .append(change.before())
                .append(" -> ")
                .append(change.after())
                .append(")\n");
        List<String> lines = change.group();
        for (String line : lines.subList(0, Math.min(MAX_LINES, lines.size()))) {
            text.append("    ").append(Screen.plain(line)).append('\n');
        }
        if (lines.size() > MAX_LINES) {
            text.append("    ... ").append(lines.size() - MAX_LINES).append(" more\n");
        }
    }
}
