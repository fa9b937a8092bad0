package dev.parkranger.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnLogsTest {
    private final Clock clock = Clock.fixed(Samples.NOON.plusMillis(7), ZoneOffset.UTC);
    private final RecordedLog instead = new RecordedLog();

    @TempDir
    Path folder;

    @Test
    void stderr_is_the_one_of_the_moment_and_gets_no_heartbeat() {
        StderrLog log = new StderrLog(clock);
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            log.warn("one\n  two");
            log.info("three");
            log.debug("four");
        } finally {
            System.setErr(before);
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("""
                        2026-11-23T12:00:00Z WARN parkranger one
                          two
                        2026-11-23T12:00:00Z INFO parkranger three
                        """);
    }

    @Test
    void a_broken_stderr_does_not_hurt_us() {
        PrintStream before = System.err;
        System.setErr(new PrintStream(new ByteArrayOutputStream()) {
            @Override
            public void println(String line) {
                throw new IllegalStateException("broken by the application");
            }
        });
        try {
            new StderrLog(clock).warn("one");
        } finally {
            System.setErr(before);
        }
    }

    @Test
    void a_file_is_appended_to_heartbeats_and_all() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "before\n");
        FileLog log = new FileLog(file, instead, clock);

        log.warn("half a character: \ud83d");
        log.debug("alive");

        assertThat(file).hasContent("""
                        before
                        2026-11-23T12:00:00Z WARN parkranger half a character: ?
                        2026-11-23T12:00:00Z DEBUG parkranger alive
                        """);
        assertThat(instead.events).isEmpty();
    }

    @Test
    void a_file_that_fails_is_told_once_and_no_event_is_lost() throws IOException {
        Path gone = folder.resolve("gone");
        FileLog log = new FileLog(gone.resolve("log"), instead, clock);

        log.warn("one");
        log.info("two");

        assertThat(instead.texts()).hasSize(3);
        assertThat(instead.texts().get(0)).startsWith("log=file:" + gone.resolve("log") + " cannot be written: ");
        assertThat(instead.events).endsWith(LogEvent.warn("one"), LogEvent.info("two"));

        Files.createDirectory(gone);
        log.warn("three");
        assertThat(gone.resolve("log")).hasContent("2026-11-23T12:00:00Z WARN parkranger three");
        assertThat(instead.events).hasSize(3);
    }
}
