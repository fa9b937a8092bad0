package dev.parkranger.reaper;

import org.jspecify.annotations.Nullable;

/** Finds the executor whose worker a thread is, where nothing but the thread's own objects tell. Asked once a thread. */
@FunctionalInterface
public interface Employers {

    /** The executor, of which only the identity matters; null where the thread is nobody's worker. */
    @Nullable
    Object employerOf(Thread thread);

    /**
     * Whether a thread that an executor has started, while it was being given a task, is its worker: both take from the
     * same queue.
     */
    default boolean sharesQueue(Thread thread, Object executor) {
        return false;
    }

    /** Knows of none. */
    Employers NONE = thread -> null;
}
