package dev.parkranger.benchmarks.table;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one process has said.
 *
 * @param failure why its figures are none, or null
 */
record Sample(
        Variant variant,
        int round,
        Map<String, Double> figures,
        @Nullable String failure) {

    static Sample failed(Variant variant, int round, String why) {
        return new Sample(variant, round, Map.of(), why.replaceAll("\\s+", " "));
    }

    boolean has(String figure) {
        return failure == null && figures.containsKey(figure);
    }

    double figure(String name) {
        Double value = figures.get(name);
        if (value == null) {
            throw new IllegalStateException("no figure " + name + " of " + this);
        }
        return value;
    }

    String toLine() {
        String said = failure == null
                ? new TreeMap<>(figures)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining(" "))
                : failure;
        return String.join("\t", variant.name(), Integer.toString(round), failure == null ? "ok" : "failed", said);
    }

    static Sample ofLine(String line) {
        String[] parts = line.split("\t", 4);
        Variant variant = Variant.valueOf(parts[0]);
        int round = Integer.parseInt(parts[1]);
        if (parts[2].equals("failed")) {
            return failed(variant, round, parts[3]);
        }
        Map<String, Double> figures = new TreeMap<>();
        for (String pair : parts[3].split(" ", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                figures.put(pair.substring(0, equals), Double.valueOf(pair.substring(equals + 1)));
            }
        }
        return new Sample(variant, round, figures, null);
    }
}
