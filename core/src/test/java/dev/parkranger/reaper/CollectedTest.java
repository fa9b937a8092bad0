package dev.parkranger.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.record.Frame;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollectedTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final Collected collected = new Collected();

    private static Creation at(int line) {
        return new Creation(new Frame("com.acme.Quotes", "fetch", "Quotes.java", line), List.of(), List.of(), false);
    }

    @Test
    void they_are_counted_by_the_line_that_made_them_most_first() {
        collected.add(at(42), NOON);
        collected.add(at(50), NOON);
        collected.add(at(50), NOON.plusSeconds(7));
        collected.add(Creation.UNKNOWN, NOON);

        assertThat(collected.all())
                .containsExactly(
                        new CollectedThreads("com.acme.Quotes.fetch(Quotes.java:50)", 2, NOON.plusSeconds(7)),
                        new CollectedThreads("com.acme.Quotes.fetch(Quotes.java:42)", 1, NOON),
                        new CollectedThreads("unknown", 1, NOON));
    }

    @Test
    void of_very_many_places_the_last_are_counted_together() {
        for (int line = 1; line <= 1_500; line++) {
            collected.add(at(line), NOON);
        }

        assertThat(collected.all()).hasSize(1_001);
        assertThat(collected.all().get(0).count()).isEqualTo(500);
    }
}
