package dev.parkranger.report;

import java.time.Instant;

/** Something said once, of one line or several. */
public record LogEvent(Level level, String text) {
    public enum Level {
        WARN,
        INFO,
        DEBUG
    }

    static LogEvent warn(String text) {
        return new LogEvent(Level.WARN, text);
    }

    static LogEvent info(String text) {
        return new LogEvent(Level.INFO, text);
    }

    static LogEvent debug(String text) {
        return new LogEvent(Level.DEBUG, text);
    }

    /** As our own sinks print it: {@code 2026-11-23T12:00:00Z WARN parkranger ...}. */
    String line(Instant at) {
        return Times.second(at) + " " + level + " parkranger " + text;
    }
}
