package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/**
 * The web applications that are deployed, each a scope around its requests, known by its context, weakly held: a context
 * that nobody has any more is of an application that is gone. Thread-safe without a lock.
 */
public final class WebApplications {

    private static final int EXPECTED = 1_024;

    /** A context, and the scope of what it is the context of. */
    private static final class Deployed extends HashedNode<Object> {

        final ScopeRecord scope;

        Deployed(Object context, ScopeRecord scope) {
            super(context, System.identityHashCode(context));
            this.scope = scope;
        }
    }

    private final NodeTable<Deployed> table = new NodeTable<>(EXPECTED);
    private final WebLoaders loaders = new WebLoaders();

    WebApplications() {}

    /** The oldest that is open, else the newest that has ended: a stopped application may serve its last requests. */
    @Nullable
    ScopeRecord of(Object context) {
        Deployed ended = null;
        Deployed open = null;
        int hash = System.identityHashCode(context);
        for (Deployed at = table.first(hash); at != null; at = table.after(at)) {
            if (at.hash() == hash && at.refersTo(context)) {
                if (!at.scope.hasEnded()) {
                    open = at;
                } else if (ended == null) {
                    ended = at;
                }
            }
        }
        Deployed found = open == null ? ended : open;
        return found == null ? null : found.scope;
    }

    /** Two threads may both add one; from then on both find the older. */
    ScopeRecord add(Object context, ScopeRecord scope) {
        table.add(new Deployed(context, scope));
        ScopeRecord older = of(context);
        return older == null ? scope : older;
    }

    void note(ClassLoader loader, ScopeRecord scope) {
        loaders.note(loader, scope);
    }

    /** The stopped application that whoever holds this loader keeps alive; null for none. */
    public @Nullable ScopeRecord stoppedOf(ClassLoader loader) {
        return loaders.stopped(loader);
    }

    void stop(Object context, long now) {
        int hash = System.identityHashCode(context);
        for (Deployed at = table.first(hash); at != null; at = table.after(at)) {
            if (at.hash() == hash && at.refersTo(context)) {
                at.scope.end(now);
            }
        }
    }

    /** Called at each look. */
    public void sweep(long now) {
        loaders.sweep();
        table.forEach(deployed -> {
            if (deployed.refersTo(null) && table.remove(deployed)) {
                deployed.scope.end(now);
            }
        });
    }
}
