package dev.parkranger.benchmarks.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipFile;

/**
 * How the table is to be run, as the build hands it over in system properties.
 *
 * @param rounds of a row; what has a narrow bar has three times as many
 * @param rows ids of rows to measure, empty for all; the others keep what was measured before with the same jar
 * @param resume whether rounds that were measured before under the same conditions are kept, and the rest added to them
 * @param jdks homes of the JDKs to measure on
 * @param minutes of the long soak
 * @param warmUp seconds, before anything is measured
 * @param seconds measured in each process
 * @param results where raw figures are kept
 * @param scratch for recordings and logs, which nobody needs afterwards
 */
record Settings(
        int rounds,
        List<String> rows,
        boolean resume,
        List<Jdk> jdks,
        double minutes,
        double warmUp,
        double seconds,
        Path parkRanger,
        Path emptyAgent,
        Path openTelemetry,
        Path jfrSettings,
        Path programs,
        Path results,
        Path scratch,
        Path document) {

    private static final String PROOF = "parkranger/proof.classes";

    static Settings read() {
        Path results = path("results");
        return new Settings(
                (int) number("rounds"),
                list("rows"),
                yesOrNo("resume"),
                list("jdks").stream().map(home -> Jdk.at(Path.of(home))).toList(),
                number("minutes"),
                number("warmUp"),
                number("seconds"),
                path("parkRanger"),
                path("emptyAgent"),
                path("openTelemetry"),
                path("jfr"),
                path("programs"),
                results,
                results.resolve("scratch"),
                path("document"));
    }

    private static String text(String key) {
        String value = System.getProperty("cost." + key);
        if (value == null) {
            throw new IllegalArgumentException("cost." + key + " is not given; start this by Maven");
        }
        return value.strip();
    }

    private static double number(String key) {
        try {
            double value = Double.parseDouble(text(key));
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("cost." + key + "=" + text(key) + ", which is no number above 0");
    }

    private static boolean yesOrNo(String key) {
        return switch (text(key)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("cost." + key + "=" + text(key) + ", not true or false");
        };
    }

    private static List<String> list(String key) {
        List<String> items = new ArrayList<>(Arrays.asList(text(key).split(" *, *", -1)));
        items.removeIf(String::isEmpty);
        return List.copyOf(items);
    }

    private static Path path(String key) {
        return Path.of(text(key)).toAbsolutePath();
    }

    List<String> arguments(Row row) {
        return row.arguments.stream()
                .map(argument -> argument.replace("${minutes}", Double.toString(minutes)))
                .toList();
    }

    /**
     * Names the very agent that is measured: what was measured with another is not shown beside it. Without the proof's
     * analysis, which runs in a JVM of its own and in none of these.
     */
    String jarHash() {
        try (ZipFile jar = new ZipFile(parkRanger.toFile())) {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            jar.stream()
                    .filter(entry -> !entry.getName().equals(PROOF))
                    .map(entry -> entry.getName() + " " + entry.getCrc() + "\n")
                    .sorted()
                    .forEach(line -> all.update(line.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(all.digest(), 0, 6);
        } catch (IOException e) {
            throw new UncheckedIOException("build the agent first: " + parkRanger, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
