package dev.parkranger.report;

import java.time.Clock;

/** Standard error as it is when the event comes: applications redirect it. */
public final class StderrLog implements LogSink {
    private final Clock clock;

    public StderrLog(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void warn(String event) {
        print(LogEvent.warn(event));
    }

    @Override
    public void info(String event) {
        print(LogEvent.info(event));
    }

    /** A heartbeat on a console helps nobody. */
    @Override
    public void debug(String event) {}

    /** In one call, so that another thread's line does not fall between ours. */
    private void print(LogEvent event) {
        try {
            System.err.println(event.line(clock.instant()));
        } catch (RuntimeException e) {
            // The application's own stream, broken; there is no place left to say so.
        }
    }
}
