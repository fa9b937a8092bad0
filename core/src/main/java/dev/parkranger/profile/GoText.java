package dev.parkranger.profile;

import dev.parkranger.record.Frame;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A profile for people, as Go prints it for {@code debug=1}: groups, the largest first. */
public final class GoText {

    private static final int TAB = 8;

    /** What every parked thread has on top, and nobody asks about. */
    private static final String[] PLUMBING = {
        "jdk.internal.", "java.lang.VirtualThread.", "java.util.concurrent.locks.LockSupport."
    };

    private final Map<Frame, Integer> addresses = new HashMap<>();
    private final Appendable out;

    private GoText(Appendable out) {
        this.out = out;
    }

    public static void write(Profile profile, Appendable to) throws IOException {
        new GoText(to).write(profile);
    }

    private void write(Profile profile) throws IOException {
        out.append(profile.type()).append(" profile: total ");
        out.append(Long.toString(profile.total())).append('\n');
        for (Profile.Group group : profile.groups()) {
            head(group);
            stack(withoutPlumbing(group.frames()));
            out.append('\n');
        }
    }

    private void head(Profile.Group group) throws IOException {
        out.append(Long.toString(group.count())).append(" @");
        for (Frame frame : group.frames()) {
            out.append(' ').append(address(frame));
        }
        out.append('\n');
        if (!group.labels().isEmpty()) {
            out.append("# labels: {");
            String comma = "";
            for (Label label : group.labels()) {
                out.append(comma).append(quoted(label.key())).append(':').append(quoted(label.value()));
                comma = ", ";
            }
            out.append("}\n");
        }
    }

    /** There are no addresses; numbers keep equal lines equal, and the head in a form that tools parse. */
    private String address(Frame frame) {
        return "0x" + Integer.toHexString(addresses.computeIfAbsent(frame, fresh -> addresses.size() + 1));
    }

    private void stack(List<Frame> frames) throws IOException {
        int addressWidth = 0;
        int functionWidth = 0;
        for (Frame frame : frames) {
            addressWidth = Math.max(addressWidth, address(frame).length());
            functionWidth = Math.max(functionWidth, function(frame).length());
        }
        for (Frame frame : frames) {
            out.append("#\t");
            cell(address(frame), addressWidth);
            cell(function(frame), functionWidth);
            out.append(SourceFile.withLine(frame)).append('\n');
        }
    }

    private static String function(Frame frame) {
        return SourceFile.function(frame) + "+0x0";
    }

    /** As Go's tabwriter does: at least one place wider than the widest, filled up with tabs. */
    private void cell(String text, int widest) throws IOException {
        int width = (widest + TAB) / TAB * TAB;
        out.append(text);
        for (int at = text.length(); at < width; at = (at / TAB + 1) * TAB) {
            out.append('\t');
        }
    }

    private static List<Frame> withoutPlumbing(List<Frame> frames) {
        int from = 0;
        while (from < frames.size() && isPlumbing(frames.get(from))) {
            from++;
        }
        // Where there is nothing else it is shown, as Go does.
        return from == frames.size() ? frames : frames.subList(from, frames.size());
    }

    private static boolean isPlumbing(Frame frame) {
        String function = SourceFile.function(frame);
        for (String prefix : PLUMBING) {
            if (function.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
