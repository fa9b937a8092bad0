package dev.parkranger.weaving;

import dev.parkranger.hooks.Hooks;
import org.jspecify.annotations.Nullable;

/**
 * Asks a servlet's request, of either API, whether it goes on when {@code service} returns, and has itself told when it is
 * complete. All of that is the server's code; what it throws makes the request a plain one.
 */
final class ServletRequests {

    private static final int MAX_WRAPPERS = 32;

    private final ClassValue<ServletApi> apis = new ClassValue<>() {
        @Override
        protected ServletApi computeValue(Class<?> type) {
            return ServletApi.of(type);
        }
    };

    /** Each dispatch of a request wraps it once more. */
    Object innermost(Object request) {
        Object at = request;
        try {
            for (int i = 0; i < MAX_WRAPPERS; i++) {
                Object inside = apis.get(at.getClass()).unwrapped(at);
                if (inside == null) {
                    return at;
                }
                at = inside;
            }
        } catch (Throwable e) {
            // What is known so far will do.
        }
        return at;
    }

    /** An asynchronous request that was left open and comes by again. */
    boolean isHandedOn(Object request) {
        try {
            return apis.get(request.getClass()).isAsyncDispatch(request);
        } catch (Throwable e) {
            return false;
        }
    }

    boolean goesOn(Object request) {
        try {
            return apis.get(request.getClass()).isAsyncStarted(request);
        } catch (Throwable e) {
            return false;
        }
    }

    boolean whenComplete(Object request, Runnable told) {
        try {
            Object context = apis.get(request.getClass()).asyncContext(request);
            return context != null && new AsyncEnd(told).listenTo(context);
        } catch (IllegalStateException e) {
            // Completed in the meantime, by another thread.
            return false;
        } catch (Throwable e) {
            Hooks.dropped(e);
            return false;
        }
    }

    /** The interface of either API that a class implements; null for none. */
    static @Nullable Class<?> implemented(Class<?> type, String simpleName) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> each : at.getInterfaces()) {
                if (each.getName().endsWith(".servlet." + simpleName)) {
                    return each;
                }
                Class<?> found = implemented(each, simpleName);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
