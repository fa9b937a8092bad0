package dev.parkranger.record;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** A scope as it is open on one thread. Only that thread opens and closes its frames; others may look. */
public final class ScopeFrame implements Activity {

    /** What the frame is there for. */
    enum Kind {
        /** One call of a servlet or handler; calls within the call are the same request. */
        REQUEST,
        /** A request that was left open by another call, and which its server hands on. */
        CONTINUED,
        /** One call of a method that the option {@code scopes} names; calls of it within the call are the same one. */
        METHOD,
        /** A web application's own doing, before it serves any request. */
        START_UP,
        /** A scope of the application's own. */
        SCOPE,
        /** A scope that was opened elsewhere and goes on here for a while. */
        CARRIED,
        /** What is started here is meant to outlive whatever is open around. */
        DETACHED
    }

    private final Kind kind;
    private final @Nullable ScopeRecord scope;
    private final @Nullable WeakReference<Object> request;
    private final @Nullable AwaitedScope answer;
    private final @Nullable String method;
    private volatile @Nullable Activity outer;

    /** Closed, perhaps by another thread, and not yet taken off by its own. */
    private volatile boolean over;

    /** Calls within the call: forwards, includes. */
    int nested;

    /** @param scope null for none, which makes what is started here the application's */
    ScopeFrame(Kind kind, @Nullable ScopeRecord scope, @Nullable Activity outer) {
        this(kind, scope, outer, null, null, null);
    }

    private ScopeFrame(
            Kind kind,
            @Nullable ScopeRecord scope,
            @Nullable Activity outer,
            @Nullable WeakReference<Object> request,
            @Nullable AwaitedScope answer,
            @Nullable String method) {
        this.kind = kind;
        this.scope = scope;
        this.outer = outer;
        this.request = request;
        this.answer = answer;
        this.method = method;
    }

    static ScopeFrame ofRequest(ScopeRecord scope, @Nullable Activity outer, Object request) {
        return new ScopeFrame(Kind.REQUEST, scope, outer, new WeakReference<>(request), null, null);
    }

    /** @param answer null where the exchange ends with its handler */
    static ScopeFrame ofExchange(ScopeRecord scope, @Nullable Activity outer, @Nullable AwaitedScope answer) {
        return new ScopeFrame(Kind.REQUEST, scope, outer, null, answer, null);
    }

    static ScopeFrame ofMethod(ScopeRecord scope, @Nullable Activity outer, String method) {
        return new ScopeFrame(Kind.METHOD, scope, outer, null, null, method);
    }

    Kind kind() {
        return kind;
    }

    /** Null where it is detached. */
    @Nullable
    ScopeRecord scope() {
        return scope;
    }

    /** The request that is served here, which may go on; null for everything else. */
    @Nullable
    Object request() {
        return request == null ? null : request.get();
    }

    /** What has to come before the scope is over, besides the end of the call. */
    @Nullable
    AwaitedScope answer() {
        return answer;
    }

    @Nullable
    String method() {
        return method;
    }

    /** Whether the scope is over when this frame is: it was opened here, not carried here, and does not go on elsewhere. */
    boolean endsScope() {
        ScopeRecord its = scope;
        boolean carriedOn = kind == Kind.SCOPE && its != null && its.isCarriedOn();
        return !carriedOn && (kind == Kind.REQUEST || kind == Kind.METHOD || kind == Kind.SCOPE);
    }

    void close() {
        over = true;
    }

    /** Whether its thread may forget it. A frame of a call waits for the end of the call. */
    boolean isOver() {
        ScopeRecord its = scope;
        boolean ofNoCall = kind == Kind.SCOPE || kind == Kind.CARRIED;
        return over || (ofNoCall && its != null && its.hasEnded());
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
