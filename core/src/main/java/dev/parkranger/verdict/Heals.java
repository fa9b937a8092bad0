package dev.parkranger.verdict;

import java.util.Locale;

/** What, if anything, would end the suspect without anybody mending the program. */
public enum Heals {
    NEVER,
    /** The next garbage collection: nothing but the task itself holds what keeps it alive. */
    GC,
    /** A keep-alive, or a bounded wait that ends the task. */
    TIMEOUT;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
