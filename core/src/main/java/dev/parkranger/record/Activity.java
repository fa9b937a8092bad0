package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/**
 * Something that a thread does for a while and that owns what is started meanwhile: one pooled task's run, one request.
 * Activities of a thread nest; only that thread begins and ends them, others only look.
 */
public sealed interface Activity extends Owner permits RunRecord, ScopeRecord {

    /** What the thread was doing when this began, null for nothing else. */
    @Nullable Activity outer();

    /** The innermost open request or scope around it, itself included; null where there is none. */
    @Nullable ScopeRecord enclosingScope();
}
