package dev.parkranger.reaper;

import org.jspecify.annotations.Nullable;

/** Finds the executor whose worker a thread is, where nothing but the thread's own objects tell. Asked once a thread. */
@FunctionalInterface
public interface Employers {

    /** The executor, of which only the identity matters; null where the thread is nobody's worker. */
    @Nullable
    Object employerOf(Thread thread);

    /**
     * Whether a thread that an executor has started while it was being given a task is its worker: it refers to the
     * executor or takes from its queue, and is not there for that task alone.
     *
     * @param task null where it is gone
     */
    default boolean isWorker(Thread thread, Object executor, @Nullable Object task) {
        return false;
    }

    /** Knows of none. */
    Employers NONE = thread -> null;
}
