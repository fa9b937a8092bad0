package dev.parkranger.agent.tests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parkranger.corpus.Control;
import dev.parkranger.corpus.Drive;
import dev.parkranger.corpus.Family;
import dev.parkranger.corpus.Pattern;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One JVM that runs a family's leaks, or their twins and the benign controls, and what the agent says of each. */
record CorpusRun(Family family, boolean leak, boolean virtual, Predicate<String> chosen) {

    private static final String PACKAGE = "dev.parkranger.corpus.patterns";

    /** Twins linger for a second at most, which is within grace; the window is shorter than the quiet that follows. */
    private static final String OPTIONS = "interval=500ms,grace=2s,report-every=1s,app-packages=" + PACKAGE;

    /** With controls growth is judged too: twenty looks a window, as thirty are by default. */
    private static final String WINDOW_OF_CONTROLS = ",window=10s";

    private static final String WINDOW = ",window=60s";

    /** For so long controls go on: surges have come and gone, and whatever grows has grown for two windows. */
    private static final Duration CONTROLS_LAST = Duration.ofSeconds(30);

    /** A leak is flagged within grace and two looks; on a busy machine nobody knows. */
    private static final Duration ATMOST = Duration.ofSeconds(60);

    /** For what comes of itself, also where each method is compiled before it runs. */
    private static final Duration SURELY = Duration.ofMinutes(4);

    String side() {
        return leak ? "leak" : "mended";
    }

    String threads() {
        return virtual ? "virtual" : "platform";
    }

    @Override
    public String toString() {
        return family.name() + ", " + side() + ", " + threads();
    }

    /** Nothing to run. */
    boolean isEmpty() {
        return ids().isEmpty();
    }

    private List<String> ids() {
        Stream<String> patterns = patterns().stream().map(pattern -> String.valueOf(pattern.id()));
        Stream<String> controls = controls().stream().map(Control::id);
        return (leak ? patterns : Stream.concat(patterns, controls)).toList();
    }

    List<Pattern> patterns() {
        return family.patterns(virtual).stream()
                .map(type -> type.getAnnotation(Pattern.class))
                .filter(pattern -> chosen.test(String.valueOf(pattern.id())))
                .toList();
    }

    private List<Control> controls() {
        return family.controls(virtual).stream()
                .map(type -> type.getAnnotation(Control.class))
                .filter(control -> chosen.test(control.id()))
                .toList();
    }

    /** Every owner has come and gone. */
    AgentJvm ready(Path directory, String... flags) throws IOException, InterruptedException {
        AgentJvm jvm = AgentJvm.program(Drive.class, directory)
                .onlyClassPath(Jdk.home(Drive.class), Jdk.home("dev.parkranger.api.OwnerScope"))
                .options(OPTIONS + (controls().isEmpty() ? WINDOW : WINDOW_OF_CONTROLS))
                .flags(flags)
                .arguments(family.name(), side(), threads(), String.join(",", ids()))
                .start();
        try {
            jvm.awaitLine("ready", SURELY);
            return jvm;
        } catch (AssertionError | InterruptedException e) {
            jvm.close();
            throw e;
        }
    }

    /** Runs it, and says of each pattern what came of it. */
    List<CorpusRow> rows(Path directory, String... flags) throws IOException, InterruptedException {
        try (AgentJvm jvm = ready(directory, flags)) {
            List<CorpusRow> rows = leak ? leaks(jvm) : healthy(jvm);
            List<String> unexpected = jvm.stdout().stream()
                    .filter(line -> line.startsWith("unexpected"))
                    .toList();
            if (!unexpected.isEmpty()) {
                throw new AssertionError(this + ": the patterns themselves went wrong: " + unexpected);
            }
            return rows;
        }
    }

    // ---- leaks ----

    private List<CorpusRow> leaks(AgentJvm jvm) throws IOException, InterruptedException {
        CorpusMarks marks = CorpusMarks.of(family.source());
        long deadline = System.nanoTime() + ATMOST.toNanos();
        List<CorpusRow> rows = List.of();
        while (true) {
            JsonReport report = settled(jvm);
            rows = rows(report, marks);
            if (rows.stream().allMatch(row -> row.wrong().isEmpty())
                    || System.nanoTime() > deadline
                    || !report.armed()) {
                return rows;
            }
        }
    }

    private List<CorpusRow> rows(JsonReport report, CorpusMarks marks) {
        List<CorpusRow> rows = new ArrayList<>();
        Set<String> told =
                report.suspectsAboveWatch().stream().map(CorpusRow::line).collect(Collectors.toSet());
        for (Pattern pattern : patterns()) {
            List<String> lines = marks.of(String.valueOf(pattern.id()));
            told.removeAll(lines);
            rows.add(row(pattern, lines, groups(report, lines), report));
        }
        if (!told.isEmpty()) {
            rows.add(new CorpusRow(
                    "-",
                    "anything else",
                    family.name(),
                    side(),
                    threads(),
                    "none",
                    String.join(" ", told),
                    "",
                    "",
                    List.of("no pattern has these lines")));
        }
        return rows;
    }

    private static List<JsonNode> groups(JsonReport report, List<String> lines) {
        return report.suspectsAboveWatch().stream()
                .filter(group -> lines.contains(CorpusRow.line(group)))
                .toList();
    }

