package dev.parkranger.report;

import dev.parkranger.record.OneLine;
import dev.parkranger.verdict.IgnoreUse;
import java.time.Instant;

/** What an entry of {@code ignore} has come to, in words. */
final class IgnoreText {

    /** A pattern that somebody set over JMX may be anything. */
    private static final int MAX_ENTRY = 120;

    private IgnoreText() {}

    /** {@code thread:push-*: 2 groups (1f3a9c02, deadbeef), last seen 12:00:03}. */
    static String of(IgnoreUse use, Instant now) {
        String entry = OneLine.of(use.entry(), MAX_ENTRY) + ": ";
        Instant last = use.last();
        if (last != null) {
            int more = use.groups() - use.ids().size();
            return entry + Headline.amount(use.groups(), "group") + " (" + (more > 0 ? "... " : "")
                    + String.join(", ", use.ids()) + "), last seen " + Times.clock(last, now);
        }
        return entry
                + switch (use.state()) {
                    case IMPOSSIBLE -> "can match nothing: " + use.problem();
                    case UNUSED -> "has matched nothing, though it had time";
                    case FRESH, MATCHED -> "nothing so far";
                };
    }

    /** What happened, the value, what to do. */
    static String unused(IgnoreUse use) {
        return "option ignore: \"" + OneLine.of(use.entry(), MAX_ENTRY) + "\" has matched nothing for a whole window."
                + " If the leak is mended take the entry out, else compare it with what dumpSuspects() shows";
    }

    static String impossible(IgnoreUse use) {
        return "option ignore: \"" + OneLine.of(use.entry(), MAX_ENTRY) + "\" can match nothing: "
                + OneLine.of(use.problem(), 2 * MAX_ENTRY);
    }
}
