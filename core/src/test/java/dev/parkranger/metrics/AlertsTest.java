package dev.parkranger.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.parkranger.reaper.StackMemory;
import dev.parkranger.record.FakeTime;
import dev.parkranger.report.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/alerts names must exist: an alert on a name that was mistyped never fires. */
class AlertsTest {
    private static final Path ALERTS = Path.of("..", "docs", "alerts");
    private static final Pattern NAME = Pattern.compile("\\bparkranger_\\w+");

    @Test
    void the_rules_are_well_formed_and_name_only_what_is_scraped() throws IOException {
        JsonNode rules =
                new YAMLMapper().readTree(ALERTS.resolve("parkranger.rules.yml").toFile());
        List<String> expressions = new ArrayList<>();
        for (JsonNode group : rules.path("groups")) {
            assertThat(group.path("name").asText()).isNotEmpty();
            for (JsonNode rule : group.path("rules")) {
                assertThat(rule.path("alert").asText()).matches("ParkRanger\\w+");
                assertThat(rule.path("annotations").path("summary").asText()).isNotEmpty();
                expressions.add(rule.path("expr").asText());
            }
        }
        assertThat(expressions).hasSizeGreaterThanOrEqualTo(3).allSatisfy(AlertsTest::namesOnlyWhatIsScraped);
    }

    @Test
    void the_dashboard_is_well_formed_and_names_only_what_is_scraped() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(ALERTS.resolve("parkranger-dashboard.json").toFile());
        assertThat(dashboard.path("title").asText()).isEqualTo("Park Ranger");
        assertThat(dashboard.path("panels")).isNotEmpty();
        Set<Integer> ids = new TreeSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(panel.path("targets"))
                    .isNotEmpty()
                    .allSatisfy(
                            target -> namesOnlyWhatIsScraped(target.path("expr").asText()));
        }
        namesOnlyWhatIsScraped(dashboard.path("templating").toString());
    }

    @Test
    void the_page_of_views_tells_of_all_that_is_scraped() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "views.md"));
        assertThat(scraped()).allSatisfy(name -> assertThat(page).contains(name.replaceAll("_(sum|count)$", "")));
    }

    private static void namesOnlyWhatIsScraped(String text) {
        Set<String> names = names(text);
        assertThat(names).isNotEmpty();
        assertThat(scraped()).containsAll(names);
    }

    private static Set<String> scraped() {
        Metrics metrics = new Metrics(
                Samples::report,
                new LookTimes(),
                () -> List.of(new SiteCount("a.B.c(B.java:1)", 1)),
                new StackMemory(new FakeTime()));
        Set<String> scraped = new TreeSet<>();
        for (String line : metrics.page(null).text().split("\n")) {
            if (!line.startsWith("#")) {
                scraped.addAll(names(line.split("[ {]", 2)[0]));
            }
        }
        return scraped;
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }
}
