package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/** What the recorder does for all kinds of scopes: requests, and whatever else is opened around a piece of work. */
final class ScopeRecorder {

    private final Ticker ticker;
    private final Registry registry;

    ScopeRecorder(Ticker ticker, Registry registry) {
        this.ticker = ticker;
        this.registry = registry;
    }

    ThreadRecord here() {
        return registry.recordOf(Thread.currentThread(), ticker);
    }

    /** This thread's record; null where nothing has been recorded of it. */
    @Nullable
    ThreadRecord known() {
        return registry.find(ThreadIds.of(Thread.currentThread()));
    }

    /** A new scope, on no thread yet. */
    ScopeRecord open(String name, Owner parent) {
        SiteKey site = registry.sites().of(ScopeRecord.class, name);
        return new ScopeRecord(name, site, parent, ticker.nanos());
    }

    ScopeRecord webApplication(String name) {
        return ScopeRecord.webApplication(name, registry.sites().of(ScopeRecord.class, name), ticker.nanos());
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
