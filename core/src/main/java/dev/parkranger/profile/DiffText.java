package dev.parkranger.profile;

import dev.parkranger.record.Frame;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What has changed between two snapshots, for a person: what grows most comes first. */
final class DiffText {

    /** A diff is read by people, and travels over JMX in one piece. */
    private static final int MAX_CHARS = 100_000;

    private static final int MAX_FRAMES = 24;

    private DiffText() {}

    static String line(Snapshots.Snapshot snapshot) {
        Profile profile = snapshot.profile();
        return snapshot.id() + "  " + profile.at().truncatedTo(ChronoUnit.SECONDS) + "  " + profile.total()
                + " threads in " + profile.groups().size() + " groups";
    }

    static String of(Snapshots.Snapshot before, Snapshots.Snapshot after) {
        Profile change = after.profile().since(before.profile());
        Map<Stack, Long> now = new HashMap<>();
        for (Profile.Group group : after.profile().groups()) {
            now.put(group.stack(), group.count());
        }
        double minutes = change.durationNanos() / 60e9;
        StringBuilder text = new StringBuilder();
        text.append("from  ")
                .append(line(before))
                .append("\nto    ")
                .append(line(after))
                .append('\n');
        text.append(change.groups().isEmpty() ? "nothing has changed\n" : "");
        int shown = 0;
        for (Profile.Group group : change.groups()) {
            if (text.length() > MAX_CHARS) {
                text.append("\n... ").append(change.groups().size() - shown).append(" more groups\n");
                break;
            }
            group(text, group, now.getOrDefault(group.stack(), 0L), minutes);
            shown++;
        }
        return text.toString();
    }

    private static void group(StringBuilder text, Profile.Group group, long now, double minutes) {
        text.append('\n').append(String.format(Locale.ROOT, "%+d", group.count()));
        if (minutes > 0) {
            text.append(String.format(Locale.ROOT, " (%+.1f a minute)", group.count() / minutes));
        }
        text.append(", now ").append(now);
        for (Label label : group.labels()) {
            text.append("  ").append(label.key()).append('=').append(label.value());
        }
        text.append('\n');
        int shown = 0;
        for (Frame frame : group.frames()) {
            if (shown++ == MAX_FRAMES) {
                text.append("    ... ")
                        .append(group.frames().size() - MAX_FRAMES)
                        .append(" more\n");
                break;
            }
            text.append("    at ").append(frame).append('\n');
        }
    }
}
