package dev.parkranger.proof;

import java.util.List;

/** What could wake a thread. */
sealed interface Wake {

    /** Nobody need wait for anything else, or nobody knows: it is taken for awake. */
    record Awake(String why) implements Wake {}

    /**
     * It waits, and one of these could wake it.
     *
     * @param handles addresses; whoever reaches one of them can wake it
     * @param owner index of the thread that alone can, by letting go of a lock, and where there are handles only if it
     *     is awake and somebody reaches one; negative for none
     * @param interruptible whether an interrupt ends the wait
     * @param what it waits for, in a few words
     */
    record Waits(List<Long> handles, int owner, boolean interruptible, String what) implements Wake {}
}
