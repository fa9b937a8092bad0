package dev.parkranger.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.hooks.Hooks;
import dev.parkranger.options.Options;
import dev.parkranger.prover.Prover;
import dev.parkranger.reaper.CodeMap;
import dev.parkranger.record.Registry;
import dev.parkranger.record.StartFailures;
import dev.parkranger.record.Ticker;
import dev.parkranger.report.JmxDesk;
import dev.parkranger.report.LogSink;
import java.io.File;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private final MoodyClock clock = new MoodyClock();
    private final List<String> warnings = new ArrayList<>();
    private final Rounds rounds = rounds();

    @AfterEach
    void quiet() {
        Hooks.listen(null);
    }

    @Test
    void a_look_that_fails_is_counted_and_costs_no_more_than_itself() {
        rounds.look();
        Instant before = rounds.latest().at();
        long errors = Hooks.errors();

        clock.broken = true;
        rounds.look();
        assertThat(Hooks.errors()).isEqualTo(errors + 1);
        assertThat(rounds.latest().at()).isEqualTo(before);

        clock.broken = false;
        rounds.look();
        assertThat(rounds.latest().at()).isAfter(before);
        assertThat(rounds.latest().agent().armed()).isTrue();
        assertThat(rounds.latest().agent().suppressedErrors()).isEqualTo(errors + 1);
    }

    @Test
    void ten_failures_in_a_row_disarm_and_that_is_said_once() {
        clock.broken = true;
        for (int i = 0; i < 10; i++) {
            rounds.look();
        }
        clock.broken = false;
        rounds.look();
        rounds.look();

        assertThat(rounds.latest().agent().armed()).isFalse();
        assertThat(rounds.latest().agent().disarmedBecause())
                .contains("10 looks in a row")
                .contains("out of order");
        assertThat(rounds.latest().suspects()).isEmpty();
        assertThat(warnings).hasSize(1).first().asString().contains("out of order");
        assertThat(Hooks.isListening()).isFalse();
    }

    @Test
    void nine_failures_and_a_good_look_begin_the_count_anew() {
        for (int round = 0; round < 2; round++) {
            clock.broken = true;
            for (int i = 0; i < 9; i++) {
                rounds.look();
            }
            clock.broken = false;
            rounds.look();
        }
        assertThat(rounds.latest().agent().armed()).isTrue();
    }

    @Test
    void a_disarmed_agent_reports_why_and_no_suspects() {
        rounds.disarm("asked to over JMX");
        rounds.look();

        assertThat(rounds.latest().agent().disarmedBecause()).isEqualTo("asked to over JMX");
        assertThat(warnings).hasSize(1).first().asString().contains("asked to over JMX");
    }

    private Rounds rounds() {
        Registry registry = new Registry(1_000);
        LogSink log = new LogSink() {
            @Override
            public void warn(String event) {
                warnings.add(event);
            }

            @Override
            public void info(String event) {}

            @Override
            public void debug(String event) {}
        };
        Rounds.Parts parts = new Rounds.Parts(
                registry,
                Ticker.system(),
                clock,
                new StartFailures(() -> {}),
                Options.defaults(),
                new CodeMap(List.of()),
                log,
                "test",
                new Prover(registry, clock, new File("none.jar"), () -> new Class<?>[0], wanted -> {}),
                new ResumeCounting());
        HookStates none = new HookStates(
                List.of(),
                new JdkWeaver(List.of(), 17),
                Set.of(),
                registry,
                new LateWeavings(List.of(), new ExecutorTypes()));
        return new Rounds(parts, none, new JmxDesk(log, null), new FlightDesk());
    }

    /** A second a look, or none at all. */
    private static final class MoodyClock extends Clock {

        private boolean broken;
        private Instant now = Instant.parse("2026-11-23T12:00:00Z");

        @Override
        public Instant instant() {
            if (broken) {
                throw new IllegalStateException("out of order");
            }
            now = now.plusSeconds(1);
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
