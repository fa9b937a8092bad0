package dev.parkranger.benchmarks.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code -Xlog:safepoint} has written: pauses by their cause. The wording is the same on 17 and 25. */
final class SafepointLog {

    /** To have it written: the child knows where. */
    static final String FLAG = "-Xlog:safepoint=info:file=${safepoints}:uptime:filecount=0";

    private static final Pattern PAUSE = Pattern.compile("\\[([0-9.]+)s] Safepoint \"(\\w+)\",.* Total: +([0-9]+) ns");

    /**
     * One pause of all threads.
     *
     * @param at seconds since the JVM started
     */
    record Pause(double at, String cause, double millis) {
        boolean isCollection() {
            return cause.startsWith("G1");
        }

        /** JDK 17's own housekeeping, with agents and without. */
        boolean isCleanup() {
            return cause.equals("Cleanup");
        }

        /** At the very program's wish. */
        boolean isFullCollection() {
            return cause.equals("G1CollectFull");
        }
    }

    private SafepointLog() {}

    static List<Pause> read(Path file, double from, double to) throws IOException {
        return read(Files.readAllLines(file), from, to);
    }

    static List<Pause> read(List<String> lines, double from, double to) {
        List<Pause> pauses = new ArrayList<>();
        for (String line : lines) {
            Matcher pause = PAUSE.matcher(line);
            if (pause.find()) {
                double at = Double.parseDouble(pause.group(1));
                if (at >= from && at <= to) {
                    pauses.add(new Pause(at, pause.group(2), Double.parseDouble(pause.group(3)) / 1e6));
                }
            }
        }
        return pauses;
    }
}
