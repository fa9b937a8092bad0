package dev.parkranger.benchmarks.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.benchmarks.table.SafepointLog.Pause;
import java.util.List;
import org.junit.jupiter.api.Test;

class SafepointLogTest {

    /** The first two lines are of JDK 17, the others of 25. */
    private static final List<String> LINES = List.of(
            "[0.401s] Safepoint \"G1CollectForAllocation\", Time since last: 101 ns, Reaching safepoint: 5 ns,"
                    + " At safepoint: 1200000 ns, Total: 1250000 ns",
            "[2.000s] Safepoint \"GetThreadListStackTraces\", Time since last: 101 ns, Reaching safepoint: 5 ns,"
                    + " At safepoint: 70000 ns, Total: 80000 ns",
            "[3.500s] Safepoint \"G1CollectFull\", Time since last:  89 ns, Reaching safepoint:  5 ns, At safepoint: 9 ns,"
                    + " Leaving safepoint: 7 ns, Total:    2000000 ns, Threads: 0 runnable, 12 total",
            "[4.000s] Safepoint \"Cleanup\", Time since last: 101 ns, Reaching safepoint: 5 ns, Cleanup: 7 ns,"
                    + " At safepoint: 70000 ns, Total: 90000 ns",
            "[9.000s] Safepoint \"Cleanup\", and then something nobody has thought of");

    @Test
    void pauses_have_a_cause_and_a_length() {
        assertThat(SafepointLog.read(LINES, 0, 10))
                .containsExactly(
                        new Pause(0.401, "G1CollectForAllocation", 1.25),
                        new Pause(2, "GetThreadListStackTraces", 0.08),
                        new Pause(3.5, "G1CollectFull", 2),
                        new Pause(4, "Cleanup", 0.09));
    }

    @Test
    void only_what_lies_between_the_two_moments_counts() {
        assertThat(SafepointLog.read(LINES, 1, 3)).extracting(Pause::cause).containsExactly("GetThreadListStackTraces");
    }

    @Test
    void collections_are_told_from_other_pauses() {
        assertThat(SafepointLog.read(LINES, 0, 10))
                .extracting(Pause::isCollection)
                .containsExactly(true, false, true, false);
        assertThat(SafepointLog.read(LINES, 0, 10))
                .extracting(Pause::isFullCollection)
                .containsExactly(false, false, true, false);
        assertThat(SafepointLog.read(LINES, 0, 10))
                .extracting(Pause::isCleanup)
                .containsExactly(false, false, false, true);
    }
}
