package dev.parkranger.report;

import dev.parkranger.record.OneLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;

/**
 * A log file, opened for each event: events are rare, and so it may be rotated or removed under us. What cannot be
 * written goes to another sink.
 */
public final class FileLog implements LogSink {
    private final Path file;
    private final LogSink instead;
    private final Clock clock;
    private boolean failing;

    public FileLog(Path file, LogSink instead, Clock clock) {
        this.file = file;
        this.instead = instead;
        this.clock = clock;
    }

    @Override
    public void warn(String event) {
        append(LogEvent.warn(event));
    }

    @Override
    public void info(String event) {
        append(LogEvent.info(event));
    }

    @Override
    public void debug(String event) {
        append(LogEvent.debug(event));
    }

    private synchronized void append(LogEvent event) {
        String line = event.line(clock.instant()) + System.lineSeparator();
        try {
            // As bytes: a writer refuses a name with half a character in it.
            Files.write(
                    file, line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                failing = true;
                instead.warn("log=file:" + file + " cannot be written: " + OneLine.of(e.toString(), 300)
                        + "; events go here meanwhile");
            }
            instead.log(event);
            return;
        }
        failing = false;
    }
}
