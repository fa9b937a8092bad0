package dev.parkranger.report;

import dev.parkranger.verdict.IgnoreUse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says once of each entry of {@code ignore} that it is of no use: at once where it can match nothing, which is a mistake; after
 * a whole window, and softly, where it only has not, for that may be because the leak is mended.
 */
final class IgnoreEvents {

    private final Set<String> said = new HashSet<>();

    List<LogEvent> look(Report report) {
        List<LogEvent> events = new ArrayList<>();
        Set<String> present = new HashSet<>();
        for (IgnoreUse use : report.ignored()) {
            present.add(use.entry());
            boolean impossible = use.state() == IgnoreUse.State.IMPOSSIBLE;
            if ((impossible || use.state() == IgnoreUse.State.UNUSED) && said.add(use.entry())) {
                events.add(
                        impossible ? LogEvent.warn(IgnoreText.impossible(use)) : LogEvent.info(IgnoreText.unused(use)));
            }
        }
        // Taken out and set again, it is a new one.
        said.retainAll(present);
        return events;
    }
}
