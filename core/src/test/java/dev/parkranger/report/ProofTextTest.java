package dev.parkranger.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.prover.Proof;
import dev.parkranger.prover.ProofCost;
import dev.parkranger.verdict.Confidence;
import dev.parkranger.verdict.Suspect;
import dev.parkranger.verdict.SuspectProof;
import dev.parkranger.verdict.ThreadProof;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProofTextTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static Proof proof(@Nullable String abstention, String certainty, Map<Long, ThreadProof> proven) {
        return new Proof(
                NOON,
                new ProofCost(1L << 29, 1.6, 1L << 30, 1L << 40, Path.of("tmp")),
                1_540,
                812L << 20,
                930,
                abstention,
                certainty,
                proven,
                Map.of(31L, "quote-worker-1", 32L, "main", 33L, "could be interrupted"),
                Map.of(),
                0,
                proven.isEmpty() ? 0 : 24,
                proven.isEmpty() ? 0 : 960);
    }

    private static ThreadProof thread(String grade) {
        return new ThreadProof(grade, ThreadProof.PROVEN, NOON, 4, "a Condition", 12, 480);
    }

    private static Suspect suspect(String certainty) {
        return Samples.quotes()
                .confidence(Confidence.PROVEN)
                .proof(new SuspectProof("strict", certainty, 1, 1, NOON, 4, "a Condition", 12, 480, null))
                .build();
    }

    @Test
    void it_says_what_it_cost_and_whom_nothing_can_wake() {
        String text = ProofText.of(
                proof(null, ThreadProof.PROVEN, Map.of(31L, thread("strict"), 32L, thread("strict"))),
                List.of(suspect(ThreadProof.PROVEN)));

        assertThat(text).startsWith("""
                        heap snapshot of 2026-11-23T12:00:00Z: stood still for 1.54 s, analysed in 0.9 s, 812 MB of dump
                        2 threads wait for what no running, timed or wakeable thread could reach; together they alone keep 24 objects alive, 960 bytes
                        PROVEN 1f3a9c02  12 platform threads outlived their owner
                        """).endsWith("1 of them nobody suspects; perhaps meant to wait for good\n");
    }

    @Test
    void whom_nobody_suspects_is_named() {
        Map<Long, ThreadProof> proven =
                Map.of(31L, thread("strict"), 32L, thread("strict"), 33L, thread(ThreadProof.WITHOUT_INTERRUPTS));

        assertThat(ProofText.of(proof(null, ThreadProof.PROVEN, proven), List.of()))
                .endsWith("2 of them nobody suspects (main, quote-worker-1); perhaps meant to wait for good\n");
    }

    @Test
    void where_the_compiler_may_hide_a_reference_the_word_is_another() {
        String text = ProofText.of(
                proof(null, ThreadProof.UNREACHABLE_WAIT, Map.of(31L, thread("strict"))),
                List.of(suspect(ThreadProof.UNREACHABLE_WAIT)));

        assertThat(text)
                .contains("for a proof run with -XX:-EliminateAllocations")
                .contains("UNREACHABLE 1f3a9c02  12 platform threads")
                .doesNotContain("PROVEN");
    }

    @Test
    void abstaining_is_an_answer() {
        assertThat(ProofText.of(proof("there are virtual threads", ThreadProof.PROVEN, Map.of()), List.of()))
                .endsWith("nothing could be proven: there are virtual threads\n");
    }

    @Test
    void who_could_be_interrupted_is_not_among_them() {
        assertThat(ProofText.of(
                        proof(null, ThreadProof.PROVEN, Map.of(31L, thread(ThreadProof.WITHOUT_INTERRUPTS))),
                        List.of()))
                .endsWith("every waiting thread can be woken by somebody, or nobody knows by whom\n");
    }
}
