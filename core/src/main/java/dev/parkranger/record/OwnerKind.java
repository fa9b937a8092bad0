package dev.parkranger.record;

import java.util.Locale;

/** What sort of activity owns a task. */
public enum OwnerKind {
    /** A request, or any other scope that somebody opened. */
    SCOPE,
    /** A task: a thread's whole life, or one pooled task's run. */
    TASK,
    POOL,
    /** A per-task executor or structured scope. */
    CONTAINER,
    /** Start-up, class initialisers, the JDK: never ends. */
    APPLICATION,
    /** Started before the agent was attached. */
    UNKNOWN;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
