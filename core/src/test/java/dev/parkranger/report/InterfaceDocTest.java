package dev.parkranger.report;

import static dev.parkranger.report.Samples.NOON;
import static dev.parkranger.report.Samples.quotes;
import static dev.parkranger.report.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.reaper.CollectedThreads;
import dev.parkranger.reaper.Standstill;
import dev.parkranger.record.OwnerKind;
import dev.parkranger.record.TaskKind;
import dev.parkranger.verdict.Confidence;
import dev.parkranger.verdict.Heals;
import dev.parkranger.verdict.Resolved;
import dev.parkranger.verdict.Suspect;
import dev.parkranger.verdict.SuspectProof;
import dev.parkranger.verdict.ThreadProof;
import dev.parkranger.verdict.Verdict;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page that scripts' authors read has every name that there is. */
class InterfaceDocTest {

    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":");
    private static final Pattern CODE = Pattern.compile("`([\\w.:=-]+)(?:\\([a-z, ]*\\))?`");

    private static String page = "";

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(Path.of("..", "docs", "interface.md"));
    }

    @Test
    void it_has_each_field_of_the_json_report() {
        Set<String> fields = fieldsOf(whole());

        assertThat(fields).contains("format", "keptBytes", "stoppedSecondsAgo", "standstill", "collected", "reason");
        assertThat(namesOf(page)).containsAll(fields);
    }

    @Test
    void it_has_each_value_that_a_field_may_have() {
        Stream<String> labels = Stream.of(
                        Arrays.stream(Verdict.values()).map(Verdict::label),
                        Arrays.stream(Confidence.values()).map(Confidence::label),
                        Arrays.stream(Heals.values()).map(Heals::label),
                        Arrays.stream(TaskKind.values()).map(TaskKind::label),
                        Arrays.stream(OwnerKind.values()).map(OwnerKind::label),
                        Arrays.stream(Standstill.Kind.values()).map(Standstill.Kind::label))
                .flatMap(each -> each);

        assertThat(namesOf(page)).containsAll(labels.toList());
    }

    @Test
    void it_has_each_attribute_operation_and_notification() {
        List<String> names = new ArrayList<>(List.of(JmxRegistration.NAME, ReaperJmx.FOUND, ReaperJmx.RESOLVED));
        for (Method method : ReaperMXBean.class.getMethods()) {
            names.add(method.getName().replaceFirst("^(get|is)(?=[A-Z])", ""));
        }

        assertThat(names).contains("Armed", "LeakCount", "dumpSuspects");
        assertThat(namesOf(page)).containsAll(names);
    }

    private static String whole() {
        Suspect proven = quotes().cost(new Suspect.Cost(
                        1, 1L, 1L, 1L, 1, List.of("com.acme.User"), List.of(new Suspect.KeptAlive("/shop", 1))))
                .standstill(Standstill.Kind.CYCLE)
                .proof(new SuspectProof(
                        "strict", ThreadProof.PROVEN, 1, 1, NOON, 4, "a Condition", 12, 480, "static com.acme.Bus.ALL"))
                .build();
        Report report = Samples.with(report(proven), new CollectedThreads("com.acme.Quotes.fetch", 12, NOON));
        return new JsonReport().text(report)
                + new JsonReport().text(Samples.with(report(), new Resolved("deadbeef", NOON, 7, "all have ended")));
    }

    private static Set<String> fieldsOf(String json) {
        return found(FIELD, json);
    }

    /** All that stands there as code. */
    private static Set<String> namesOf(String text) {
        return found(CODE, text);
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }
}
