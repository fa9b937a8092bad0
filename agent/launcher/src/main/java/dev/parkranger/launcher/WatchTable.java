package dev.parkranger.launcher;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One look as the agent writes it for {@code watch}: a line of the JVM's, then a line for each group, their parts
 * divided by tabs.
 *
 * @param heading for people
 * @param leaks groups that are leaks or proven
 */
record WatchTable(String at, String heading, int leaks, List<Row> rows) {

    /** @param perMinute growth, a decimal number */
    record Row(String id, String confidence, long count, String perMinute, String what, String where) {}

    private static final int HEAD_PARTS = 3;
    private static final int ROW_PARTS = 6;

    /** A terminal that is drawn anew shows no more; the surest come first. */
    private static final int MAX_ROWS = 40;

    static WatchTable parse(String text) throws Failure {
        String[] lines = text.stripTrailing().split("\n", -1);
        String[] head = lines[0].split("\t", -1);
        try {
            List<Row> rows = new ArrayList<>();
            for (int i = 1; i < lines.length; i++) {
                String[] parts = lines[i].split("\t", -1);
                if (parts.length < ROW_PARTS) {
                    throw strange(lines[i]);
                }
                rows.add(new Row(parts[0], parts[1], Long.parseLong(parts[2]), parts[3], parts[4], parts[5]));
            }
            if (head.length < HEAD_PARTS) {
                throw strange(lines[0]);
            }
            return new WatchTable(head[0], head[1], Integer.parseInt(head[2]), rows);
        } catch (NumberFormatException e) {
            throw strange(text);
        }
    }

    private static Failure strange(String found) {
        return Failure.of("found \"" + Screen.plain(found)
                + "\", which is no table; is the agent there of the same version as this jar?");
    }

    /** Draws it; what has grown since the table before is marked. */
    void draw(Screen screen, Map<String, Long> before, String hint) {
        screen.begin();
        screen.line(at + "  " + heading + hint, false);
        if (rows.isEmpty()) {
            screen.line("no suspects", false);
        } else {
            screen.line(line("SURE", "ID", "COUNT", "GROWN", "A MINUTE", "WHERE"), false);
        }
        int shown = screen.isOfTerminal() ? Math.min(rows.size(), MAX_ROWS) : rows.size();
        for (Row row : rows.subList(0, shown)) {
            Long was = before.get(row.id);
            long grown = was == null ? 0 : row.count - was;
            String mark =
                    was == null && !before.isEmpty() ? "new" : grown > 0 ? "+" + grown : grown < 0 ? "" + grown : "";
            screen.line(
                    line(row.confidence, row.id, "" + row.count, mark, row.perMinute, row.where + "  " + row.what),
                    grown > 0 || mark.equals("new"));
        }
        if (shown < rows.size()) {
            screen.line("... " + (rows.size() - shown) + " more: suspects PID prints all", false);
        }
        screen.end();
    }

    /** Counts by id, to compare the next one with. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        for (Row row : rows) {
            counts.put(row.id, row.count);
        }
        // Never empty, for that means that there was no table before.
        counts.put("", 0L);
        return counts;
    }

    private static String line(String sure, String id, String count, String grown, String perMinute, String where) {
        return String.format("%-8s %-8s %7s %7s %9s  %s", sure, id, count, grown, perMinute, where);
    }
}
