package dev.parkranger.benchmarks.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The generated part of {@code docs/cost.md}, below a line that stays. */
final class CostDocument {

    private static final String MARK = "<!-- what follows is written by mvn -Pbenchmarks -->";

    private final Settings settings;
    private final List<Row> rows;
    private final Results results;

    CostDocument(Settings settings, List<Row> rows, Results results) {
        this.settings = settings;
        this.rows = rows;
        this.results = results;
    }

    void write() throws IOException {
        Path document = settings.document();
        String head = Files.readString(document);
        int mark = head.indexOf(MARK);
        if (mark < 0) {
            throw new IOException(document + " has no line " + MARK);
        }
        StringBuilder text =
                new StringBuilder(head.substring(0, mark)).append(MARK).append("\n\n");
        machine(text);
        bars(text);
        figures(text);
        failures(text);
        Files.writeString(document, text.toString());
    }

    private void machine(StringBuilder text) {
        text.append("Measured on ")
                .append(Runtime.getRuntime().availableProcessors())
                .append(" cores, with JDK ")
                .append(String.join(
                        " and JDK ",
                        settings.jdks().stream()
                                .map(jdk -> jdk.version().toString())
                                .toList()))
                .append(", after ")
                .append(Numbers.plain(settings.warmUp()))
                .append(" s of warm-up for ")
                .append(Numbers.plain(settings.seconds()))
                .append(
                        " s, unless the work itself says how long it lasts. Medians, and in brackets between which values half of"
                                + " the rounds lie, and how many there were.\n\n");
    }

    private void bars(StringBuilder text) throws IOException {
        text.append("## Bars\n\n| work | JDK | bar | Park Ranger | |\n|---|---|---|---|---|\n");
        for (Row row : rows) {
            for (Jdk jdk : jdks(row)) {
                Series series = results.read(row, jdk);
                for (Bar bar : row.bars) {
                    Optional<Spread> value = bar.value().apply(series);
                    text.append("| %s | %d | %s | %s | %s |%n"
                            .formatted(
                                    row.work,
                                    jdk.feature(),
                                    bar.text(),
                                    value.map(spread -> said(spread, bar)).orElse("-"),
                                    value.map(spread -> bar.isMet(spread) ? "ok" : "**missed**")
                                            .orElse(missing(series))));
                }
            }
        }
        text.append('\n');
    }

    /** A short soak may see no collection at all: then nothing has failed. */
    private static String missing(Series series) {
        if (series.samples().isEmpty()) {
            return "not measured";
        }
        return series.failures().isEmpty() ? "no figure" : "**failed**";
    }

    private static String said(Spread spread, Bar bar) {
        boolean ratio = bar.unit().isEmpty();
        return "%s%s (%s to %s, %d)"
                .formatted(
                        ratio ? Numbers.ratio(spread.median()) : Numbers.plain(spread.median()),
                        bar.unit(),
                        ratio ? Numbers.ratio(spread.low()) : Numbers.plain(spread.low()),
                        ratio ? Numbers.ratio(spread.high()) : Numbers.plain(spread.high()),
                        spread.count());
    }

    private void figures(StringBuilder text) throws IOException {
        text.append(
                "## Figures\n\nOf no agent the figure itself; of the others, where nothing else is said, the ratio to it"
                        + " in the same round, or with a sign what is added to it.\n\n| work | JDK | figure |");
        for (Variant variant : Variant.values()) {
            text.append(' ').append(variant.title).append(" |");
        }
        text.append("\n|---|---|---|")
                .append("---|".repeat(Variant.values().length))
                .append('\n');
        for (Row row : rows) {
            for (Jdk jdk : jdks(row)) {
                Series series = results.read(row, jdk);
                for (Figure figure : row.figures) {
                    line(text, row, jdk, series, figure);
                }
            }
        }
    }

    private static void line(StringBuilder text, Row row, Jdk jdk, Series series, Figure figure) {
        StringBuilder cells = new StringBuilder();
        boolean any = false;
        for (Variant variant : Variant.values()) {
            String cell = row.variants.contains(variant) ? cell(series, variant, figure) : "";
            any |= !cell.isEmpty() && !cell.equals("-");
            cells.append(' ').append(cell).append(" |");
        }
        if (any) {
            String unit = figure.unit().isEmpty() ? "" : ", " + figure.unit();
            text.append("| %s | %d | %s |".formatted(row.work, jdk.feature(), figure.title() + unit))
                    .append(cells)
                    .append('\n');
        }
    }

    private static String cell(Series series, Variant variant, Figure figure) {
        String name = figure.name();
        if (variant == Variant.NONE || figure.shown() == Figure.Shown.ABSOLUTE) {
            return series.of(variant, name)
                    .map(spread -> Numbers.plain(spread.median()))
                    .orElse(none(series, variant));
        }
        if (figure.shown() == Figure.Shown.ADDED) {
            return series.added(variant, Variant.NONE, name)
                    .map(spread -> "%s (%s to %s)"
                            .formatted(
                                    Numbers.signed(spread.median()),
                                    Numbers.signed(spread.low()),
                                    Numbers.signed(spread.high())))
                    .orElse(none(series, variant));
        }
        return series.ratio(variant, Variant.NONE, name)
                .map(spread -> "%s (%s to %s)"
                        .formatted(
                                Numbers.ratio(spread.median()),
                                Numbers.ratio(spread.low()),
                                Numbers.ratio(spread.high())))
                .orElse(none(series, variant));
    }

    private static String none(Series series, Variant variant) {
        return series.hasOnlyFailures(variant) ? "failed" : "-";
    }

    private void failures(StringBuilder text) throws IOException {
        Map<String, Integer> failures = new LinkedHashMap<>();
        for (Row row : rows) {
            for (Jdk jdk : jdks(row)) {
                for (Sample failed : results.read(row, jdk).failures()) {
                    String said = "%s, JDK %d, %s: %s"
                            .formatted(row.work, jdk.feature(), failed.variant().title, failed.failure());
                    failures.merge(said, 1, Integer::sum);
                }
            }
        }
        if (!failures.isEmpty()) {
            text.append("\n## Processes that failed\n\n");
            failures.forEach((said, times) -> text.append("- %d times %s%n".formatted(times, said)));
        }
    }

    private List<Jdk> jdks(Row row) {
        return settings.jdks().stream()
                .filter(jdk -> row.jdks.test(jdk.feature()))
                .toList();
    }
}
