package dev.parkranger.jfr;

import static dev.parkranger.report.Samples.NOON;
import static dev.parkranger.report.Samples.quotes;
import static dev.parkranger.report.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.report.News;
import dev.parkranger.report.Report;
import dev.parkranger.verdict.Resolved;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightLogTest {
    private static final News NOTHING = new News(List.of(), List.of(), List.of());

    @TempDir
    Path directory;

    private final FlightLog log = new FlightLog();
    private int dumps;

    @Test
    void a_suspect_is_recorded_with_its_stacks_as_text() throws IOException {
        try (Recording recording = recording()) {
            looks(report(quotes().build()), NOTHING);

            List<RecordedEvent> suspects = of("parkranger.Suspect", recording);
            assertThat(suspects).hasSize(1);
            RecordedEvent suspect = suspects.get(0);
            assertThat(suspect.getString("id")).isEqualTo("1f3a9c02");
            assertThat(suspect.getString("verdict")).isEqualTo("orphaned-task");
            assertThat(suspect.getString("confidence")).isEqualTo("leak");
            assertThat(suspect.getInt("count")).isEqualTo(12);
            assertThat(suspect.getInstant("firstSeen")).isEqualTo(NOON);
            assertThat(suspect.getDuration("oldestParked").toMillis()).isEqualTo(31_500);
            assertThat(suspect.getString("createdAt")).isEqualTo("com.acme.Quotes.fetch(Quotes.java:42)");
            assertThat(suspect.getString("creationStack"))
                    .isEqualTo("java.lang.Thread.start(Thread.java:793)\ncom.acme.Quotes.fetch(Quotes.java:42)");
            assertThat(suspect.getString("waitingIn")).isEqualTo("com.acme.Quotes.lambda$fetch$0(Quotes.java:44)");
            assertThat(suspect.getString("owner")).isEqualTo("GET /quotes");
            assertThat(suspect.getStackTrace()).isNull();
        }
    }

    @Test
    void a_suspect_is_repeated_when_it_changes_and_once_a_minute() throws IOException {
        try (Recording recording = recording()) {
            looks(report(quotes().build()), NOTHING);
            looks(report(NOON.plusSeconds(10), quotes().build()), NOTHING);
            assertThat(of("parkranger.Suspect", recording)).hasSize(1);

            looks(report(NOON.plusSeconds(20), quotes().count(13).build()), NOTHING);
            assertThat(of("parkranger.Suspect", recording)).hasSize(2);

            looks(report(NOON.plusSeconds(79), quotes().count(13).build()), NOTHING);
            assertThat(of("parkranger.Suspect", recording)).hasSize(2);
            looks(report(NOON.plusSeconds(80), quotes().count(13).build()), NOTHING);
            assertThat(of("parkranger.Suspect", recording)).hasSize(3);
        }
    }

    @Test
    void whoever_begins_to_record_finds_all_that_is_suspected() throws IOException {
        try (Recording first = recording()) {
            looks(report(quotes().build()), NOTHING);
            assertThat(of("parkranger.Suspect", first)).hasSize(1);
        }
        looks(report(NOON.plusSeconds(10), quotes().build()), NOTHING);
        try (Recording second = recording()) {
            looks(report(NOON.plusSeconds(20), quotes().build()), NOTHING);
            assertThat(of("parkranger.Suspect", second)).hasSize(1);
        }
    }

    @Test
    void each_look_is_recorded_with_what_it_took() throws IOException {
        try (Recording recording = recording()) {
            looks(report(quotes().build()), NOTHING);
            looks(report(), NOTHING);

            List<RecordedEvent> looks = of("parkranger.Look", recording);
            assertThat(looks).extracting(look -> look.getInt("leaks")).containsExactly(1, 0);
            assertThat(looks).allSatisfy(look -> {
                assertThat(look.getLong("livePlatform")).isEqualTo(31);
                assertThat(look.getBoolean("armed")).isTrue();
                assertThat(look.getDuration()).isPositive();
            });
        }
    }

    @Test
    void what_is_resolved_is_recorded_with_its_reason() throws IOException {
        try (Recording recording = recording()) {
            looks(
                    report(),
                    new News(List.of(), List.of(new Resolved("deadbeef", NOON, 3, "all have ended")), List.of()));

            assertThat(of("parkranger.Resolved", recording)).singleElement().satisfies(resolved -> {
                assertThat(resolved.getString("id")).isEqualTo("deadbeef");
                assertThat(resolved.getInt("count")).isEqualTo(3);
                assertThat(resolved.getString("reason")).isEqualTo("all have ended");
            });
        }
    }

    @Test
    void without_a_recording_nothing_happens() {
        looks(report(quotes().build()), NOTHING);
    }

    private void looks(Report report, News news) {
        log.begins();
        log.ends(report, news);
    }

    private static Recording recording() {
        Recording recording = new Recording();
        recording.start();
        return recording;
    }

    private List<RecordedEvent> of(String type, Recording recording) throws IOException {
        Path file = directory.resolve("dump-" + dumps++ + ".jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(type))
                .toList();
    }
}
