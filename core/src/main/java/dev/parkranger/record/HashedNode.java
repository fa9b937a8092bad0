package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/** A node that keeps its hash, for want of anything of its own that would give it. */
abstract class HashedNode<T> extends Node<T> {

    private final int hash;

    HashedNode(@Nullable T referent, int hash) {
        super(referent);
        this.hash = hash;
    }

    @Override
    final int hash() {
        return hash;
    }
}
