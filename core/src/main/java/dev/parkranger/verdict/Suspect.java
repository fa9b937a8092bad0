package dev.parkranger.verdict;

import dev.parkranger.reaper.Standstill;
import dev.parkranger.record.Frame;
import dev.parkranger.record.OwnerKind;
import dev.parkranger.record.TaskKind;
import java.time.Instant;
import java.util.ArrayList;
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
 * @param cost what it costs the application; null where it is only watched
 * @param proof what a look at the heap has shown of it; null where there was none
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
        Standstill.@Nullable Kind standstill,
        @Nullable Cost cost,
        @Nullable SuspectProof proof) {

    /** More names than this help nobody. */
    public static final int MAX_THREADS = 10;

    Suspect with(Cost itsCost) {
        return new Suspect(
                id,
                verdict,
                confidence,
                heals,
                kind,
                count,
                pools,
                owners,
                ownersSeen,
                firstSeen,
                oldestParkedSeconds,
                growthPerMinute,
                createdAt,
                waitingAt,
                owner,
                evidence,
                advice,
                threads,
                standstill,
                itsCost,
                proof);
    }

    /** What the proof says comes first among the evidence. */
    Suspect with(SuspectProof itsProof) {
        List<String> sentences = new ArrayList<>(itsProof.evidence());
        sentences.addAll(evidence);
        return new Suspect(
                id,
                verdict,
                confidence,
                heals,
                kind,
                count,
                pools,
                owners,
                ownersSeen,
                firstSeen,
                oldestParkedSeconds,
                growthPerMinute,
                createdAt,
                waitingAt,
                owner,
                sentences,
                advice,
                threads,
                standstill,
                cost,
                itsProof);
    }

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

    /**
     * What a group takes up for as long as it is there. Sizes are in bytes, and null where nobody tells.
     *
     * @param threads that it occupies
     * @param stackReserved address space for the stacks of its platform threads
     * @param stackCommitted of that what is in use, by the average of all platform threads
     * @param stackHeap heap for the stacks of its virtual threads, by the average of a few
     * @param inheritedLocals values of inheritable thread locals, of the member that has most among a few
     * @param inheritedTypes names of classes of such values, at most {@value #MAX_TYPES}
     * @param keepsAlive web applications that were stopped and cannot be unloaded
     */
    public record Cost(
            int threads,
            @Nullable Long stackReserved,
            @Nullable Long stackCommitted,
            @Nullable Long stackHeap,
            int inheritedLocals,
            List<String> inheritedTypes,
            List<KeptAlive> keepsAlive) {

        /** Whoever needs more to find out where a value comes from has a heap dump. */
        public static final int MAX_TYPES = 3;

        public Cost {
            inheritedTypes = List.copyOf(inheritedTypes);
            keepsAlive = List.copyOf(keepsAlive);
        }
    }

    /**
     * A stopped web application that a context class loader keeps.
     *
     * @param name {@code web application /shop}
     * @param stoppedSecondsAgo of several deployments of that name the one that is kept for the longest time
     */
    public record KeptAlive(String name, double stoppedSecondsAgo) {}
}
