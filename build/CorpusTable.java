import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Build step: makes the table of {@code docs/corpus.md} from what the corpus's tests have noted on each JDK, below a line
 * that stays. Fails where one leak has different ids on different JDKs.
 */
class CorpusTable {

    private static final String MARK = "<!-- what follows is written by mvn -Pcorpus -->";

    private record Cell(
            String id,
            String name,
            String family,
            String side,
            String threads,
            String jdk,
            String expected,
            String got,
            String blamed,
            String fingerprints,
            String outcome) {

        static Cell of(String line) {
            String[] f = line.split("\t", -1);
            return new Cell(f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8], f[9], f[10]);
        }

        String column() {
            return threads + " " + jdk;
        }

        int order() {
            String digits = id.replaceAll("\\D", "");
            return (id.startsWith("N") ? 1_000 : 0) + (digits.isEmpty() ? 9_999 : Integer.parseInt(digits));
        }

        boolean ok() {
            return outcome.equals("ok");
        }
    }

    public static void main(String[] arguments) throws IOException {
        Path results = Path.of(arguments[0]);
        Path document = Path.of(arguments[1]);
        if (!Files.isDirectory(results)) {
            System.out.println("corpus: nobody was asked what is told of it, so the table stays as it is");
            return;
        }
        List<Cell> cells = new ArrayList<>();
        try (Stream<Path> files = Files.list(results)) {
            for (Path file : files.sorted().toList()) {
                Files.readAllLines(file).forEach(line -> cells.add(Cell.of(line)));
            }
        }
        cells.sort(Comparator.comparingInt(Cell::order));
        String head = Files.readString(document);
        int mark = head.indexOf(MARK);
        if (mark < 0) {
            System.out.println(document + " has no line " + MARK);
            System.exit(1);
        }
        Files.writeString(document, head.substring(0, mark) + MARK + "\n\n" + leaks(cells) + "\n" + healthy(cells));
        List<String> unlike = unlike(cells);
        long wrong = cells.stream().filter(cell -> !cell.ok()).count();
        System.out.printf("corpus: %d results, %d not as expected%n", cells.size(), wrong);
        if (!unlike.isEmpty()) {
            System.out.println("one leak, different ids on different JDKs or threads: " + unlike);
            System.exit(1);
        }
    }

    private static String leaks(List<Cell> all) {
        List<Cell> cells =
                all.stream().filter(cell -> !cell.expected().equals("none")).toList();
        Set<String> columns =
                new LinkedHashSet<>(cells.stream().map(Cell::column).sorted().toList());
        var text = new StringBuilder("## What must be told\n\n| # | pattern | line blamed | expected |");
        columns.forEach(column -> text.append(' ').append(column).append(" |"));
        text.append("\n|---|---|---|---|").append("---|".repeat(columns.size())).append('\n');
        byId(cells).forEach((id, its) -> {
            Cell first = its.get(0);
            String blamed = its.stream()
                    .map(Cell::blamed)
                    .filter(line -> !line.isEmpty())
                    .distinct()
                    .collect(Collectors.joining(", "));
            text.append("| %s | %s | `%s` | %s |".formatted(id, first.name(), blamed, first.expected()));
            for (String column : columns) {
                text.append(' ').append(got(its, column)).append(" |");
            }
            text.append('\n');
        });
        return text.toString();
    }

    /** Of several runs what they agree on, or all that they say. */
    private static String got(List<Cell> cells, String column) {
        String got = cells.stream()
                .filter(cell -> cell.column().equals(column))
                .map(cell -> (cell.ok() ? "" : "**wrong** ") + cell.got())
                .distinct()
                .collect(Collectors.joining(" / "));
        return got.isEmpty() ? "-" : got;
    }

    private static String healthy(List<Cell> all) {
        List<Cell> cells =
                all.stream().filter(cell -> cell.expected().equals("none")).toList();
        var text = new StringBuilder("## What must not be told\n\n| # | what | said in |\n|---|---|---|\n");
        byId(cells).forEach((id, its) -> {
            String told = its.stream()
                    .filter(cell -> !cell.ok())
                    .map(cell -> "**" + cell.column() + ": " + cell.got() + "**")
                    .distinct()
                    .collect(Collectors.joining(" "));
            String silent = "none of "
                    + its.stream().map(Cell::column).distinct().sorted().collect(Collectors.joining(", "));
            text.append("| %s | %s | %s |%n".formatted(id, its.get(0).name(), told.isEmpty() ? silent : told));
        });
        return text.toString();
    }

    private static Map<String, List<Cell>> byId(List<Cell> cells) {
        return cells.stream().collect(Collectors.groupingBy(Cell::id, LinkedHashMap::new, Collectors.toList()));
    }

    private static List<String> unlike(List<Cell> cells) {
        return byId(cells.stream()
                        .filter(cell -> cell.ok() && !cell.fingerprints().isEmpty())
                        .toList())
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue().stream()
                                .filter(cell -> cell.threads().equals("platform"))
                                .map(Cell::fingerprints)
                                .distinct()
                                .count()
                        > 1)
                .map(Map.Entry::getKey)
                .toList();
    }
}
