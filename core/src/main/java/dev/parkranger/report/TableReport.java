package dev.parkranger.report;

import dev.parkranger.options.Durations;
import dev.parkranger.record.Frame;
import dev.parkranger.record.OneLine;
import dev.parkranger.verdict.Confidence;
import dev.parkranger.verdict.Suspect;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The report as the command line's {@code watch} reads it: a line for the JVM, a line for each group, their parts divided
 * by tabs. No contract: both ends are of one jar.
 */
public final class TableReport {

    private static final int MAX_PART = 300;

    private TableReport() {}

    /**
     * The whole of it.
     *
     * @param interval between looks, told to whoever waits for the next
     */
    public static String text(Report report, Duration interval) {
        StringBuilder text = new StringBuilder(Times.second(report.at()));
        part(text, heading(report, interval));
        text.append('\t').append(leaks(report)).append('\n');
        for (Suspect suspect : report.suspects()) {
            text.append(suspect.id());
            part(text, suspect.confidence().name());
            text.append('\t').append(Headline.leading(suspect));
            part(text, String.format(Locale.ROOT, "%.1f", suspect.growthPerMinute()));
            part(text, what(suspect));
            part(text, frame(suspect.createdAt().frame()));
            text.append('\n');
        }
        return text.toString();
    }

    /** Groups that are leaks beyond doubt: those for which a script should fail. */
    public static int leaks(Report report) {
        int leaks = 0;
        for (Suspect suspect : report.suspects()) {
            if (suspect.confidence().isAbove(Confidence.SUSPECT)) {
                leaks++;
            }
        }
        return leaks;
    }

    private static String heading(Report report, Duration interval) {
        if (!report.agent().armed()) {
            return TextReport.disarmed(report.agent());
        }
        return TextReport.live(report) + "; " + Headline.amount(leaks(report), "leak") + "; looks every "
                + Durations.text(interval);
    }

    private static String what(Suspect suspect) {
        Frame waiting = suspect.waitingAt().frame();
        return suspect.verdict().label() + (waiting == null ? "" : ", " + SuspectText.shortName(waiting));
    }

    private static String frame(@Nullable Frame frame) {
        return frame == null ? "origin unknown (before attach)" : frame.toString();
    }

    private static void part(StringBuilder text, String part) {
        text.append('\t').append(OneLine.of(part, MAX_PART));
    }
}
