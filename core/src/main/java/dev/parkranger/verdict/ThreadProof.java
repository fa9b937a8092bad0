package dev.parkranger.verdict;

import java.time.Instant;

/**
 * That nothing can wake a thread, as an analysis of the heap found it.
 *
 * @param grade how much was counted as reaching: {@code strict}, {@code without-weak-references} or
 *     {@code without-interrupts}
 * @param certainty {@code proven}; or {@code unreachable-wait} where the JIT compiler may have hidden a reference
 * @param at when the heap was looked at
 * @param unchangedSeconds how much later it still waited, unchanged
 * @param waitsFor in a few words
 * @param objects that this thread alone keeps alive; 0 where nobody counted
 * @param bytes that those take
 */
public record ThreadProof(
        String grade,
        String certainty,
        Instant at,
        double unchangedSeconds,
        String waitsFor,
        long objects,
        long bytes) {

    public static final String PROVEN = "proven";
    public static final String UNREACHABLE_WAIT = "unreachable-wait";

    /** The grade of a thread that somebody could interrupt: told, but no more than told. */
    public static final String WITHOUT_INTERRUPTS = "without-interrupts";

    /** Whether it speaks for a leak by itself. */
    public boolean convicts() {
        return !grade.equals(WITHOUT_INTERRUPTS);
    }
}
