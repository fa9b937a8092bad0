package dev.parkranger.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProofCostTest {

    private static final long MB = 1L << 20;

    private static ProofCost cost(long heap, long free) {
        return new ProofCost(heap * MB, 1.5, heap * 2 * MB, free * MB, Path.of("tmp"));
    }

    @Test
    void it_is_told_beforehand() {
        assertThat(cost(776, 80_000).text())
                .startsWith("heap in use 776 MB; the application would stand still for about 1.5 s")
                .contains("disk needed 1552 MB of the 80000 MB free in tmp");
    }

    @Test
    void a_disk_without_room_for_twice_the_heap_is_refused() {
        assertThatThrownBy(() -> cost(776, 1551).check(4096 * MB))
                .isInstanceOf(CannotProve.class)
                .hasMessage("found 1551 MB free in tmp, needed: 1552 MB, twice the heap in use; java.io.tmpdir names"
                        + " another folder");
    }

    @Test
    void a_heap_above_the_limit_is_refused() {
        assertThatThrownBy(() -> cost(776, 80_000).check(512 * MB))
                .isInstanceOf(CannotProve.class)
                .hasMessage("found 776 MB of heap in use, allowed: 512 MB, the option prove-max-heap");
    }

    @Test
    void the_estimate_is_of_this_jvm() throws CannotProve {
        ProofCost cost = ProofCost.estimate();

        assertThat(cost.heapUsed()).isPositive();
        assertThat(cost.diskNeeded()).isEqualTo(cost.heapUsed() * 2);
        cost.check(Long.MAX_VALUE);
    }
}
