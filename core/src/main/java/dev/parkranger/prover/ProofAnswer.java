package dev.parkranger.prover;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the analysis has found.
 *
 * @param abstention why nothing could be proven at all; null where something could
 * @param paths by thread, who could still wake it
 * @param millis that it took
 */
record ProofAnswer(
        @Nullable String abstention,
        List<Found> proven,
        Map<Long, String> paths,
        long keptObjects,
        long keptBytes,
        long dumpBytes,
        long nodes,
        long millis) {

    /** A thread that nothing can wake. */
    record Found(long tid, String grade, String waitsFor, long objects, long bytes) {}

    List<Long> tids() {
        return proven.stream().map(Found::tid).toList();
    }

    /** Puts one together from lines. */
    static final class Reader {
        private @Nullable String abstention;
        private final Map<Long, Found> proven = new HashMap<>();
        private final List<Long> order = new ArrayList<>();
        private final Map<Long, String> paths = new HashMap<>();
        private long keptObjects;
        private long keptBytes;
        private long dumpBytes;
        private long nodes;
        private long millis;

        /** Returns whether that was the last line. */
        boolean read(String line) {
            String[] parts = line.split("\t", -1);
            switch (parts[0]) {
                case "abstains" -> abstention = parts[1];
                case "proven" -> {
                    long tid = Long.parseLong(parts[1]);
                    order.add(tid);
                    proven.put(tid, new Found(tid, parts[2], parts[3], 0, 0));
                }
                case "kept" -> {
                    keptObjects = Long.parseLong(parts[1]);
                    keptBytes = Long.parseLong(parts[2]);
                }
                case "alone" ->
                    proven.computeIfPresent(
                            Long.parseLong(parts[1]),
                            (tid, found) -> new Found(
                                    tid,
                                    found.grade(),
                                    found.waitsFor(),
                                    Long.parseLong(parts[2]),
                                    Long.parseLong(parts[3])));
                case "path" -> paths.put(Long.parseLong(parts[1]), parts[2]);
                case "read" -> {
                    dumpBytes = Long.parseLong(parts[1]);
                    nodes = Long.parseLong(parts[2]);
                    millis = Long.parseLong(parts[3]);
                }
                case "end" -> {
                    return true;
                }
                default -> {
                    // A line of the JVM's own, a warning perhaps.
                }
            }
            return false;
        }

        ProofAnswer whole() {
            List<Found> found = new ArrayList<>();
            order.forEach(tid -> found.add(proven.get(tid)));
            return new ProofAnswer(abstention, found, paths, keptObjects, keptBytes, dumpBytes, nodes, millis);
        }
    }
}
