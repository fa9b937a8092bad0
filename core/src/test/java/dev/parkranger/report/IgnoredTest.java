package dev.parkranger.report;

import static dev.parkranger.report.Samples.NOON;
import static dev.parkranger.report.Samples.report;
import static dev.parkranger.report.Samples.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.verdict.IgnoreUse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a user asked not to be told is itself told, once. */
class IgnoredTest {
    private final Announcer announcer = new Announcer(Duration.ofSeconds(60));

    private static final IgnoreUse PUSH =
            new IgnoreUse("thread:push-*", IgnoreUse.State.MATCHED, 7, List.of("1f3a9c02", "deadbeef"), NOON, "");
    private static final IgnoreUse FRESH = absent(IgnoreUse.State.FRESH);
    private static final IgnoreUse UNUSED = absent(IgnoreUse.State.UNUSED);
    private static final IgnoreUse IMPOSSIBLE =
            new IgnoreUse("frame:Quotes", IgnoreUse.State.IMPOSSIBLE, 0, List.of(), null, "write frame:*Quotes*");

    private static IgnoreUse absent(IgnoreUse.State state) {
        return new IgnoreUse("thread:absent\n", state, 0, List.of(), null, "");
    }

    private List<LogEvent> said(IgnoreUse... ignored) {
        return announcer.look(with(report(), ignored)).events().stream()
                .filter(event -> event.level() != LogEvent.Level.DEBUG)
                .toList();
    }

    @Test
    void an_entry_that_had_no_time_or_has_matched_is_not_spoken_of() {
        assertThat(said(PUSH, FRESH)).isEmpty();
    }

    @Test
    void an_unused_entry_is_told_once_and_softly() {
        assertThat(said(FRESH)).isEmpty();
        assertThat(said(UNUSED))
                .containsExactly(LogEvent.info(
                        "option ignore: \"thread:absent?\" has matched nothing for a whole window. If the leak"
                                + " is mended take the entry out, else compare it with what dumpSuspects() shows"));
        assertThat(said(UNUSED)).isEmpty();
    }

    @Test
    void an_entry_that_can_match_nothing_is_a_warning_at_once() {
        assertThat(said(IMPOSSIBLE))
                .containsExactly(
                        LogEvent.warn("option ignore: \"frame:Quotes\" can match nothing: write frame:*Quotes*"));
        assertThat(said(IMPOSSIBLE)).isEmpty();
    }

    @Test
    void an_entry_that_was_taken_out_and_set_again_is_told_again() {
        said(UNUSED);
        said();

        assertThat(said(UNUSED)).hasSize(1);
    }

    @Test
    void the_dump_shows_what_each_entry_has_matched() {
        assertThat(new TextReport().text(with(report(), PUSH, FRESH, UNUSED, IMPOSSIBLE)))
                .endsWith("""

                        ignored
                          thread:push-*: 7 groups (... 1f3a9c02, deadbeef), last seen 12:00:00
                          thread:absent?: nothing so far
                          thread:absent?: has matched nothing, though it had time
                          frame:Quotes: can match nothing: write frame:*Quotes*
                        """);
        assertThat(new TextReport().text(report())).doesNotContain("ignored");
    }
}
