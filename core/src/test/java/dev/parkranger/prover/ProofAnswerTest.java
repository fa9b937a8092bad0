package dev.parkranger.prover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProofAnswerTest {

    @Test
    void an_answer_is_read_line_by_line_up_to_its_end() {
        ProofAnswer.Reader reader = new ProofAnswer.Reader();
        for (String line : """
                OpenJDK 64-Bit Server VM warning: something of the JVM's own
                proven	31	strict	a Condition
                proven	32	without-interrupts	java.util.concurrent.CountDownLatch
                kept	12	360
                alone	31	4	120
                path	40	still reachable: static com.acme.Bus.QUEUES
                read	123456	789	42
                """.lines().toList()) {
            assertThat(reader.read(line)).isFalse();
        }
        assertThat(reader.read("end")).isTrue();

        ProofAnswer answer = reader.whole();
        assertThat(answer.tids()).containsExactly(31L, 32L);
        assertThat(answer.proven().get(0)).isEqualTo(new ProofAnswer.Found(31, "strict", "a Condition", 4, 120));
        assertThat(answer.paths()).containsEntry(40L, "still reachable: static com.acme.Bus.QUEUES");
        assertThat(answer.keptBytes()).isEqualTo(360);
        assertThat(answer.millis()).isEqualTo(42);
        assertThat(answer.abstention()).isNull();
    }
}
