package dev.parkranger.verdict;

import dev.parkranger.reaper.Standstill;
import dev.parkranger.record.Frame;
import dev.parkranger.record.OwnerKind;
import dev.parkranger.record.TaskKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of tasks with one cause, as reports show it. Immutable, and text and numbers only, so that a report may be
 * kept for as long as anyone likes.
 *
 * @param id fingerprint, eight hex digits, the same across runs
 * @param count live tasks; of a pool its workers
 * @param pools abandoned or shut-down pools; 0 where no pool is concerned
 * @param owners distinct ended owners that have survivors
 * @param ownersSeen owners that started a task here and ended past grace
 * @param oldestParkedSeconds how long the longest-parked member has been seen without progress
 * @param growthPerMinute members gained a minute since the group was first seen, over at most the window
 * @param threads at most {@value #MAX_THREADS}
 * @param standstill of a deadlock what keeps its members from going on; null for anything else
 */
public record Suspect(
        String id,
        Verdict verdict,
        Confidence confidence,
        Heals heals,
        TaskKind kind,
        int count,
        int pools,
        int owners,
        long ownersSeen,
        Instant firstSeen,
        double oldestParkedSeconds,
        double growthPerMinute,
        CreatedAt createdAt,
        WaitingAt waitingAt,
        OwnerView owner,
        List<String> evidence,
        String advice,
        List<ThreadRef> threads,
        Standstill.@Nullable Kind standstill) {

    /** More names than this help nobody. */
    public static final int MAX_THREADS = 10;

    /**
     * Where the tasks (for an abandoned pool: the pool) were made.
     *
     * @param frame the line to blame; null for what was started before the agent was attached
     * @param creators frames of the creators' own creation, nearest first, where the stack holds no application line
     */
    public record CreatedAt(@Nullable Frame frame, List<Frame> stack, List<Frame> creators) {}

    /**
     * Where they wait.
     *
     * @param frame the public JDK method waited in, {@code java.util.concurrent.SynchronousQueue.put}
     * @param applicationFrame the application's innermost line, null where the waiting stack holds none
     * @param state of {@link Thread.State}; null where unknown
     */
    public record WaitingAt(
            @Nullable Frame frame, @Nullable Frame applicationFrame, Thread.@Nullable State state, List<Frame> stack) {}

    /**
     * Whose they were.
     *
     * @param endedSecondsAgo of the owner that ended last; null while it is open
     */
    public record OwnerView(
            OwnerKind kind, String name, @Nullable Double endedSecondsAgo) {}

    public record ThreadRef(long id, String name) {}
}
