package dev.parkranger.proof;

import org.jspecify.annotations.Nullable;

/**
 * What was found of one thread that waits without a limit.
 *
 * @param grade null where somebody can wake it, or where nobody knows
 * @param what it waits for; or why nobody knows
 */
record Verdict(int thread, long tid, @Nullable Grade grade, String what) {}
