package dev.parkranger.verdict;

import static dev.parkranger.verdict.IgnoreUse.State.FRESH;
import static dev.parkranger.verdict.IgnoreUse.State.IMPOSSIBLE;
import static dev.parkranger.verdict.IgnoreUse.State.MATCHED;
import static dev.parkranger.verdict.IgnoreUse.State.UNUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parkranger.options.BadOption;
import dev.parkranger.reaper.Look;
import dev.parkranger.record.Frame;
import dev.parkranger.record.OwnerKind;
import dev.parkranger.record.TaskKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuppressionsTest {
    private static final long WINDOW = 300;

    private final Suspect suspect = suspect("quote-worker-1", "quote-worker-2");

    @Test
    void no_entry_silences_nothing() {
        assertThat(new Suppressions(List.of()).sift(List.of(suspect), at(0))).containsExactly(suspect);
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
        assertThat(new Suppressions(List.of("thread:*")).sift(List.of(suspect()), at(0)))
                .hasSize(1);
    }

    @Test
    void an_entry_that_has_matched_nothing_for_a_window_is_unused() {
        Suppressions suppressions = new Suppressions(List.of("00000000", "frame:*", "thread:*", "thread:absent"));

        suppressions.sift(List.of(suspect), at(0));
        assertThat(states(suppressions, WINDOW - 1)).containsExactly(FRESH, MATCHED, MATCHED, FRESH);

        suppressions.sift(List.of(), at(WINDOW));
        assertThat(states(suppressions, WINDOW)).containsExactly(UNUSED, MATCHED, MATCHED, UNUSED);

        suppressions.sift(List.of(suspect("absent")), at(2 * WINDOW));
        assertThat(states(suppressions, 2 * WINDOW)).containsExactly(UNUSED, MATCHED, MATCHED, MATCHED);
    }

    @Test
    void an_entry_that_was_never_asked_is_not_unused() {
        assertThat(states(new Suppressions(List.of("thread:absent")), 10 * WINDOW))
                .containsExactly(FRESH);
    }

    @Test
    void what_an_entry_has_matched_is_told() {
        Suppressions suppressions = new Suppressions(List.of("thread:quote-*"));
        suppressions.sift(List.of(suspect), at(3));
        suppressions.sift(List.of(suspect), at(5));

        assertThat(suppressions.uses(5, WINDOW))
                .containsExactly(new IgnoreUse(
                        "thread:quote-*", MATCHED, 1, List.of("1f3a9c02"), Instant.EPOCH.plusNanos(5), ""));
    }

    @Test
    void a_changed_list_keeps_what_its_old_entries_have_matched_and_gives_new_ones_their_time() {
        Suppressions before = new Suppressions(List.of("thread:gone", "thread:absent", "frame:*"));
        before.sift(List.of(suspect), at(0));
        Suppressions after = before.changedTo(List.of("frame:*", "thread:absent", "thread:new"));
        after.sift(List.of(), at(WINDOW));

        assertThat(states(after, WINDOW)).containsExactly(MATCHED, UNUSED, FRESH);
        assertThat(after.changedTo(List.of("frame:*", "thread:absent", "thread:new")))
                .isSameAs(after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    frame:com.acme.Quotes.fetch(Quotes.java:42) | write frame:com.acme.Quotes.fetch
                    frame:com.acme.Quotes#fetch                 | write frame:com.acme.Quotes.fetch
                    frame:com/acme/Quotes.fetch                 | write frame:com.acme.Quotes.fetch
                    frame:Quotes                                | write frame:*Quotes*
                    """)
    void an_entry_that_can_match_nothing_says_what_was_meant(String entry, String write) {
        IgnoreUse use = new Suppressions(List.of(entry)).uses(0, WINDOW).get(0);

        assertThat(use.state()).isEqualTo(IMPOSSIBLE);
        assertThat(use.problem()).endsWith(write);
    }

    @ParameterizedTest
    @ValueSource(strings = {"frame:com.acme.Quotes.fetch", "frame:*", "frame:Quotes*", "thread:a b(1)#2/3", "1f3a9c02"})
    void an_entry_that_can_match_is_given_its_time(String entry) {
        assertThat(states(new Suppressions(List.of(entry)), 0)).containsExactly(FRESH);
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
        return new Suppressions(List.of(entry)).sift(List.of(suspect), at(0)).isEmpty();
    }

    private static Look at(long nanos) {
        return new Look(nanos, Instant.EPOCH.plusNanos(nanos), 1, WINDOW, List.of(), List.of());
    }

    private static List<IgnoreUse.State> states(Suppressions suppressions, long now) {
        return suppressions.uses(now, WINDOW).stream().map(IgnoreUse::state).toList();
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
                null,
                null);
    }
}
