package dev.parkranger.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A scope that outlives the call which opened it: it is over when that call has returned and its answer is there,
 * whichever comes last. The answer is known by an object, weakly held: once nobody has that any more, none can come.
 */
final class AwaitedScope extends HashedNode<Object> {

    private static final VarHandle SEEN;

    static {
        try {
            SEEN = MethodHandles.lookup().findVarHandle(AwaitedScope.class, "seen", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int RETURNED = 1;
    private static final int ANSWERED = 2;

    private final ScopeRecord scope;

    @SuppressWarnings("UnusedVariable") // read through SEEN
    private volatile int seen;

    AwaitedScope(Object answer, ScopeRecord scope) {
        super(answer, System.identityHashCode(answer));
        this.scope = scope;
    }

    ScopeRecord scope() {
        return scope;
    }

    /** Returns whether the answer is there too. The thread that returns and the one that answers may race here. */
    boolean returned() {
        return ((int) SEEN.getAndBitwiseOr(this, RETURNED) & ANSWERED) != 0;
    }

    /** Returns whether the call has returned too. */
    boolean answered() {
        return ((int) SEEN.getAndBitwiseOr(this, ANSWERED) & RETURNED) != 0;
    }
}
