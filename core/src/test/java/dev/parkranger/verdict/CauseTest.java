package dev.parkranger.verdict;

import static dev.parkranger.verdict.Facts.STARTED;
import static dev.parkranger.verdict.Facts.WAITED_IN;
import static dev.parkranger.verdict.Facts.WAITING_LINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.record.Frame;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Groups are fingerprinted by the cause alone. */
class CauseTest {

    private static Cause cause(UnaryOperator<Facts.Task> change) {
        return Cause.of(
                Verdict.ORPHANED_TASK, new Facts().leaves(change).tasks().get(0));
    }

    private static Frame at(Frame frame, String method, int line) {
        return new Frame(frame.className(), method, frame.fileName(), line);
    }

    @Test
    void one_cause_has_one_fingerprint_whoever_computes_it_and_when() {
        assertThat(cause(task -> task).fingerprint())
                .isEqualTo(cause(task -> task).fingerprint())
                .matches("[0-9a-f]{8}");
        // Written down, so that a change of it, which would void the users' ignore lists, does not pass unseen.
        assertThat(new Cause(Verdict.ORPHANED_TASK, "a", "b", "c").fingerprint())
                .isEqualTo("c9e53a15");
    }

    @Test
    void lines_do_not_matter() {
        assertThat(cause(task ->
                        task.startedIn(at(STARTED, "fetch", 999)).waitsIn(at(WAITED_IN, "put", 3), WAITING_LINE)))
                .isEqualTo(cause(task -> task));
    }

    @Test
    void a_lambda_counts_as_the_method_around_it() {
        assertThat(cause(task -> task.startedIn(at(STARTED, "lambda$fetch$7", 42))))
                .isEqualTo(cause(task -> task));
        assertThat(cause(task -> task.waitsIn(WAITED_IN, at(WAITING_LINE, "lambda$fetch$3", 44))))
                .isEqualTo(cause(task -> task));
    }

    @Test
    void the_jdks_nested_class_that_waits_does_not_matter() {
        assertThat(cause(task -> task.waitsIn(
                        new Frame("java.util.concurrent.SynchronousQueue$TransferQueue", "transfer", null, 1),
                        WAITING_LINE)))
                .isEqualTo(cause(task -> task));
    }

    @Test
    void who_it_is_and_when_it_ended_do_not_matter() {
        assertThat(cause(task -> task.endedAt(5).is("another").pooled().timed()))
                .isEqualTo(cause(task -> task));
    }

    @Test
    void another_starting_method_is_another_cause() {
        assertThat(cause(task -> task.startedIn(at(STARTED, "refresh", 42)))).isNotEqualTo(cause(task -> task));
    }

    @Test
    void two_park_sites_are_two_causes() {
        assertThat(cause(task -> task.waitsIn(WAITED_IN, at(WAITING_LINE, "drain", 44))))
                .isNotEqualTo(cause(task -> task));
        assertThat(cause(task ->
                        task.waitsIn(new Frame("java.util.concurrent.CountDownLatch", "await", null, 1), WAITING_LINE)))
                .isNotEqualTo(cause(task -> task));
    }

    @Test
    void what_nobody_knows_is_a_cause_too() {
        assertThat(cause(task -> {
                            task.created = dev.parkranger.reaper.Creation.UNKNOWN;
                            return task;
                        })
                        .blamed())
                .isEqualTo("unknown");
    }

    @Test
    void a_pool_is_known_by_the_method_that_made_it_and_its_class() {
        Facts facts = new Facts().leavesPools(2);

        assertThat(Cause.of(Verdict.ABANDONED_POOL, facts.pools().get(0)))
                .isEqualTo(Cause.of(Verdict.ABANDONED_POOL, facts.pools().get(1)))
                .isNotEqualTo(Cause.of(Verdict.UNDEAD_WORKER, facts.pools().get(0)));
    }
}
