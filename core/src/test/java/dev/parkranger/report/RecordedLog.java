package dev.parkranger.report;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was told. */
final class RecordedLog implements LogSink {
    final List<LogEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void warn(String event) {
        events.add(LogEvent.warn(event));
    }

    @Override
    public void info(String event) {
        events.add(LogEvent.info(event));
    }

    @Override
    public void debug(String event) {
        events.add(LogEvent.debug(event));
    }

    List<String> texts() {
        return events.stream().map(LogEvent::text).toList();
    }
}
