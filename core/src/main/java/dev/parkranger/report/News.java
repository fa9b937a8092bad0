package dev.parkranger.report;

import dev.parkranger.verdict.Resolved;
import dev.parkranger.verdict.Suspect;
import java.util.List;

/**
 * What one look brought that is worth saying.
 *
 * @param found groups above watch that were not known
 * @param resolved groups said to be suspects once, and no more
 * @param events for the log, in order
 */
public record News(List<Suspect> found, List<Resolved> resolved, List<LogEvent> events) {
    public News {
        found = List.copyOf(found);
        resolved = List.copyOf(resolved);
        events = List.copyOf(events);
    }

    public void logTo(LogSink log) {
        for (LogEvent event : events) {
            log.log(event);
        }
    }
}
