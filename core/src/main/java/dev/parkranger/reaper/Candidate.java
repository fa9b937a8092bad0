package dev.parkranger.reaper;

import dev.parkranger.record.Activity;
import dev.parkranger.record.Application;
import dev.parkranger.record.Owner;
import dev.parkranger.record.OwnerKind;
import dev.parkranger.record.PoolRecord;
import dev.parkranger.record.RunRecord;
import dev.parkranger.record.ScopeRecord;
import dev.parkranger.record.SiteKey;
import dev.parkranger.record.ThreadRecord;
import org.jspecify.annotations.Nullable;

/**
 * Something that outlives its owner, or one of ever more that live on with theirs: a thread, or what runs on it.
 *
 * @param endedNanos when its owner ended; 0 where that lives
 * @param site whose number grows, where the owner lives; else null
 * @param standsFor how many of its kind it speaks for, where there are too many to look at each
 */
record Candidate(
        ThreadRecord thread,
        Thread live,
        @Nullable RunRecord run,
        Owner owner,
        long endedNanos,
        @Nullable SiteKey site,
        int standsFor) {

    Candidate(ThreadRecord thread, Thread live, @Nullable RunRecord run, Owner owner, long endedNanos) {
        this(thread, live, run, owner, endedNanos, null, 1);
    }

    Object task() {
        return run != null ? run : thread;
    }

    /** Whether it is a pool's own thread, judged with the pool, and not one of the tasks that it runs. */
    boolean isWorker() {
        PoolRecord pool = thread.pool();
        return run == null && pool != null && pool.kind() == OwnerKind.POOL;
    }

    /** It serves others than its owner, and so is theirs from now on. */
    void inUse() {
        if (run != null) {
            run.inUse();
        } else {
            thread.inUse();
        }
    }

    /** A thread, or the task in the middle of which it is; null where the thread is gone. */
    static @Nullable Candidate ofWhatRunsOn(ThreadRecord record) {
        Thread thread = record.get();
        if (thread == null) {
            return null;
        }
        for (Activity activity = record.current(); activity != null; activity = activity.outer()) {
            if (activity instanceof RunRecord run) {
                return candidate(record, thread, run, run.parent(), run.enclosing());
            }
        }
        return candidate(record, thread, null, record.parent(), record.enclosing());
    }

    private static Candidate candidate(
            ThreadRecord record,
            Thread thread,
            @Nullable RunRecord run,
            @Nullable Owner owner,
            @Nullable ScopeRecord enclosing) {
        Owner its = owner == null ? Application.INSTANCE : owner;
        return new Candidate(record, thread, run, its, Ends.of(its, enclosing));
    }
}
