package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/** The recorder's half for methods that the option {@code scopes} names. A method that calls itself is one scope. */
final class MethodRecorder {

    private final Ticker ticker;
    private final ScopeRecorder scopes;
    private final AwaitedScopes awaited;

    MethodRecorder(Ticker ticker, ScopeRecorder scopes, AwaitedScopes awaited) {
        this.ticker = ticker;
        this.scopes = scopes;
        this.awaited = awaited;
    }

    /**
     * A method is called.
     *
     * @param method tells it from all others
     * @param name what a person would call it
     */
    void begins(String method, String name) {
        ThreadRecord thread = scopes.here();
        ScopeFrame open = openCall(thread, method);
        if (open != null) {
            open.nested++;
            return;
        }
        ScopeRecord scope = scopes.open(name, thread.ownerOfStarts());
        thread.current(ScopeFrame.ofMethod(scope, thread.current(), method));
    }

    /** @param result what the method returns; null for nothing, and where it fails */
    void ends(String method, @Nullable Object result) {
        ThreadRecord thread = scopes.known();
        ScopeFrame open = thread == null ? null : openCall(thread, method);
        if (thread == null || open == null) {
            return;
        }
        if (open.nested > 0) {
            open.nested--;
            return;
        }
        ScopeRecord scope = open.scope();
        ScopeRecorder.leave(thread, open);
        if (scope == null) {
            return;
        }
        if (result != null && AwaitedScopes.isPending(result)) {
            AwaitedScope answer = awaited.tryAdd(result, scope);
            if (answer != null) {
                awaited.returned(answer, ticker.nanos());
            }
        } else {
            scope.end(ticker.nanos());
        }
    }

    /** The outermost call of the method within the task that this thread runs; null where there is none. */
    private static @Nullable ScopeFrame openCall(ThreadRecord thread, String method) {
        for (Activity activity = thread.current(); activity instanceof ScopeFrame frame; activity = frame.outer()) {
            if (method.equals(frame.method())) {
                return frame;
            }
        }
        return null;
    }
}
