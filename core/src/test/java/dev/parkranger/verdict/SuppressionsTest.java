package dev.parkranger.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parkranger.options.BadOption;
import dev.parkranger.record.Frame;
import dev.parkranger.record.OwnerKind;
import dev.parkranger.record.TaskKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuppressionsTest {
    private final Suspect suspect = suspect("quote-worker-1", "quote-worker-2");

    @Test
    void no_entry_silences_nothing() {
        assertThat(new Suppressions(List.of()).matches(suspect)).isFalse();
    }

    @Test
    void a_fingerprint_silences_its_group_alone() {
        assertThat(matches("1f3a9c02")).isTrue();
        assertThat(matches("1F3A9C02")).isTrue();
        assertThat(matches("1f3a9c03")).isFalse();
    }

    @Test
    void a_frame_pattern_matches_the_blamed_line_or_the_applications_waiting_line() {
        assertThat(matches("frame:com.acme.Quotes.fetch")).isTrue();
        assertThat(matches("frame:com.acme.*.fetch")).isTrue();
        assertThat(matches("frame:com.acme.Feed.lambda$poll$3")).isTrue();
        assertThat(matches("frame:*Quotes*")).isTrue();
        assertThat(matches("frame:Quotes.fetch")).isFalse();
        assertThat(matches("frame:com.acme.Quotes.fetchAll")).isFalse();
    }

    @Test
    void a_lambda_is_also_known_by_the_method_it_is_written_in() {
        assertThat(matches("frame:com.acme.Feed.poll")).isTrue();
    }

    @Test
    void a_dot_in_a_pattern_is_a_dot() {
        assertThat(matches("frame:comXacme.*")).isFalse();
    }

    @Test
    void a_thread_pattern_must_match_every_thread() {
        assertThat(matches("thread:quote-worker-*")).isTrue();
        assertThat(matches("thread:quote-worker-1")).isFalse();
        assertThat(new Suppressions(List.of("thread:*")).matches(suspect())).isFalse();
    }

    @Test
    void entries_that_match_nothing_are_told() {
        Suppressions suppressions = new Suppressions(List.of("00000000", "frame:*", "thread:*", "thread:absent"));
        assertThat(suppressions.unused()).hasSize(4);

        suppressions.matches(suspect);

        assertThat(suppressions.unused()).containsExactly("00000000", "thread:absent");
    }

    @Test
    void a_bad_entry_is_told_with_what_is_allowed() {
        assertThatThrownBy(() -> new Suppressions(List.of("Quotes")))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("option ignore: found \"Quotes\", allowed: a fingerprint of eight hex digits");
    }

    @Test
    void many_stars_take_no_time() {
        assertThat(Wildcard.matches("*a".repeat(200) + "b", "a".repeat(5_000))).isFalse();
        assertThat(Wildcard.matches("**", "")).isTrue();
        assertThat(Wildcard.matches("", "")).isTrue();
        assertThat(Wildcard.matches("a*b*c", "a-bb-cc-c")).isTrue();
    }

    private boolean matches(String entry) {
        return new Suppressions(List.of(entry)).matches(suspect);
    }

    private static Suspect suspect(String... names) {
        List<Suspect.ThreadRef> threads = new ArrayList<>();
        for (String name : names) {
            threads.add(new Suspect.ThreadRef(threads.size() + 1, name));
        }
        return new Suspect(
                "1f3a9c02",
                Verdict.ORPHANED_TASK,
                Confidence.LEAK,
                Heals.NEVER,
                TaskKind.PLATFORM,
                2,
                0,
                2,
                2,
                Instant.EPOCH,
                1,
                0,
                new Suspect.CreatedAt(new Frame("com.acme.Quotes", "fetch", "Quotes.java", 42), List.of(), List.of()),
                new Suspect.WaitingAt(null, new Frame("com.acme.Feed", "lambda$poll$3", null, 0), null, List.of()),
                new Suspect.OwnerView(OwnerKind.TASK, "main", null),
                List.of(),
                "",
                threads,
                null,
                null);
    }
}
