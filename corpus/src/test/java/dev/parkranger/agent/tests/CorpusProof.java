package dev.parkranger.agent.tests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parkranger.corpus.Pattern;
import dev.parkranger.corpus.Tier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;

/**
 * What was proven in one JVM.
 *
 * @param provable patterns that should be
 * @param proven those of them of which every thread was, or was collected
 * @param unproven what was said of the others
 * @param wrongly proven although somebody could still wake it, or nothing is wrong with it
 */
record CorpusProof(int provable, int proven, List<String> unproven, List<String> wrongly) {

    private static final java.util.regex.Pattern UNSUSPECTED =
            java.util.regex.Pattern.compile("(?m)^(\\d+) of them nobody suspects(?: \\((.*)\\))?;");

    /** On a machine that has much else to do. */
    private static final Duration ATMOST = Duration.ofMinutes(5);

    /** It joins itself, as a server's main thread may: true, and nobody's leak. */
    private static final String MAIN = "server-main";

    /** Asks from outside, as a user does; then what the next report says. */
    static CorpusProof of(CorpusRun run, Path directory, String... flags) throws IOException, InterruptedException {
        try (AgentJvm jvm = run.ready(directory, flags)) {
            CorpusRun.settled(jvm);
            String answer = prove(jvm, directory);
            // It has looked at them once more before it answered.
            JsonReport report = jvm.awaitReport("what is proven", since(Instant.now()), ATMOST);
            CorpusProof proof = run.leak() ? ofLeaks(run, report) : ofHealthy(run, report);
            proof.wrongly().addAll(unsuspected(run, answer));
            return proof;
        }
    }

    private static Predicate<JsonReport> since(Instant now) {
        return report -> report.at().isAfter(now);
    }

    private static String prove(AgentJvm jvm, Path directory) throws IOException, InterruptedException {
        try (AgentJvm launcher = AgentJvm.launching(directory, "prove", String.valueOf(jvm.pid()))) {
            AgentJvm.Ended ended = launcher.awaitEnd(ATMOST);
            if (ended.exitCode() != 0) {
                throw new AssertionError("no proof was made\n" + ended.all());
            }
            return ended.all();
        }
    }

    private static CorpusProof ofLeaks(CorpusRun run, JsonReport report) throws IOException {
        CorpusMarks marks = CorpusMarks.of(run.family().source());
        int provable = 0;
        List<String> unproven = new ArrayList<>();
        List<String> wrongly = new ArrayList<>();
        for (Pattern pattern : run.patterns()) {
            List<String> lines = marks.of(String.valueOf(pattern.id()));
            List<JsonNode> groups = report.suspects().stream()
                    .filter(group -> lines.contains(CorpusRow.line(group)))
                    .toList();
            if (pattern.tier() == Tier.SUSPECT) {
                groups.stream().filter(CorpusProof::isProven).forEach(group -> wrongly.add(said(run, pattern, group)));
                continue;
            }
            provable++;
            List<JsonNode> left =
                    groups.stream().filter(group -> !isWhollyProven(group)).toList();
            if (!left.isEmpty()) {
                unproven.add(said(run, pattern, left.get(0)));
            } else if (groups.isEmpty() && !wasCollected(report, lines)) {
                unproven.add(pattern.id() + " " + run.threads() + ": nothing is said of it");
            }
        }
        return new CorpusProof(provable, provable - unproven.size(), unproven, wrongly);
    }

    private static CorpusProof ofHealthy(CorpusRun run, JsonReport report) {
        List<String> wrongly = new ArrayList<>();
        report.suspects().stream()
                .filter(CorpusProof::isProven)
                .forEach(group -> wrongly.add(run + ": " + JsonReport.frame(group) + " " + group.path("proof")));
        return new CorpusProof(0, 0, new ArrayList<>(), wrongly);
    }

    private static boolean isProven(JsonNode group) {
        return JsonReport.confidence(group).equals("proven");
    }

    private static boolean isWhollyProven(JsonNode group) {
        return isProven(group)
                && group.at("/proof/proven").asInt() == group.path("count").asInt();
    }

    /** Nobody could reach them: as good a proof. */
    private static boolean wasCollected(JsonReport report, List<String> lines) {
        return JsonReport.each(report.json().path("collected"))
                .anyMatch(place -> lines.stream()
                        .anyMatch(line -> place.path("createdAt").asText().endsWith("(" + line + ")")));
    }

    private static String said(CorpusRun run, Pattern pattern, JsonNode group) {
        return pattern.id() + " " + run.threads() + ": " + group.path("count") + " " + JsonReport.confidence(group)
                + " " + group.path("proof");
    }

    /** Threads that are proven and that no owner answers for; none is to be, but for one that is known. */
    private static List<String> unsuspected(CorpusRun run, String answer) {
        Matcher told = UNSUSPECTED.matcher(answer);
        if (!told.find()) {
            return List.of();
        }
        Set<String> names = new TreeSet<>(List.of((told.group(2) == null ? told.group(1) : told.group(2)).split(", ")));
        names.remove(MAIN);
        return names.isEmpty() ? List.of() : List.of(run + ": proven are " + names + ", whom nobody suspects");
    }
}
