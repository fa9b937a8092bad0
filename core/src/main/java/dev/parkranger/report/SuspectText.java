package dev.parkranger.report;

import dev.parkranger.reaper.Waiting;
import dev.parkranger.record.Frame;
import dev.parkranger.record.OneLine;
import dev.parkranger.record.OwnerKind;
import dev.parkranger.record.TaskKind;
import dev.parkranger.verdict.Heals;
import dev.parkranger.verdict.Suspect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A suspect in about eight lines, the user's own lines first. */
final class SuspectText {
    private static final String MARGIN = "  ";
    private static final int LABEL_WIDTH = 12;
    private static final int MAX_LINE = 120;
    private static final int MAX_NAME = 80;
    private static final int SHOWN_NAMES = 2;

    private SuspectText() {}

    /** @param change what follows the headline, in brackets; empty for nothing */
    static String of(Suspect suspect, String change) {
        StringBuilder text = new StringBuilder(Headline.of(suspect));
        if (!change.isEmpty()) {
            text.append(" (").append(change).append(')');
        }
        line(text, "created at", created(suspect.createdAt()));
        line(text, "waiting in", waiting(suspect));
        line(text, "owner", owner(suspect));
        sentences(text, "because", suspect.evidence());
        Suspect.Cost cost = suspect.cost();
        if (cost != null) {
            sentences(text, "costs", CostText.of(cost));
        }
        line(text, "heals", heals(suspect.heals()));
        line(text, "try", suspect.advice());
        line(text, "threads", threads(suspect));
        return text.toString();
    }

    private static String created(Suspect.CreatedAt created) {
        Frame frame = created.frame();
        if (frame == null) {
            return "origin unknown (before attach)";
        }
        // Otherwise nobody would see why a line is blamed that starts no thread.
        Frame through = created.creators().isEmpty() ? null : throughLibrary(created.stack());
        return frame + (through == null ? "" : "  through " + through.className() + "." + through.methodName());
    }

    private static @Nullable Frame throughLibrary(List<Frame> stack) {
        for (Frame frame : stack) {
            if (!frame.className().startsWith("java.") && !frame.className().startsWith("jdk.")) {
                return frame;
            }
        }
        return stack.isEmpty() ? null : stack.get(0);
    }

    private static String waiting(Suspect suspect) {
        Suspect.WaitingAt waiting = suspect.waitingAt();
        Frame own = waiting.applicationFrame();
        Frame jdk = waiting.frame();
        StringBuilder text = new StringBuilder();
        if (own != null) {
            text.append(own);
        } else if (suspect.kind() == TaskKind.POOL) {
            text.append(
                    Waiting.isIdle(waiting.stack(), null)
                            ? "none of your lines: idle workers, in "
                            : "none of your lines, in ");
        }
        if (jdk != null) {
            text.append(own == null ? jdk.toString() : "  " + shortName(jdk));
        }
        Thread.State state = waiting.state();
        if (state != null) {
            text.append(text.length() == 0 ? "" : ", ").append(state).append(manner(state));
        }
        if (text.length() == 0) {
            text.append("unknown");
        }
        return text.append(", oldest ")
                .append(Times.length(suspect.oldestParkedSeconds()))
                .toString();
    }

    static String shortName(Frame frame) {
        return frame.className().substring(frame.className().lastIndexOf('.') + 1) + "." + frame.methodName();
    }

    private static String manner(Thread.State state) {
        return switch (state) {
            case WAITING -> ", no timeout";
            case TIMED_WAITING -> ", with a timeout";
            case BLOCKED -> ", for a monitor";
            case RUNNABLE -> ", in native code";
            case NEW, TERMINATED -> "";
        };
    }

    private static String owner(Suspect suspect) {
        Suspect.OwnerView owner = suspect.owner();
        String name = OneLine.of(owner.name(), MAX_NAME);
        if (owner.kind() == OwnerKind.APPLICATION) {
            return (name.isEmpty() ? "the application" : name) + ", which never ends";
        }
        if (owner.kind() == OwnerKind.UNKNOWN) {
            return (name.isEmpty() ? "unknown" : name) + " (before attach)";
        }
        String state = (name.isEmpty() ? owner.kind().label() : name)
                + (owner.endedSecondsAgo() == null ? ", still open" : ", ended");
        return suspect.ownersSeen() == 0
                ? state
                : state + "; " + suspect.owners() + " of " + suspect.ownersSeen() + " left one behind";
    }

    /** Sentences are kept whole: a line is broken only between two of them. */
    private static void sentences(StringBuilder text, String of, List<String> sentences) {
        StringBuilder line = new StringBuilder();
        String label = of;
        for (String sentence : sentences) {
            if (line.length() > 0 && MARGIN.length() + LABEL_WIDTH + line.length() + sentence.length() > MAX_LINE) {
                line(text, label, line.append(';').toString());
                line.setLength(0);
                label = "";
            }
            line.append(line.length() == 0 ? "" : "; ").append(sentence);
        }
        line(text, label, line.toString());
    }

    private static String heals(Heals heals) {
        return switch (heals) {
            case NEVER -> "";
            case GC -> "by itself, at the next garbage collection";
            case TIMEOUT -> "by itself, when its timeout or keep-alive runs out";
        };
    }

    private static String threads(Suspect suspect) {
        List<Suspect.ThreadRef> threads = suspect.threads();
        if (threads.isEmpty()) {
            return "";
        }
        if (areAlike(threads)) {
            return OneLine.of(threads.get(0).name(), MAX_NAME) + " (" + suspect.count() + ")";
        }
        int shown = threads.size() > SHOWN_NAMES + 1 ? SHOWN_NAMES : threads.size();
        StringBuilder names = new StringBuilder();
        for (Suspect.ThreadRef thread : threads.subList(0, shown)) {
            names.append(names.length() == 0 ? "" : ", ");
            // A virtual thread has no name unless somebody gave it one.
            names.append(thread.name().isEmpty() ? "#" + thread.id() : OneLine.of(thread.name(), MAX_NAME));
        }
        return names.append(shown < suspect.count() ? ", ..." : "")
                .append(" (")
                .append(suspect.count())
                .append(')')
                .toString();
    }

    private static boolean areAlike(List<Suspect.ThreadRef> threads) {
        String name = threads.get(0).name();
        return !name.isEmpty()
                && threads.stream().allMatch(thread -> thread.name().equals(name));
    }

    private static void line(StringBuilder text, String label, String value) {
        if (!value.isEmpty()) {
            text.append('\n').append(MARGIN).append(label);
            text.append(" ".repeat(LABEL_WIDTH - label.length())).append(value);
        }
    }
}
