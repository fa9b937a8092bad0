package dev.parkranger.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.reaper.Told;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Told to stop, or never: the first thing that evidence says. */
class ToldStoryTest {
    private static final Told NEVER = new Told(0, false);

    private final Facts server = new Facts();

    private List<String> evidence() {
        List<Suspect> suspects = server.look();
        assertThat(suspects).hasSize(1);
        return suspects.get(0).evidence();
    }

    /** Facts begin a thousand seconds past noon. */
    private Told interruptedNow() {
        return new Told(server.now(), false);
    }

    @Test
    void what_nobody_has_interrupted_is_told_so_first() {
        server.leaves(6);

        assertThat(evidence().get(0)).isEqualTo("never interrupted");
    }

    @Test
    void one_that_ignored_an_interrupt_is_told_with_the_time() {
        server.leaves(task -> task.told(interruptedNow()));

        assertThat(evidence().get(0)).isEqualTo("ignored an interrupt at 12:16:40");
    }

    @Test
    void of_many_the_last_time_is_told_and_how_many_there_were() {
        server.leaves(task -> task.told(interruptedNow()));
        server.passes(Duration.ofSeconds(20));
        server.leaves(task -> task.told(interruptedNow()));
        server.leaves(task -> task.told(NEVER));

        assertThat(evidence().get(0)).isEqualTo("2 of 3 ignored an interrupt, the last at 12:17:00");
    }

    @Test
    void a_wait_that_an_interrupt_did_not_end_is_told_as_one_that_does_not_heed_it() {
        server.leaves(task -> task.told(interruptedNow()).parkedFor(3_600 * Facts.SECOND));

        assertThat(evidence().get(0)).isEqualTo("ignored an interrupt at 12:16:40, which this wait does not heed");
    }

    @Test
    void one_that_was_woken_and_fell_back_is_not_deaf_and_is_advised_not_to_swallow_it() {
        server.leaves(task ->
                task.told(interruptedNow()).parkedFor(3_600 * Facts.SECOND).reentered());

        assertThat(evidence().get(0)).isEqualTo("ignored an interrupt at 12:16:40");
        assertThat(server.lookAgain())
                .singleElement()
                .satisfies(suspect -> assertThat(suspect.advice()).contains("InterruptedException"));
    }

    @Test
    void a_loop_that_wakes_and_waits_again_is_not_said_to_be_deaf() {
        server.leaves(task ->
                task.told(interruptedNow()).parkedFor(3_600 * Facts.SECOND).idling());

        assertThat(evidence().get(0)).isEqualTo("ignored an interrupt at 12:16:40");
    }

    @Test
    void an_interrupt_of_yesterday_is_told_with_its_day() {
        server.leaves(task -> task.told(interruptedNow()));
        server.passes(Duration.ofDays(2));

        assertThat(evidence().get(0)).isEqualTo("ignored an interrupt at 2026-11-23 12:16:40");
    }

    @Test
    void a_cancelled_future_whose_task_goes_on_is_told() {
        server.leaves(task -> task.told(new Told(server.now(), true)));

        assertThat(evidence())
                .startsWith("ignored an interrupt at 12:16:40", "its future was cancelled, and it went on")
                .doesNotContain("never interrupted");
    }

    @Test
    void cancelled_without_an_interrupt_is_not_called_never_told() {
        server.leaves(task -> task.told(new Told(0, true))).leaves(task -> task.told(new Told(0, true)));

        assertThat(evidence()).contains("2 of 2 had their future cancelled without an interrupt, and went on");
        assertThat(evidence()).doesNotContain("never interrupted");
    }

    @Test
    void where_interrupts_are_not_heard_of_nothing_is_claimed() {
        server.leaves(task -> task.told(null));

        assertThat(evidence().get(0)).startsWith("the owner that ended last");
    }

    @Test
    void workers_of_a_pool_that_was_shut_down_are_told_after_that() {
        server.leavesPool(pool ->
                pool.shutDown().worker(worker -> worker.told(interruptedNow())).worker(worker -> worker.told(NEVER)));

        assertThat(evidence())
                .satisfies(sentences -> assertThat(sentences.get(0)).startsWith("shut down"))
                .contains("1 of 2 ignored an interrupt, the last at 12:16:40");
    }

    @Test
    void workers_in_a_task_that_shutdown_left_alone_were_never_told() {
        server.leavesPool(pool -> pool.shutDown().worker(worker -> worker.told(NEVER)));

        assertThat(evidence().get(1)).isEqualTo("never interrupted");
    }

    @Test
    void nobody_had_to_interrupt_the_workers_of_a_pool_that_is_not_shut_down() {
        server.leavesPool(pool -> pool.worker(worker -> worker.told(NEVER)));

        assertThat(evidence()).doesNotContain("never interrupted");
    }
}
