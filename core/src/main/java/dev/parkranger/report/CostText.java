package dev.parkranger.report;

import dev.parkranger.record.OneLine;
import dev.parkranger.verdict.Suspect;
import java.util.ArrayList;
import java.util.List;

/** What a suspect costs, in a few words each. */
final class CostText {

    private static final long KILO = 1_024;
    private static final long MEGA = KILO * KILO;
    private static final long GIGA = KILO * MEGA;
    private static final int MAX_NAME = 80;

    private CostText() {}

    static List<String> of(Suspect.Cost cost) {
        List<String> parts = new ArrayList<>();
        Long committed = cost.stackCommitted();
        Long reserved = cost.stackReserved();
        Long heap = cost.stackHeap();
        if (committed != null) {
            parts.add(size(committed) + " of stack committed");
        } else if (reserved != null) {
            parts.add(size(reserved) + " of stack reserved");
        }
        if (heap != null && heap >= MEGA) {
            parts.add(size(heap) + " of heap for stacks");
        }
        if (cost.inheritedLocals() > 0) {
            parts.add(Headline.amount(cost.inheritedLocals(), "inherited ThreadLocal") + types(cost.inheritedTypes()));
        }
        for (Suspect.KeptAlive kept : cost.keepsAlive()) {
            parts.add("keeps " + OneLine.of(kept.name(), MAX_NAME) + " alive, stopped "
                    + Times.length(kept.stoppedSecondsAgo()) + " ago");
        }
        return parts;
    }

    private static String types(List<String> names) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append(text.length() == 0 ? " (" : ", ");
            text.append(OneLine.of(name.substring(name.lastIndexOf('.') + 1), MAX_NAME));
        }
        return text.append(text.length() == 0 ? "" : ")").toString();
    }

    /** {@code 640 KB}, {@code 12 MB}, {@code 15 GB}: as exact as it needs to be. */
    static String size(long bytes) {
        if (bytes < MEGA) {
            return Math.max(1, bytes / KILO) + " KB";
        }
        return bytes < 10 * GIGA ? bytes / MEGA + " MB" : bytes / GIGA + " GB";
    }
}
