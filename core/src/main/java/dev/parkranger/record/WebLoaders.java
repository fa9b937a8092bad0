package dev.parkranger.record;

import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The class loaders of web applications, weakly held. A loader may outlive its application's context, being kept by a
 * thread alone, so it is noted apart from that. Thread-safe without a lock.
 */
final class WebLoaders {

    /** Applications come and go; so many that are kept alive have been told of long ago. */
    private static final int MAX_NOTED = 1_024;

    /** A server puts one or two loaders in between, for pages that it compiles for instance. */
    private static final int MAX_PARENTS = 16;

    private static final class Noted extends WeakReference<ClassLoader> {

        final ScopeRecord scope;

        Noted(ClassLoader loader, ScopeRecord scope) {
            super(loader);
            this.scope = scope;
        }
    }

    private final ConcurrentLinkedQueue<Noted> noted = new ConcurrentLinkedQueue<>();

    void note(ClassLoader loader, ScopeRecord scope) {
        noted.add(new Noted(loader, scope));
    }

    /** The stopped application whose loader this is, or a parent of this; null where there is none, or one that runs. */
    @Nullable
    ScopeRecord stopped(ClassLoader loader) {
        ClassLoader at = loader;
        for (int i = 0; i < MAX_PARENTS && at != null; i++) {
            ScopeRecord ended = null;
            for (Noted each : noted) {
                if (each.refersTo(at)) {
                    if (!each.scope.hasEnded()) {
                        return null;
                    }
                    ended = each.scope;
                }
            }
            if (ended != null) {
                return ended;
            }
            at = parent(at);
        }
        return null;
    }

    /** A security manager may have its own opinion of who may ask. */
    private static @Nullable ClassLoader parent(ClassLoader loader) {
        try {
            return loader.getParent();
        } catch (SecurityException e) {
            return null;
        }
    }

    void sweep() {
        noted.removeIf(each -> each.refersTo(null));
        while (noted.size() > MAX_NOTED) {
            noted.poll();
        }
    }
}
