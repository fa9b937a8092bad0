package dev.parkranger.report;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says that threads can no longer be started: at once, but in a storm not at every look, and then with the sum. */
final class StartFailureEvents {
    private final Duration reportEvery;
    private @Nullable Instant saidAt;
    private Report.@Nullable StartFailure held;

    StartFailureEvents(Duration reportEvery) {
        this.reportEvery = reportEvery;
    }

    @Nullable
    LogEvent look(Report report) {
        Report.StartFailure now = report.startFailure();
        if (now != null) {
            held = held == null
                    ? now
                    : new Report.StartFailure(
                            now.at(), now.message(), held.failures() + now.failures(), now.topSites());
        }
        if (held == null || !Announcer.isDue(saidAt, reportEvery, report.at())) {
            return null;
        }
        LogEvent event = LogEvent.warn(TextReport.startFailure(held));
        saidAt = report.at();
        held = null;
        return event;
    }
}
