package dev.parkranger.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A profile as {@code --debug 1} prints it, this agent's or Go's own. Addresses mean nothing between two of them, so
 * groups are known by their labels and lines.
 *
 * @param type what is counted, {@code goroutine}
 * @param counts by group, which is its labels and its lines, innermost first
 */
record ProfileText(String name, String type, Map<List<String>, Long> counts) {

    /** Larger than any that is meant for people. */
    private static final int MAX_BYTES = 256 << 20;

    private static final Pattern HEAD = Pattern.compile("(\\S+) profile: total -?\\d+");
    private static final Pattern GROUP = Pattern.compile("(-?\\d+) @.*");
    private static final Pattern FRAME = Pattern.compile("#\\t0x[0-9a-f]+\\t(.*)");
    private static final int GZIP_MAGIC = 0x1f;

    static ProfileText read(String name) throws Failure {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            bytes = in.readNBytes(MAX_BYTES);
        } catch (NoSuchFileException e) {
            throw Failure.of("there is no file " + name);
        } catch (IOException | RuntimeException e) {
            throw Failure.of("cannot read " + name + ": " + e.getMessage());
        }
        if (bytes.length > 0 && bytes[0] == GZIP_MAGIC) {
            throw Failure.of(name + " is a profile for go tool pprof, whose -diff_base compares two of those;"
                    + " diff reads what profile --debug 1 has written");
        }
        return parse(name, new String(bytes, StandardCharsets.UTF_8));
    }

    static ProfileText parse(String name, String text) throws Failure {
        String[] lines = text.split("\\R", -1);
        Matcher head = HEAD.matcher(lines[0]);
        if (!head.matches()) {
            throw Failure.of("found \"" + Screen.plain(lines[0].substring(0, Math.min(80, lines[0].length())))
                    + "\" at the beginning of " + name
                    + ", which is no profile; diff reads what profile --debug 1 has written");
        }
        Map<List<String>, Long> counts = new LinkedHashMap<>();
        List<String> group = new ArrayList<>();
        long count = 0;
        boolean within = false;
        for (int i = 1; i < lines.length; i++) {
            Matcher begins = GROUP.matcher(lines[i]);
            Matcher frame = FRAME.matcher(lines[i]);
            if (begins.matches()) {
                enter(within, counts, group, count);
                within = true;
                group = new ArrayList<>();
                count = Long.parseLong(begins.group(1));
            } else if (frame.matches()) {
                // Columns are aligned to the widest of the profile, which another profile has not.
                group.add(frame.group(1).replaceAll("\\+0x[0-9a-f]+(?=\\s)", "").replaceAll("\\t+| {2,}", "  "));
            } else if (lines[i].startsWith("# ")) {
                group.add(lines[i].substring(2));
            }
        }
        enter(within, counts, group, count);
        return new ProfileText(name, head.group(1), counts);
    }

    private static void enter(boolean within, Map<List<String>, Long> counts, List<String> group, long count) {
        if (within) {
            counts.merge(group, count, Long::sum);
        }
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
