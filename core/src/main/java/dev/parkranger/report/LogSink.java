package dev.parkranger.report;

/** Where events go. One call is one event, however many lines it has; no sink ever throws. */
public interface LogSink {
    void warn(String event);

    void info(String event);

    void debug(String event);

    default void log(LogEvent event) {
        switch (event.level()) {
            case WARN -> warn(event.text());
            case INFO -> info(event.text());
            case DEBUG -> debug(event.text());
        }
    }
}
