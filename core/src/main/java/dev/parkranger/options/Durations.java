package dev.parkranger.options;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h}. */
public final class Durations {
    static final String ALLOWED = "a duration such as 500ms, 10s, 5m or 1h";

    /** Ten years: longer means for ever to anybody, and nanoseconds still fit a long with room to add. */
    static final Duration LONGEST = Duration.ofDays(3_650);

    /** Digits of the longest in milliseconds. */
    private static final int MAX_DIGITS = 12;

    private Durations() {}

    /** Null where the text is none, or too long a one. */
    static @Nullable Duration parse(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > MAX_DIGITS) {
            return null;
        }
        long unit = switch (text.substring(digits)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 0;
        };
        long amount = Long.parseLong(text.substring(0, digits));
        if (unit == 0 || amount > LONGEST.toMillis() / unit) {
            return null;
        }
        return Duration.ofMillis(amount * unit);
    }

    /** In the largest unit that leaves no remainder, so that it parses back to the same. */
    public static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        if (millis % 60_000 != 0) {
            return millis / 1_000 + "s";
        }
        return millis % 3_600_000 != 0 ? millis / 60_000 + "m" : millis / 3_600_000 + "h";
    }
}
