package dev.parkranger.prover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreadStatementTest {

    private static ThreadStatement statement(boolean waiting, long waits) {
        return new ThreadStatement("worker", waits, waiting, null, 0, -1);
    }

    @Test
    void who_waits_as_it_did_and_has_not_waited_since_is_unmoved() {
        assertThat(statement(true, 3).isUnmovedSince(statement(true, 3))).isTrue();
        assertThat(statement(true, 4).isUnmovedSince(statement(true, 3))).isFalse();
        assertThat(statement(false, 3).isUnmovedSince(statement(true, 3))).isFalse();
    }

    @Test
    void who_ran_when_it_was_asked_has_moved_though_it_was_never_resumed_since() {
        assertThat(statement(true, 3).isUnmovedSince(statement(false, 3))).isFalse();
    }
}
