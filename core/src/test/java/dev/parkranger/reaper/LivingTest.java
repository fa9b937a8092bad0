package dev.parkranger.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.record.Actor;
import dev.parkranger.record.ThreadRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What lives on with its owner: counted always, looked at where the number grows. */
class LivingTest {
    private final Ground ground = new Ground();
    private final List<Thread> started = new ArrayList<>();

    @AfterEach
    void close() {
        ground.close();
    }

    /** Started by a thread that goes on: its owner lives. */
    private Thread starts() {
        Thread thread = ground.server.asks(ground::starts);
        started.add(thread);
        return thread;
    }

    private void ends(Thread thread) {
        ThreadRecord record = ground.registry.recordOf(dev.parkranger.record.ThreadIds.of(thread));
        ground.registry.end(record, ground.time.nanos());
    }

    private Look oneMoreEachLook(int looks) {
        Look look = ground.look();
        for (int i = 0; i < looks; i++) {
            starts();
            look = ground.look();
        }
        return look;
    }

    @Test
    void ever_more_of_one_kind_are_looked_at() {
        Look look = oneMoreEachLook(20);

        assertThat(look.living()).hasSizeBetween(12, 15).allSatisfy(task -> {
            assertThat(task.ownerEndedNanos()).isZero();
            assertThat(task.standsFor()).isEqualTo(1);
        });
        assertThat(look.tasks()).isEmpty();
        // The one that has just come of age is seen for the first time; looks list them in no order.
        assertThat(look.living().stream().map(TaskFacts::progress).filter(Progress::isStuck))
                .hasSize(look.living().size() - 1)
                .containsOnly(Progress.INERT);
    }

    @Test
    void ever_more_requests_that_do_not_end_are_looked_at_under_their_own_names() {
        Object pool = new Object();
        Look look = ground.look();
        for (int i = 0; i < 20; i++) {
            asks(pool);
            look = ground.look();
        }

        assertThat(look.living()).hasSizeBetween(12, 15).allSatisfy(task -> {
            assertThat(task.ownerName()).isEqualTo("GET /orders");
            assertThat(task.ownerEndedNanos()).isZero();
        });
        assertThat(look.tasks()).isEmpty();
    }

    @Test
    void as_many_requests_that_are_answered_as_come_are_not_looked_at() {
        Object pool = new Object();
        List<Runnable> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(asks(pool));
        }
        ground.lookTwicePastGrace();
        for (int i = 0; i < 30; i++) {
            answers.remove(0).run();
            answers.add(asks(pool));
            assertThat(ground.look().living()).isEmpty();
        }
    }

    /** A pool's task serves a request, and waits; what is returned ends both. */
    private Runnable asks(Object pool) {
        Runnable exchange = Ground.task();
        ground.server.does(() -> ground.recorder.submitted(pool, exchange));
        Actor worker = ground.worker(pool);
        worker.does(() -> {
            ground.recorder.taskBegins(exchange);
            ground.recorder.requestBegins("servlet", "GET /orders");
        });
        return () -> worker.does(() -> {
            ground.recorder.requestEnds();
            ground.recorder.taskEnds(exchange);
        });
    }

    @Test
    void many_that_were_started_at_once_are_not() {
        for (int i = 0; i < 20; i++) {
            starts();
        }

        assertThat(ground.lookTwicePastGrace().living()).isEmpty();
        assertThat(ground.probe.stacks).isZero();
    }

    @Test
    void those_younger_than_grace_are_not_counted() {
        assertThat(oneMoreEachLook(5).living()).isEmpty();
    }

    @Test
    void as_many_that_come_as_go_are_not_looked_at() {
        for (int i = 0; i < 10; i++) {
            starts();
        }
        ground.lookTwicePastGrace();
        for (int i = 0; i < 30; i++) {
            ends(started.remove(0));
            starts();
            assertThat(ground.look().living()).isEmpty();
        }
    }

    @Test
    void what_ends_after_a_long_stand_still_is_remembered_of_its_kind() {
        oneMoreEachLook(20);
        Thread oldest = started.get(0);
        ground.time.passes(Duration.ofMinutes(2));
        Look look = ground.look();
        assertThat(look.living().get(0).site().longestPauseNanos()).isZero();

        ends(oldest);
        look = ground.look();
        assertThat(Duration.ofNanos(look.living().get(0).site().longestPauseNanos()))
                .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(5));
    }

    @Test
    void one_that_goes_on_after_a_stand_still_is_remembered_too() {
        oneMoreEachLook(20);
        ground.probe.isWoken(started.get(0));
        Look look = ground.look();

        assertThat(look.living().get(0).site().longestPauseNanos()).isPositive();
    }

    @Test
    void when_the_owner_ends_it_is_orphaned_and_no_longer_one_of_ever_more() {
        ground.begins("GET /");
        for (int i = 0; i < 20; i++) {
            starts();
            ground.look();
        }
        assertThat(ground.look().living()).isNotEmpty();

        ground.ends();
        Look look = ground.lookTwicePastGrace();
        assertThat(look.living()).isEmpty();
        assertThat(look.tasks()).hasSize(20);
    }

    // ---- what those that are stuck have started ----

    @Test
    void what_a_stuck_thread_has_started_is_told_as_the_requests_too() {
        List<Thread> children = new ArrayList<>();
        ground.request(() -> {
            var parent = new dev.parkranger.record.Actor(ground.recorder);
            parent.does(() -> children.add(ground.starts()));
        });
        ground.lookTwicePastGrace();
        Look look = ground.lookTwicePastGrace();

        assertThat(look.tasks()).hasSize(2).allSatisfy(task -> {
            assertThat(task.ownerName()).isEqualTo("GET /");
            assertThat(task.ownerEndedNanos()).isPositive();
        });
    }

    @Test
    void what_a_working_thread_has_started_is_that_threads_own() {
        List<Thread> children = new ArrayList<>();
        ground.request(() -> {
            var parent = new dev.parkranger.record.Actor(ground.recorder);
            ground.probe.isWoken(parent.thread());
            parent.does(() -> children.add(ground.starts()));
        });
        ground.lookTwicePastGrace();

        // Nor is the working thread the request's any more.
        assertThat(ground.lookTwicePastGrace().tasks()).isEmpty();
    }
}
