package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/**
 * The recorder's half of the public API: scopes that the application opens, carries and leaves by itself. It may do so in
 * any order and on any thread, hand back what is not ours, or never close anything: none of it may do harm.
 *
 * <p>A thread's frames are its own to take off. Whoever closes one elsewhere only marks it, and its thread drops what is
 * marked when it next comes by; so does a frame that is closed before those that were opened after it.
 */
final class ApiScopes {

    /** Activities that may be open on a thread: scopes that are never closed must not pile up. */
    static final int MAX_OPEN = 64;

    private final Ticker ticker;
    private final Registry registry;
    private final ScopeRecorder scopes;
    private final ScopeNames names = new ScopeNames();

    ApiScopes(Ticker ticker, Registry registry, ScopeRecorder scopes) {
        this.ticker = ticker;
        this.registry = registry;
        this.scopes = scopes;
    }

    /**
     * What the application holds and hands back, and cannot look into.
     *
     * @param scope null where it is detached
     * @param thread on which the frame is, with the frame; both null where there is nothing to close
     */
    private record Token(
            @Nullable ScopeRecord scope,
            @Nullable ThreadRecord thread,
            @Nullable ScopeFrame frame) {

        static Token of(ThreadRecord thread, ScopeFrame frame) {
            return new Token(frame.scope(), thread, frame);
        }
    }

    @Nullable
    Object open(String name) {
        ThreadRecord thread = enter();
        if (thread == null) {
            return null;
        }
        ScopeRecord scope = scopes.open(names.of(name), thread.ownerOfStarts());
        return push(thread, ScopeFrame.Kind.SCOPE, scope);
    }

    /** What is started from now on is the application's. */
    @Nullable
    Object leave() {
        ThreadRecord thread = enter();
        return thread == null ? null : push(thread, ScopeFrame.Kind.DETACHED, null);
    }

    @Nullable
    Object here() {
        ThreadRecord thread = registry.find(ThreadIds.of(Thread.currentThread()));
        ScopeRecord scope = thread == null ? null : thread.openScope();
        return scope == null ? null : new Token(scope, null, null);
    }

    @Nullable
    Object resume(Object token) {
        if (!(token instanceof Token from)) {
            return null;
        }
        ScopeRecord scope = from.scope;
        if (scope != null) {
            if (scope.hasEnded()) {
                return null;
            }
            scope.carryOn();
        }
        ThreadRecord thread = enter();
        ScopeFrame.Kind kind = scope == null ? ScopeFrame.Kind.DETACHED : ScopeFrame.Kind.CARRIED;
        return thread == null ? null : push(thread, kind, scope);
    }

    void carry(Object token) {
        if (token instanceof Token from && from.scope != null) {
            from.scope.carryOn();
        }
    }

    void close(Object token) {
        if (!(token instanceof Token from) || from.frame == null) {
            return;
        }
        from.frame.close();
        if (from.frame.kind() == ScopeFrame.Kind.SCOPE && from.scope != null) {
            from.scope.end(ticker.nanos());
        }
        ThreadRecord here = registry.find(ThreadIds.of(Thread.currentThread()));
        if (here != null && here == from.thread) {
            dropClosed(here);
        }
    }

    /** The current thread's record; null where nothing more may be opened: on the agent's own threads, or past the cap. */
    private @Nullable ThreadRecord enter() {
        if (Thread.currentThread() instanceof AgentThread) {
            return null;
        }
        ThreadRecord thread = scopes.here();
        dropClosed(thread);
        int open = 0;
        for (Activity activity = thread.current(); activity != null; activity = activity.outer()) {
            open++;
        }
        return open < MAX_OPEN ? thread : null;
    }

    private static Token push(ThreadRecord thread, ScopeFrame.Kind kind, @Nullable ScopeRecord scope) {
        ScopeFrame frame = new ScopeFrame(kind, scope, thread.current());
        thread.current(frame);
        return Token.of(thread, frame);
    }

    private static void dropClosed(ThreadRecord thread) {
        while (thread.current() instanceof ScopeFrame frame && frame.isOver()) {
            thread.current(frame.outer());
            frame.outer(null);
        }
    }
}
