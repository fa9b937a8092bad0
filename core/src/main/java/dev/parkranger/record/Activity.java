package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/**
 * Something that a thread does for a while, in which what is started meanwhile has its owner: one pooled task's run, one
 * request. Activities of a thread nest; only that thread begins and ends them, others only look.
 */
public sealed interface Activity permits RunRecord, ScopeFrame {

    /** What the thread was doing when this began, null for nothing else. */
    @Nullable
    Activity outer();

    /** Who owns what is started meanwhile; null where that is whoever owns what is around. */
    @Nullable
    Owner owner();

    /** The innermost open request or scope that it knows of; null where there is none. */
    @Nullable
    ScopeRecord enclosingScope();
}
