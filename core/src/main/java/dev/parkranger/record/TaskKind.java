package dev.parkranger.record;

import java.util.Locale;

/** What sort of task runs on its own. */
public enum TaskKind {
    PLATFORM,
    VIRTUAL,
    /** One submission to an executor. */
    SUBMITTED,
    /** An executor itself, judged with its workers. */
    POOL;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
