package dev.parkranger.report;

import static dev.parkranger.report.Samples.report;
import static dev.parkranger.report.Samples.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parkranger.reaper.CollectedThreads;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CollectedReportTest {

    private static final CollectedThreads GONE =
            new CollectedThreads("com.acme.Quotes.fetch(Quotes.java:42)", 12, Instant.parse("2026-11-23T11:59:00Z"));

    @Test
    void what_the_collector_has_proven_is_told_with_the_line_that_made_it() {
        assertThat(new TextReport().text(with(report(), GONE))).endsWith("""

                        proven and healed: virtual threads collected without having ended, for nobody could wake them
                          12 x  created at  com.acme.Quotes.fetch(Quotes.java:42), the last missed at 2026-11-23T11:59:00Z
                        """);
        assertThat(new TextReport().text(report())).doesNotContain("healed");
    }

    @Test
    void the_json_has_it_where_there_is_any() throws Exception {
        JsonNode json = new ObjectMapper().readTree(new JsonReport().text(with(report(), GONE)));

        assertThat(json.at("/collected/0/createdAt").asText()).isEqualTo("com.acme.Quotes.fetch(Quotes.java:42)");
        assertThat(json.at("/collected/0/count").asInt()).isEqualTo(12);
        assertThat(new JsonReport().text(report())).doesNotContain("collected");
    }
}
