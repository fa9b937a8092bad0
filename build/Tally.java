import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/**
 * Build step: says how many tests this build ran, the forked-JVM ones for each JDK, and fails when a JDK ran none.
 *
 * <p>A suite that silently runs nothing is the one failure Maven does not report. Reports older than the build are
 * those of an earlier one and do not count.
 */
class Tally {
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        Instant buildStarted = Instant.parse(arguments[1]);
        boolean modernLeftOut = Boolean.parseBoolean(arguments[2]);

        Count units = Count.of(reports(root, "surefire-reports", buildStarted));
        Count oldest = Count.of(reports(root, "on-17", buildStarted));
        Count modern = modernLeftOut ? new Count() : Count.of(reports(root, "on-25", buildStarted));

        System.out.printf("unit tests: %s%n", units);
        System.out.printf(
                "forked-JVM tests: %s; %s%n",
                oldest.onItsJdk(), modernLeftOut ? "newer JDK: LEFT OUT, none found" : modern.onItsJdk());
        System.out.printf(
                "%d passed, %d failed%n",
                units.passed() + oldest.passed() + modern.passed(), units.failed + oldest.failed + modern.failed);

        if (oldest.run == 0 || (modern.run == 0 && !modernLeftOut)) {
            System.out.println("A JDK ran no forked-JVM test at all: is there still an *IT class in agent/tests?");
            System.exit(1);
        }
    }

    private static List<Element> reports(Path root, String folder, Instant since) throws Exception {
        var parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        List<Element> reports = new ArrayList<>();
        for (Path file : files(root, folder)) {
            if (!Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
                reports.add(parser.parse(file.toFile()).getDocumentElement());
            }
        }
        return reports;
    }

    private static List<Path> files(Path root, String folder) throws IOException {
        try (var found = Files.find(
                root,
                7,
                (file, attributes) -> file.getParent().endsWith(folder)
                        && file.getFileName().toString().matches("TEST-.*\\.xml"))) {
            return found.toList();
        }
    }

    private static class Count {
        int run;
        int failed;
        int skipped;
        String jdk = "?";

        static Count of(List<Element> reports) {
            Count count = new Count();
            for (Element suite : reports) {
                count.skipped += number(suite, "skipped");
                count.run += number(suite, "tests") - number(suite, "skipped");
                count.failed += number(suite, "failures") + number(suite, "errors");
                count.jdk = property(suite, "java.version");
            }
            return count;
        }

        int passed() {
            return run - failed;
        }

        String onItsJdk() {
            return "JDK " + jdk + ": " + this;
        }

        @Override
        public String toString() {
            return run + " run, " + failed + " failed" + (skipped == 0 ? "" : ", " + skipped + " skipped");
        }
    }

    private static int number(Element suite, String attribute) {
        return Integer.parseInt(suite.getAttribute(attribute));
    }

    private static String property(Element suite, String name) {
        var properties = suite.getElementsByTagName("property");
        return IntStream.range(0, properties.getLength())
                .mapToObj(i -> (Element) properties.item(i))
                .filter(property -> property.getAttribute("name").equals(name))
                .map(property -> property.getAttribute("value"))
                .findFirst()
                .orElse("?");
    }
}
