package dev.parkranger.reaper;

import dev.parkranger.record.Owner;
import dev.parkranger.record.SiteKey;
import dev.parkranger.record.TaskKind;
import org.jspecify.annotations.Nullable;

/**
 * What one look knows of one live task whose owner has ended or which is one of ever more, or of one worker.
 *
 * @param task stands for the task, by identity, from look to look
 * @param threadId of the thread it runs on
 * @param owner whose end matters: its own, or its container's when that was closed first
 * @param ownerEndedNanos when that was, in ticker time; 0 while it lives
 * @param site null where unknown
 * @param timed whether it waits with a timeout
 * @param reentered whether it has been seen to enter the same wait again
 * @param wokenNanos when it was last found back in a wait out of which somebody had woken it since its owner's end, in ticker
 *     time; 0 for never
 * @param parkedNanos for how long it has been seen without progress
 * @param pooled whether it runs on a pool's worker
 * @param inRequest whether a request, or another scope that somebody has opened, was open around its start
 * @param lockHolder who holds the lock that it waits for, by name and id; empty where it waits for none that is known
 * @param told whether it was told to stop; null where nobody knows, or nobody would tell it
 * @param standsFor how many tasks it speaks for: one, itself, but where there are too many living ones to look at each
 */
public record TaskFacts(
        Object task,
        TaskKind kind,
        long threadId,
        String threadName,
        Owner owner,
        String ownerName,
        long ownerEndedNanos,
        @Nullable SiteKey site,
        Creation created,
        Waiting waiting,
        Progress progress,
        boolean timed,
        boolean reentered,
        long wokenNanos,
        long parkedNanos,
        boolean pooled,
        boolean inRequest,
        String lockHolder,
        @Nullable Told told,
        int standsFor) {

    /** Whether it has stood still for so long since its owner's end, and since somebody else had use for it. */
    public boolean isStuckPast(long graceNanos, long now) {
        return progress.isStuck()
                && now - ownerEndedNanos > graceNanos
                && (wokenNanos == 0 || now - wokenNanos > graceNanos);
    }
}
