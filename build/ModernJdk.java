import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/**
 * Build step: prints the home of the newest JDK that toolchains discovery found, or nothing.
 *
 * <p>Toolchains can select a JDK, but stops the build when none matches; a contributor with one JDK should still be able
 * to build. On CI (environment variable {@code CI=true}) a missing JDK does stop it: nobody reads that log for gaps.
 */
class ModernJdk {
    public static void main(String[] arguments) throws Exception {
        Path discovered = Path.of(arguments[0]);
        int atLeast = Integer.parseInt(arguments[1]);

        var newest = jdks(discovered)
                .filter(jdk -> jdk.version().feature() >= atLeast)
                .max(Comparator.comparing(Jdk::version));
        if (newest.isPresent()) {
            System.out.print(newest.get().home());
            return;
        }
        System.err.printf(
                "forked-JVM tests on JDK %d or later LEFT OUT: toolchains discovery found none; install one beside JDK 17%n",
                atLeast);
        if ("true".equals(System.getenv("CI"))) {
            System.err.println("CI=true, so a missing JDK is an error");
            System.exit(1);
        }
    }

    record Jdk(Runtime.Version version, String home) {}

    private static Stream<Jdk> jdks(Path file) throws Exception {
        var toolchains = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getElementsByTagName("toolchain");
        return IntStream.range(0, toolchains.getLength())
                .mapToObj(i -> (Element) toolchains.item(i))
                .map(jdk -> new Jdk(Runtime.Version.parse(text(jdk, "version")), text(jdk, "jdkHome")));
    }

    private static String text(Element jdk, String tag) {
        return jdk.getElementsByTagName(tag).item(0).getTextContent().strip();
    }
}
