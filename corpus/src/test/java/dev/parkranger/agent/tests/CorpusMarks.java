package dev.parkranger.agent.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a family's source that are to be blamed, {@code // leaks 16}, as {@code Micro.java:16}, by pattern. */
record CorpusMarks(Map<String, List<String>> lines) {

    private static final Pattern MARK = Pattern.compile("// leaks (N?\\d+)$");

    static CorpusMarks of(Class<?> family) throws IOException {
        Path source = Path.of(System.getProperty("parkranger.test.corpus.sources"))
                .resolve(family.getName().replace('.', '/') + ".java");
        var lines = new TreeMap<String, List<String>>();
        List<String> all = Files.readAllLines(source);
        for (int i = 0; i < all.size(); i++) {
            Matcher mark = MARK.matcher(all.get(i));
            if (mark.find()) {
                lines.computeIfAbsent(mark.group(1), id -> new ArrayList<>())
                        .add(family.getSimpleName() + ".java:" + (i + 1));
            }
        }
        return new CorpusMarks(lines);
    }

    /** Never empty: a pattern without a mark could not fail. */
    List<String> of(String id) {
        List<String> marks = lines.getOrDefault(id, List.of());
        if (marks.isEmpty()) {
            throw new IllegalStateException("no line is marked // leaks " + id);
        }
        return marks;
    }
}