    private CorpusRow row(Pattern pattern, List<String> lines, List<JsonNode> groups, JsonReport report) {
        List<String> wrong = new ArrayList<>();
        Set<String> blamed = lines.stream()
                .filter(line -> groups.stream().anyMatch(group -> CorpusRow.names(group, line)))
                .collect(Collectors.toSet());
        for (String line : lines) {
            if (!blamed.contains(line)) {
                wrong.add("nothing is said of " + line + watched(report, line));
            }
        }
        List<String> verdicts = List.of(pattern.verdicts());
        for (JsonNode group : groups) {
            if (!verdicts.contains(JsonReport.verdict(group))) {
                wrong.add("verdict " + JsonReport.verdict(group) + ", not one of " + verdicts);
            }
        }
        int count =
                groups.stream().mapToInt(group -> group.path("count").asInt()).sum();
        int expected = pattern.leaves() * Drive.OWNERS;
        if (pattern.leaves() > 0 && count != expected) {
            wrong.add("count " + count + ", not " + expected);
        }
        return new CorpusRow(
                String.valueOf(pattern.id()),
                pattern.name(),
                family.name(),
                side(),
                threads(),
                String.join(" or ", pattern.verdicts()),
                CorpusRow.told(groups),
                String.join(" ", blamed.stream().sorted().toList()),
                CorpusRow.ids(groups),
                wrong);
    }

    private static String watched(JsonReport report, String line) {
        return report.suspects().stream()
                        .anyMatch(group -> CorpusRow.line(group).equals(line))
                ? ", which is only watched"
                : "";
    }

    // ---- twins and controls ----

    private List<CorpusRow> healthy(AgentJvm jvm) throws IOException, InterruptedException {
        CorpusMarks marks = CorpusMarks.of(family.source());
        List<JsonNode> groups =
                new ArrayList<>(controls().isEmpty() ? settled(jvm).suspectsAboveWatch() : toldMeanwhile(jvm));
        List<CorpusRow> rows = new ArrayList<>();
        for (Control control : controls()) {
            if (control.verdicts().length > 0) {
                rows.add(hidden(control, marks, jvm, groups));
            }
        }
        // A deaf agent is silent too.
        jvm.send("plant");
        jvm.awaitReport(
                "the leak that is planted at the end",
                report -> report.suspectsAboveWatch().stream()
                        .anyMatch(group -> JsonReport.frame(group).contains(".Planted.")),
                ATMOST);
        for (Pattern pattern : patterns()) {
            rows.add(silent(String.valueOf(pattern.id()), "twin: " + pattern.twin(), List.of()));
        }
        for (Control control : controls()) {
            if (control.verdicts().length == 0) {
                rows.add(silent(control.id(), control.name(), List.of()));
            }
        }
        if (!groups.isEmpty()) {
            rows.add(new CorpusRow(
                    "-",
                    "false alarm",
                    family.name(),
                    side(),
                    threads(),
                    "none",
                    CorpusRow.told(groups),
                    groups.stream().map(JsonReport::frame).collect(Collectors.joining(" ")),
                    CorpusRow.ids(groups),
                    List.of("false alarm: " + groups)));
        }
        return rows;
    }

    /** Whatever was told in any report while the controls went on. */
    private static List<JsonNode> toldMeanwhile(AgentJvm jvm) throws IOException, InterruptedException {
        var told = new LinkedHashMap<String, JsonNode>();
        Instant end = Instant.now().plus(CONTROLS_LAST);
        for (JsonReport report = settled(jvm); ; ) {
            report.suspectsAboveWatch()
                    .forEach(group -> told.put(group.path("id").asText(), group));
            if (report.at().isAfter(end)) {
                return List.copyOf(told.values());
            }
            Instant last = report.at();
            report = jvm.awaitReport("the next look", next -> next.at().isAfter(last));
        }
    }

    /** Of a control that hides a leak: that one, and it alone, must be told. What the others did is told in any case. */
    private CorpusRow hidden(Control control, CorpusMarks marks, AgentJvm jvm, List<JsonNode> groups)
            throws IOException, InterruptedException {
        List<String> lines = marks.of(control.id());
        long deadline = System.nanoTime() + ATMOST.toNanos();
        JsonReport report = settled(jvm);
        while (groups(report, lines).isEmpty() && System.nanoTime() < deadline) {
            report = settled(jvm);
        }
        groups.removeIf(group -> lines.contains(CorpusRow.line(group)));
        List<JsonNode> its = groups(report, lines);
        List<String> wrong = new ArrayList<>();
        if (its.isEmpty()) {
            wrong.add("nothing is said of " + String.join(" ", lines));
        }
        its.stream()
                .map(JsonReport::verdict)
                .filter(verdict -> !List.of(control.verdicts()).contains(verdict))
                .forEach(verdict -> wrong.add("verdict " + verdict));
        return new CorpusRow(
                control.id(),
                control.name(),
                family.name(),
                side(),
                threads(),
                String.join(" or ", control.verdicts()),
                CorpusRow.told(its),
                String.join(" ", lines),
                CorpusRow.ids(its),
                wrong);
    }

    private CorpusRow silent(String id, String name, List<String> wrong) {
        return new CorpusRow(id, name, family.name(), side(), threads(), "none", "none", "", "", wrong);
    }

    /** A report of a look that would have flagged whatever is stuck now: past grace and a few looks. */
    static JsonReport settled(AgentJvm jvm) throws IOException, InterruptedException {
        return jvm.settledReport(Duration.ofSeconds(2), Duration.ofMillis(500), SURELY);
    }
}
