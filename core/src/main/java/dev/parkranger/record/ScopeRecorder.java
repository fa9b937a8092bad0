package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/** The recorder's half for scopes: requests, and whatever else somebody opens around a piece of work. */
final class ScopeRecorder {

    private final Ticker ticker;
    private final Registry registry;
    private final RequestNames requestNames;

    ScopeRecorder(Ticker ticker, Registry registry, RequestNames requestNames) {
        this.ticker = ticker;
        this.registry = registry;
        this.requestNames = requestNames;
    }

    // ---- requests ----

    void requestBegins(Object servlet, Object request) {
        ThreadRecord thread = here();
        ScopeFrame open = openRequest(thread);
        if (open != null) {
            open.nested++;
            return;
        }
        ScopeRecord scope = open(requestNames.nameOf(servlet, request), thread.ownerOfStarts());
        thread.current(new ScopeFrame(ScopeFrame.Kind.REQUEST, scope, thread.current()));
    }

    void requestEnds() {
        ThreadRecord thread = registry.find(ThreadIds.of(Thread.currentThread()));
        ScopeFrame open = thread == null ? null : openRequest(thread);
        if (thread == null || open == null) {
            return;
        }
        if (open.nested > 0) {
            open.nested--;
            return;
        }
        leave(thread, open);
        ScopeRecord scope = open.scope();
        if (scope != null) {
            scope.end(ticker.nanos());
        }
    }

    /** The request that this thread is serving, within the task it runs; null where there is none. */
    private static @Nullable ScopeFrame openRequest(ThreadRecord thread) {
        for (Activity activity = thread.current(); activity instanceof ScopeFrame frame; activity = frame.outer()) {
            if (frame.kind() == ScopeFrame.Kind.REQUEST) {
                return frame;
            }
        }
        return null;
    }

    // ---- what all scopes share ----

    ThreadRecord here() {
        return registry.recordOf(Thread.currentThread(), ticker);
    }

    /** A new scope, on no thread yet. */
    ScopeRecord open(String name, Owner parent) {
        SiteKey site = registry.sites().of(ScopeRecord.class, name);
        return new ScopeRecord(name, site, parent, ticker.nanos());
    }

    /**
     * Takes a frame off its own thread. Those that were opened inside and never closed go with it, where they are nobody
     * else's: a frame that is closed out of order lets the later ones stay.
     */
    static void leave(ThreadRecord thread, ScopeFrame frame) {
        Activity around = frame.outer();
        Activity current = thread.current();
        if (current == frame) {
            thread.current(around);
        } else {
            for (Activity at = current; at != null; at = at.outer()) {
                if (at instanceof ScopeFrame inner && inner.outer() == frame) {
                    inner.outer(around);
                    break;
                }
            }
        }
        frame.outer(null);
    }
}
