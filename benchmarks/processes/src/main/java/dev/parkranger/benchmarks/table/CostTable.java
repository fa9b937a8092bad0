package dev.parkranger.benchmarks.table;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Measures the rows that are asked for, and writes the table anew after each. */
public final class CostTable {

    /** In place of rows: measures nothing, and writes what there is. */
    private static final String NONE = "none";

    private CostTable() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Settings settings = Settings.read();
        List<Row> rows = Rows.all(settings);
        List<String> known = rows.stream().map(row -> row.id).toList();
        boolean none = settings.rows().equals(List.of(NONE));
        if (!none && !known.containsAll(settings.rows())) {
            throw new IllegalArgumentException("rows " + settings.rows() + " asked for, of " + known + " or " + NONE);
        }
        Files.createDirectories(settings.scratch());
        Results results = new Results(settings);
        Measurement measurement = new Measurement(settings, results);
        Runtime.getRuntime().addShutdownHook(new Thread(measurement::abandon, "abandon"));
        CostDocument document = new CostDocument(settings, rows, results);
        for (Row row : rows) {
            if (settings.rows().isEmpty() || settings.rows().contains(row.id)) {
                for (Jdk jdk : settings.jdks()) {
                    if (row.jdks.test(jdk.feature())) {
                        measurement.run(row, jdk);
                        document.write();
                    }
                }
            }
        }
        document.write();
        System.out.println("written: " + settings.document());
    }
}
