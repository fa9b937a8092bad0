package dev.parkranger.reaper;

import dev.parkranger.record.Activity;
import dev.parkranger.record.OwnerKind;
import dev.parkranger.record.PoolRecord;
import dev.parkranger.record.RunRecord;
import dev.parkranger.record.ThreadRecord;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Whether a task was told to stop, and is there all the same.
 *
 * @param interruptedNanos when it was interrupted last, since it began; 0 for never
 * @param cancelled whether the future that it runs for was cancelled
 */
public record Told(long interruptedNanos, boolean cancelled) {

    public boolean isInterrupted() {
        return interruptedNanos != 0;
    }

    /** Null for an idle worker, whom its pool interrupts for reasons of its own. */
    static @Nullable Told of(ThreadRecord thread, @Nullable RunRecord task) {
        RunRecord run = task == null ? innermost(thread) : task;
        PoolRecord pool = thread.pool();
        if (run == null && pool != null && pool.kind() == OwnerKind.POOL) {
            return null;
        }
        // A worker may have been interrupted for the sake of a task that it ran before.
        long begun = run == null ? thread.sinceNanos() : run.sinceNanos();
        long interrupted = thread.interruptedNanos();
        return new Told(interrupted >= begun ? interrupted : 0, run != null && isCancelled(run.get()));
    }

    private static @Nullable RunRecord innermost(ThreadRecord thread) {
        for (Activity activity = thread.current(); activity != null; activity = activity.outer()) {
            if (activity instanceof RunRecord run) {
                return run;
            }
        }
        return null;
    }

    /** The application's own futures are not asked. */
    private static boolean isCancelled(@Nullable Object task) {
        return task instanceof Future<?> future && task.getClass().getClassLoader() == null && future.isCancelled();
    }
}
