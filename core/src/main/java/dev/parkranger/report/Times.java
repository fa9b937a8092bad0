package dev.parkranger.report;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as reports print them: UTC throughout, as in the JSON. */
final class Times {
    private static final int CLOCK_FROM = "2026-11-23T".length();
    private static final int CLOCK_TO = "2026-11-23T12:00:00".length();
    private static final Duration DAY = Duration.ofDays(1);

    private Times() {}

    static String second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** {@code 12:00:00}, with its day where that is not one day back at most. */
    static String clock(Instant at, Instant now) {
        String text = second(at);
        return Duration.between(at, now).abs().compareTo(DAY) < 0
                ? text.substring(CLOCK_FROM, CLOCK_TO)
                : text.substring(0, CLOCK_TO).replace('T', ' ');
    }

    /** {@code 31 s}, {@code 5 min}, {@code 3 h}, {@code 4 days}: two digits are enough to judge by. */
    static String length(double seconds) {
        if (seconds < 120) {
            return (long) Math.max(0, seconds) + " s";
        }
        if (seconds < 7_200) {
            return (long) (seconds / 60) + " min";
        }
        return seconds < 172_800 ? (long) (seconds / 3_600) + " h" : (long) (seconds / 86_400) + " days";
    }
}
