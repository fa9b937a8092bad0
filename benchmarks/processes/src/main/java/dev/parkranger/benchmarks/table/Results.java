package dev.parkranger.benchmarks.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Raw figures on disk, a file for each row and JDK: a run that is stopped loses nothing, and rows can be measured one by
 * one. Its first line says of which jar they are and how it was run; what was measured otherwise is no result.
 */
final class Results {

    private final Path directory;
    private final Settings settings;
    private final String jar;

    Results(Settings settings) {
        this.directory = settings.results();
        this.settings = settings;
        this.jar = settings.jarHash();
    }

    void begin(Row row, Jdk jdk) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(file(row, jdk), conditions(row, jdk) + System.lineSeparator());
    }

    void add(Row row, Jdk jdk, Sample sample) throws IOException {
        Files.writeString(file(row, jdk), sample.toLine() + System.lineSeparator(), StandardOpenOption.APPEND);
    }

    /** Without samples where there are none under these conditions. */
    Series read(Row row, Jdk jdk) throws IOException {
        Path file = file(row, jdk);
        if (!Files.exists(file)) {
            return new Series(List.of());
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).equals(conditions(row, jdk))) {
            return new Series(List.of());
        }
        return new Series(lines.stream().skip(1).map(Sample::ofLine).toList());
    }

    private String conditions(Row row, Jdk jdk) {
        return String.join(
                " ",
                jar,
                jdk.version().toString(),
                row.timed ? settings.warmUp() + " " + settings.seconds() : "untimed",
                String.join(" ", settings.arguments(row)));
    }

    private Path file(Row row, Jdk jdk) {
        return directory.resolve(row.id + "-" + jdk.feature() + ".tsv");
    }
}
