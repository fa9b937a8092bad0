package dev.parkranger.report;

import static dev.parkranger.report.Samples.NOON;
import static dev.parkranger.report.Samples.quotes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.record.TaskKind;
import dev.parkranger.verdict.Confidence;
import dev.parkranger.verdict.Resolved;
import dev.parkranger.verdict.Suspect;
import dev.parkranger.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
    private final Announcer announcer = new Announcer(Duration.ofSeconds(60));

    @Test
    void a_quiet_application_is_told_nothing() {
        List<LogEvent> events = new ArrayList<>();
        for (int look = 0; look < 100; look++) {
            events.addAll(announcer.look(at(look * 10)).events());
        }

        assertThat(events).extracting(LogEvent::level).containsOnly(LogEvent.Level.DEBUG);
        assertThat(events).hasSize(17);
        assertThat(events.get(0).text())
                .isEqualTo("live: 31 platform threads, 2 virtual threads, 1 submitted task; started 100, ended 66;"
                        + " 0 groups suspected or watched; last look took 3 ms");
    }

    @Test
    void new_groups_are_told_in_full_at_once_and_in_one_event() {
        Suspect one = quotes().build();
        Suspect two = quotes().id("00000002").build();

        News news = announcer.look(at(0, one, two));

        assertThat(news.found()).containsExactly(one, two);
        assertThat(loud(news)).containsExactly(LogEvent.warn(SuspectText.of(one, "") + "\n" + SuspectText.of(two, "")));
        assertThat(loud(announcer.look(at(10, one, two, quotes().id("00000003").build()))))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.text()).startsWith("LEAK 00000003").contains("created at"));
    }

    @Test
    void a_group_reported_before_is_repeated_only_with_what_changed() {
        announcer.look(at(0, quotes().count(8).build()));

        assertThat(loud(announcer.look(at(60, quotes().count(12).build()))))
                .containsExactly(
                        LogEvent.warn("LEAK 1f3a9c02  12 platform threads outlived their owner (+4 since 12:00:00)"));
        assertThat(loud(announcer.look(at(120, quotes().count(13).build()))))
                .containsExactly(
                        LogEvent.warn("LEAK 1f3a9c02  13 platform threads outlived their owner (+1 since 12:01:00)"));
    }

    @Test
    void changes_are_told_no_more_often_than_asked() {
        List<LogEvent> events = new ArrayList<>();
        for (int look = 0; look <= 18; look++) {
            events.addAll(
                    loud(announcer.look(at(look * 10, quotes().count(1 + look).build()))));
        }

        assertThat(events).hasSize(4);
        assertThat(events).last().extracting(LogEvent::text).asString().endsWith("(+6 since 12:02:00)");
    }

    @Test
    void a_group_that_does_not_change_or_shrinks_is_not_repeated() {
        announcer.look(at(0, quotes().count(12).build()));

        assertThat(loud(announcer.look(at(60, quotes().count(12).build())))).isEmpty();
        assertThat(loud(announcer.look(at(120, quotes().count(9).build())))).isEmpty();
        assertThat(loud(announcer.look(at(180, quotes().count(11).build())))).isEmpty();
    }

    @Test
    void a_confidence_that_rises_is_a_change() {
        announcer.look(at(0, quotes().confidence(Confidence.SUSPECT).build()));

        assertThat(loud(announcer.look(at(30, quotes().build())))).isEmpty();
        assertThat(loud(announcer.look(at(60, quotes().count(13).build()))))
                .containsExactly(LogEvent.warn("LEAK 1f3a9c02  13 platform threads outlived their owner"
                        + " (was suspect, +1 since 12:00:00)"));
    }

    @Test
    void of_pools_the_pools_are_counted() {
        Samples.SuspectBuilder pools = quotes().verdict(Verdict.ABANDONED_POOL, TaskKind.POOL);
        announcer.look(at(0, pools.pools(3).count(3).build()));

        assertThat(loud(announcer.look(at(60, pools.count(9).build())))).isEmpty();
        assertThat(loud(announcer.look(at(70, pools.pools(5).build()))))
                .containsExactly(
                        LogEvent.warn("LEAK 1f3a9c02  5 pools never shut down (9 threads) (+2 since 12:00:00)"));
    }

    @Test
    void a_watched_group_is_silent_until_it_is_suspected() {
        assertThat(loud(announcer.look(at(0, watched())))).isEmpty();
        assertThat(loud(announcer.look(at(60, watched())))).isEmpty();

        assertThat(announcer
                        .look(at(70, quotes().confidence(Confidence.SUSPECT).build()))
                        .found())
                .hasSize(1);
    }

    @Test
    void a_resolution_is_told_once() {
        announcer.look(at(0, quotes().build()));
        Resolved resolved = resolved(10);

        News news = announcer.look(Samples.with(at(10), resolved));

        assertThat(news.resolved()).containsExactly(resolved);
        assertThat(loud(news))
                .containsExactly(LogEvent.info("RESOLVED 1f3a9c02  at 2026-11-23T12:00:10Z, was 12: all have ended"));
        assertThat(loud(announcer.look(Samples.with(at(20), resolved)))).isEmpty();
    }

    @Test
    void what_was_only_watched_is_resolved_in_silence() {
        announcer.look(at(0, watched()));

        News news = announcer.look(Samples.with(at(10), resolved(10)));

        assertThat(news.resolved()).isEmpty();
        assertThat(loud(news)).isEmpty();
    }

    @Test
    void a_group_that_comes_back_is_new_again() {
        Suspect suspect = quotes().build();
        announcer.look(at(0, suspect));
        announcer.look(Samples.with(at(10), resolved(10)));

        assertThat(announcer.look(Samples.with(at(20, suspect), resolved(10))).found())
                .containsExactly(suspect);
        assertThat(announcer
                        .look(Samples.with(at(30), resolved(10), resolved(30)))
                        .resolved())
                .containsExactly(resolved(30));
    }

    @Test
    void a_group_resolved_and_back_within_one_look_is_told_both_ways() {
        announcer.look(at(0, quotes().build()));

        assertThat(loud(announcer.look(Samples.with(at(10, quotes().count(1).build()), resolved(9)))))
                .extracting(LogEvent::level)
                .containsExactly(LogEvent.Level.INFO, LogEvent.Level.WARN);
    }

    @Test
    void a_group_back_on_watch_for_one_look_is_not_new_afterwards() {
        announcer.look(at(0, quotes().build()));
        announcer.look(at(10, watched()));

        assertThat(loud(announcer.look(at(20, quotes().build())))).isEmpty();
    }

    @Test
    void a_failure_to_start_a_thread_is_told_at_once_and_a_storm_of_them_as_a_sum() {
        assertThat(loud(announcer.look(Samples.with(at(0), failure(1)))))
                .singleElement()
                .satisfies(event -> assertThat(event.text())
                        .isEqualTo("a thread could not be started, last at 2026-11-23T12:00:00Z: no more threads\n"
                                + "  most threads alive were created at\n    812 x com.acme.Quotes.fetch"));
        assertThat(loud(announcer.look(Samples.with(at(10), failure(5))))).isEmpty();
        assertThat(loud(announcer.look(Samples.with(at(20), failure(6))))).isEmpty();
        assertThat(loud(announcer.look(at(60))))
                .singleElement()
                .satisfies(event -> assertThat(event.text()).contains("(11 times)"));
        assertThat(loud(announcer.look(at(120)))).isEmpty();
    }

    @Test
    void a_disarmed_agent_says_so_once() {
        Report disarmed = Samples.with(at(0), Samples.disarmed("ten errors of its own"));

        assertThat(loud(announcer.look(disarmed)))
                .containsExactly(LogEvent.warn("disarmed: ten errors of its own; nothing is watched any more,"
                        + " the application is left alone"));
        assertThat(loud(announcer.look(disarmed))).isEmpty();
    }

    @Test
    void a_flood_of_groups_is_cut_short_in_the_log() {
        Suspect[] many = many(Announcer.MAX_IN_FULL + 3);

        News news = announcer.look(at(0, many));

        assertThat(news.found()).hasSize(many.length);
        assertThat(loud(news))
                .singleElement()
                .satisfies(event -> assertThat(event.text())
                        .endsWith("\nand 3 new groups more: dumpSuspects() of dev.parkranger:type=Reaper shows all"));
    }

    @Test
    void groups_that_left_without_a_word_are_forgotten_only_when_there_are_too_many() {
        Suspect suspect = quotes().build();
        announcer.look(at(0, suspect));
        announcer.look(at(10));
        assertThat(announcer.look(at(20, suspect)).found()).isEmpty();

        Suspect[] many = many(Announcer.MAX_KNOWN);
        announcer.look(at(30, many));
        assertThat(announcer.look(at(40, many)).found()).isEmpty();
        assertThat(announcer.look(at(50, suspect)).found()).containsExactly(suspect);
    }

    @Test
    void a_clock_set_back_does_not_silence_us() {
        announcer.look(at(3_600, quotes().count(8).build()));

        assertThat(loud(announcer.look(at(0, quotes().count(12).build())))).hasSize(1);
    }

    private static Suspect[] many(int count) {
        Suspect[] many = new Suspect[count];
        for (int i = 0; i < count; i++) {
            many[i] = quotes().id("m" + i).build();
        }
        return many;
    }

    private static Suspect watched() {
        return quotes().confidence(Confidence.WATCH).build();
    }

    private static Resolved resolved(int second) {
        return new Resolved("1f3a9c02", NOON.plusSeconds(second), 12, "all have ended");
    }

    private static Report.StartFailure failure(long times) {
        return new Report.StartFailure(NOON, "no more threads", times, List.of("812 x com.acme.Quotes.fetch"));
    }

    private static Report at(int second, Suspect... suspects) {
        Instant at = NOON.plusSeconds(second);
        return Samples.report(at, suspects);
    }

    private static List<LogEvent> loud(News news) {
        return news.events().stream()
                .filter(event -> event.level() != LogEvent.Level.DEBUG)
                .toList();
    }
}
