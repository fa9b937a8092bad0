package dev.parkranger.agent.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the agent said of one pattern, or of its twin, in one JVM.
 *
 * @param wrong what is not as expected, empty where all is
 */
record CorpusRow(
        String id,
        String name,
        String family,
        String side,
        String threads,
        String expected,
        String got,
        String blamed,
        String fingerprints,
        List<String> wrong) {

    static String told(List<JsonNode> groups) {
        return groups.isEmpty()
                ? "none"
                : groups.stream()
                        .map(group -> JsonReport.verdict(group) + " " + JsonReport.confidence(group) + " x"
                                + group.path("count").asInt())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("; "));
    }

    static String ids(List<JsonNode> groups) {
        return groups.stream().map(group -> group.path("id").asText()).sorted().collect(Collectors.joining(" "));
    }

    /** {@code Micro.java:16}, or the method where there is no line. */
    static String line(JsonNode group) {
        String frame = JsonReport.frame(group);
        int open = frame.indexOf('(');
        return open < 0 ? frame : frame.substring(open + 1, frame.length() - 1);
    }

    /** Whether a group is blamed on a line, or names it as another one to mend: a deadlock has several. */
    static boolean names(JsonNode group, String line) {
        return line(group).equals(line)
                || JsonReport.each(group.path("evidence"))
                        .anyMatch(sentence ->
                                sentence.asText().matches(".*\\b" + java.util.regex.Pattern.quote(line) + "\\b.*"));
    }

    String tabbed(int jdk) {
        return String.join(
                "\t",
                id,
                name,
                family,
                side,
                threads,
                String.valueOf(jdk),
                expected,
                got,
                blamed,
                fingerprints,
                wrong.isEmpty() ? "ok" : String.join("; ", wrong));
    }
}
