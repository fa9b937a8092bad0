package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/** A scope as it is open on one thread. Only that thread opens and closes its frames; others may look. */
public final class ScopeFrame implements Activity {

    /** What the frame is there for. */
    enum Kind {
        /** One call of a servlet or handler; calls within the call are the same request. */
        REQUEST,
        /** A scope of the application's own. */
        SCOPE,
        /** A scope that was opened elsewhere and goes on here for a while. */
        CARRIED,
        /** What is started here is meant to outlive whatever is open around. */
        DETACHED
    }

    private final Kind kind;
    private final @Nullable ScopeRecord scope;
    private volatile @Nullable Activity outer;

    /** Closed, perhaps by another thread, and not yet taken off by its own. */
    private volatile boolean over;

    /** Calls within the call: forwards, includes. */
    int nested;

    /** @param scope null for none, which makes what is started here the application's */
    ScopeFrame(Kind kind, @Nullable ScopeRecord scope, @Nullable Activity outer) {
        this.kind = kind;
        this.scope = scope;
        this.outer = outer;
    }

    Kind kind() {
        return kind;
    }

    /** Null where it is detached. */
    @Nullable
    ScopeRecord scope() {
        return scope;
    }

    /** Whether the scope is over when this frame is: it was opened here, not carried here, and does not go on elsewhere. */
    boolean endsScope() {
        ScopeRecord its = scope;
        boolean carriedOn = kind == Kind.SCOPE && its != null && its.isCarriedOn();
        return kind != Kind.CARRIED && !carriedOn;
    }

    void close() {
        over = true;
    }

    /** Whether its thread may forget it. A request's frame waits for the end of its call. */
    boolean isOver() {
        ScopeRecord its = scope;
        return over || (kind != Kind.REQUEST && its != null && its.hasEnded());
    }

    @Override
    public @Nullable Activity outer() {
        return outer;
    }

    void outer(@Nullable Activity activity) {
        outer = activity;
    }

    @Override
    public @Nullable Owner owner() {
        ScopeRecord its = scope;
        if (over) {
            return null;
        }
        if (its == null) {
            return Application.INSTANCE;
        }
        // Somebody else may have closed it already, on another thread.
        return its.hasEnded() ? null : its;
    }

    @Override
    public @Nullable ScopeRecord enclosingScope() {
        ScopeRecord its = scope;
        return over || its == null || its.hasEnded() ? null : its;
    }
}
