package dev.parkranger.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a {@link NodeTable}, and at once the weak reference to what it is about: one object instead of three for
 * each live task.
 */
public abstract class Node<T> extends WeakReference<T> {

    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(Node.class, "next", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A node, a {@link Removed} mark around one, or null at the end of the chain. */
    @SuppressWarnings("UnusedVariable") // read through NEXT
    private volatile @Nullable Object next;

    /** The mark put after a node that is no longer in the table; nothing can be linked behind the node any more. */
    record Removed(@Nullable Node<?> successor) {}

    Node(@Nullable T referent) {
        super(referent);
    }

    /** Chosen by the table's user, and the same for good; spread by the table. */
    abstract int hash();

    final void startAt(@Nullable Node<?> successor) {
        NEXT.setRelease(this, successor);
    }

    final boolean isRemoved() {
        return next instanceof Removed;
    }

    /** The next node, whether or not this one or that one is removed. */
    final @Nullable Node<?> successor() {
        Object link = next;
        return link instanceof Removed mark ? mark.successor() : (Node<?>) link;
    }

    /** Returns false when another thread has removed it first. */
    final boolean markRemoved() {
        for (; ; ) {
            Object link = next;
            if (link instanceof Removed) {
                return false;
            }
            if (NEXT.compareAndSet(this, link, new Removed((Node<?>) link))) {
                return true;
            }
        }
    }

    /** Fails when this node is removed itself, or no longer points at the expected one. */
    final boolean relink(Node<?> expected, @Nullable Node<?> successor) {
        return NEXT.compareAndSet(this, expected, successor);
    }
}
