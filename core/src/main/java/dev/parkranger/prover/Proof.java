package dev.parkranger.prover;

import dev.parkranger.verdict.ThreadProof;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one look at the heap has proven.
 *
 * @param at when the heap was looked at
 * @param pauseMillis for which the application stood still
 * @param abstention why nothing could be proven; null where something could
 * @param proven by thread
 * @param names of those threads
 * @param paths who could still wake a suspect, by thread
 * @param moved threads that would have been proven, had they not moved in the meantime
 * @param keptObjects that all of them together alone keep alive
 */
public record Proof(
        Instant at,
        ProofCost cost,
        long pauseMillis,
        long dumpBytes,
        long analysisMillis,
        @Nullable String abstention,
        String certainty,
        Map<Long, ThreadProof> proven,
        Map<Long, String> names,
        Map<Long, String> paths,
        int moved,
        long keptObjects,
        long keptBytes) {}
