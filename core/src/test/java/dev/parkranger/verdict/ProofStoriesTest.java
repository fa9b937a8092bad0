package dev.parkranger.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a proof makes of a suspect, and what it does not. */
class ProofStoriesTest {

    private final Facts server = new Facts();

    private Suspect only() {
        List<Suspect> suspects = server.look();
        assertThat(suspects).hasSize(1);
        return suspects.get(0);
    }

    private static ThreadProof proof(String grade) {
        return new ThreadProof(
                grade,
                ThreadProof.UNREACHABLE_WAIT,
                Instant.parse("2026-11-23T12:03:04Z"),
                4.02,
                "java.util.concurrent.SynchronousQueue",
                12,
                480);
    }

    @Test
    void one_that_is_proven_is_told_as_proven_though_leaks_repeat() {
        server.leaves();
        assertThat(only().confidence()).isEqualTo(Confidence.WATCH);

        server.proof = proof("strict");

        Suspect proven = only();
        assertThat(proven.confidence()).isEqualTo(Confidence.PROVEN);
        assertThat(proven.evidence())
                .startsWith(
                        "heap of 12:03:04 UTC: no running, timed or wakeable thread could reach what 1 of 1 waits for,"
                                + " nor the thread",
                        "it is java.util.concurrent.SynchronousQueue, still waited for 4.0 s later, unchanged",
                        "it keeps 12 objects alive, 480 bytes");
    }

    @Test
    void a_weak_reference_is_named() {
        server.leaves(5);
        server.proof = proof("without-weak-references");

        Suspect proven = only();
        assertThat(proven.confidence()).isEqualTo(Confidence.PROVEN);
        assertThat(proven.evidence().get(0)).endsWith("what 5 of 5 wait for, but through a weak reference");
    }

    @Test
    void where_somebody_could_interrupt_it_that_is_told_and_proves_nothing() {
        server.leaves(5);
        server.proof = proof(ThreadProof.WITHOUT_INTERRUPTS);

        Suspect suspect = only();
        assertThat(suspect.confidence()).isEqualTo(Confidence.LEAK);
        assertThat(suspect.evidence().get(0)).endsWith("but somebody could interrupt them");
        assertThat(suspect.proof()).isNotNull();
    }

    @Test
    void who_could_still_wake_it_is_told_where_nothing_is_proven() {
        server.leaves(3);
        server.reachable = "still reachable: static com.acme.Bus.QUEUES -> [3]";

        Suspect suspect = only();
        assertThat(suspect.confidence()).isEqualTo(Confidence.SUSPECT);
        assertThat(suspect.evidence()).startsWith("still reachable: static com.acme.Bus.QUEUES -> [3]");
    }

    @Test
    void a_suspect_that_nobody_proved_has_no_proof() {
        server.leaves(5);

        assertThat(only().proof()).isNull();
    }
}
