package dev.parkranger.benchmarks.table;

import dev.parkranger.benchmarks.table.SafepointLog.Pause;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Drives that let a program run alone, and read afterwards how often it was stopped between two moments it names. */
final class Pauses {

    private Pauses() {}

    /** Every pause there was, except the JVM's own housekeeping; that is counted. */
    static final Drive ALL = (child, settings) -> {
        child.awaitEnd();
        List<Pause> pauses = within(child);
        Map<String, Double> figures =
                figures(pauses.stream().filter(pause -> !pause.isCleanup()).toList());
        figures.put(
                "cleanups", (double) pauses.stream().filter(Pause::isCleanup).count());
        return figures;
    };

    /** Those of garbage collections, except the ones that the program asks for. */
    static final Drive OF_COLLECTIONS = (child, settings) -> {
        child.awaitEnd();
        return figures(within(child).stream()
                .filter(pause -> pause.isCollection() && !pause.isFullCollection())
                .toList());
    };

    private static List<Pause> within(Child child) throws IOException {
        Map<String, Double> said = child.figures();
        Double from = said.get("steadyFrom");
        Double to = said.get("steadyTo");
        if (from == null || to == null) {
            throw new IOException("the program did not say from when to when");
        }
        return SafepointLog.read(child.safepoints(), from, to);
    }

    private static Map<String, Double> figures(List<Pause> pauses) {
        List<Double> millis = pauses.stream().map(Pause::millis).toList();
        Map<String, Double> figures = new TreeMap<>();
        pauses.stream()
                .max(Comparator.comparingDouble(Pause::millis))
                .ifPresent(longest -> System.out.println("the longest pause: " + longest));
        figures.put("pauses", (double) millis.size());
        figures.put("pauseAll", millis.stream().mapToDouble(Double::doubleValue).sum());
        figures.put(
                "pauseMax",
                millis.stream().mapToDouble(Double::doubleValue).max().orElse(0));
        if (!millis.isEmpty()) {
            figures.put("pause", Spread.quantile(millis, 0.5));
            figures.put("pauseUpper", Spread.quantile(millis, 0.75));
        }
        return figures;
    }
}
