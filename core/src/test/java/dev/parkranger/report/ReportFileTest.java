package dev.parkranger.report;

import static dev.parkranger.report.Samples.quotes;
import static dev.parkranger.report.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
    private final RecordedLog log = new RecordedLog();

    @TempDir
    Path folder;

    @Test
    void the_file_is_replaced_and_nothing_is_left_beside_it() throws IOException {
        Path file = folder.resolve("report.json");
        ReportFile reportFile = new ReportFile(file, log);

        assertThat(reportFile.write(report(quotes().build()))).isTrue();
        assertThat(reportFile.write(report())).isTrue();

        assertThat(file).hasContent(new JsonReport().text(report()));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(log.events).isEmpty();
    }

    @Test
    void a_folder_that_goes_is_told_once_and_one_that_comes_back_is_used() throws IOException {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        ReportFile reportFile = new ReportFile(gone.resolve("report.json"), log);
        Files.delete(gone);

        assertThat(reportFile.write(report())).isFalse();
        assertThat(reportFile.write(report())).isFalse();

        assertThat(reportFile.errors()).isEqualTo(2);
        assertThat(log.texts())
                .singleElement()
                .asString()
                .startsWith("report-file " + gone.resolve("report.json") + " cannot be written: ")
                .contains("NoSuchFileException")
                .doesNotContain("\n");

        Files.createDirectory(gone);
        assertThat(reportFile.write(report())).isTrue();
        assertThat(gone.resolve("report.json")).exists();
        assertThat(log.events)
                .last()
                .isEqualTo(LogEvent.info("report-file " + gone.resolve("report.json") + " is written again"));
    }

    @Test
    void a_file_that_cannot_be_replaced_leaves_no_litter() throws IOException {
        Path occupied = Files.createDirectory(folder.resolve("report.json"));
        Files.createFile(occupied.resolve("occupant"));

        assertThat(new ReportFile(occupied, log).write(report())).isFalse();

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(occupied);
        }
    }
}
