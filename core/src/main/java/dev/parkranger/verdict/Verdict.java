package dev.parkranger.verdict;

/** What is wrong with a group of tasks. */
public enum Verdict {
    /** Parked, without progress, and its owner has ended more than a grace period ago. */
    ORPHANED_TASK("orphaned-task"),
    /** A pool that was never shut down although its owner has ended; its workers are its victims. */
    ABANDONED_POOL("abandoned-pool"),
    /** The pool is shut down, the worker is still there. */
    UNDEAD_WORKER("undead-worker"),
    /** The low-water mark of live inert tasks of one site keeps rising. */
    GROWING_SITE("growing-site"),
    /** A cycle of waits. */
    DEADLOCK("deadlock");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    /** The name in reports, {@code orphaned-task}. */
    public String label() {
        return label;
    }
}
