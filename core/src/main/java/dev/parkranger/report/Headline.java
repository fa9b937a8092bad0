package dev.parkranger.report;

import dev.parkranger.reaper.Standstill;
import dev.parkranger.record.TaskKind;
import dev.parkranger.verdict.Confidence;
import dev.parkranger.verdict.Suspect;
import dev.parkranger.verdict.SuspectProof;
import dev.parkranger.verdict.ThreadProof;
import dev.parkranger.verdict.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The first line of a suspect: how sure, which, and what is wrong in words. */
final class Headline {
    private Headline() {}

    static String of(Suspect suspect) {
        return sureness(suspect) + " " + suspect.id() + "  " + wrong(suspect);
    }

    /** Where the JIT compiler may have hidden a reference, proven would be too strong a word. */
    private static String sureness(Suspect suspect) {
        SuspectProof proof = suspect.proof();
        return suspect.confidence() == Confidence.PROVEN
                        && proof != null
                        && proof.certainty().equals(ThreadProof.UNREACHABLE_WAIT)
                ? "UNREACHABLE"
                : suspect.confidence().name().toUpperCase(Locale.ROOT);
    }

    /** The number it begins with, and the one whose growth is told: of pools the pools, not their workers. */
    static int leading(Suspect suspect) {
        boolean pools = suspect.verdict() == Verdict.ABANDONED_POOL
                || (suspect.verdict() == Verdict.GROWING_SITE && suspect.kind() == TaskKind.POOL);
        return pools ? suspect.pools() : suspect.count();
    }

    private static String wrong(Suspect suspect) {
        int count = suspect.count();
        String tasks = tasks(suspect);
        return switch (suspect.verdict()) {
            case ORPHANED_TASK -> tasks + " outlived " + (count == 1 ? "its" : "their") + " owner";
            case ABANDONED_POOL ->
                amount(suspect.pools(), "pool") + " never shut down (" + amount(count, "thread") + ")";
            case UNDEAD_WORKER ->
                amount(count, "worker") + " still alive after the shutdown of "
                        + (suspect.pools() > 1 ? suspect.pools() + " pools" : "the pool");
            case GROWING_SITE -> tasks + " made in one place, and ever more of them";
            case DEADLOCK -> tasks + standstill(suspect.standstill(), count == 1 ? "waits" : "wait");
        };
    }

    private static String standstill(Standstill.@Nullable Kind kind, String wait) {
        if (kind == null) {
            return " " + wait + " for each other";
        }
        return switch (kind) {
            case CYCLE -> " in a deadlock: they wait for each other's locks";
            case DEAD_OWNER -> " " + wait + " for a lock whose owner has ended";
            case HELD_WHILE_WAITING -> " " + wait + ", one of them with a lock that the others need";
            case STARVED_POOL -> " " + wait + " for tasks that are queued behind them in the same pool";
        };
    }

    private static String tasks(Suspect suspect) {
        int count = suspect.count();
        return switch (suspect.kind()) {
            case PLATFORM -> amount(count, "platform thread");
            case VIRTUAL -> amount(count, "virtual thread");
            case SUBMITTED -> amount(count, "submitted task");
            case POOL ->
                suspect.verdict() == Verdict.GROWING_SITE
                        ? amount(suspect.pools(), "pool") + " (" + amount(count, "thread") + ")"
                        : amount(count, "pooled thread");
        };
    }

    static String amount(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
