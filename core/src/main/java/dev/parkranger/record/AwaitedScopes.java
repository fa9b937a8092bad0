package dev.parkranger.record;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Scopes whose answer is still to come. Thread-safe without a lock. */
public final class AwaitedScopes {

    private static final int EXPECTED = 65_536;

    private final NodeTable<AwaitedScope> table = new NodeTable<>(EXPECTED);
    private final AtomicInteger size = new AtomicInteger();

    AwaitedScopes() {}

    AwaitedScope add(Object answer, ScopeRecord scope) {
        AwaitedScope awaited = new AwaitedScope(answer, scope);
        table.add(awaited);
        size.incrementAndGet();
        return awaited;
    }

    /**
     * As {@link #add}, while there is room.
     *
     * @return null where too many are awaited already: such a scope is left open, so that nothing of it is accused
     */
    @Nullable
    AwaitedScope tryAdd(Object answer, ScopeRecord scope) {
        return size.get() < EXPECTED ? add(answer, scope) : null;
    }

    @Nullable
    AwaitedScope of(Object answer) {
        int hash = System.identityHashCode(answer);
        for (AwaitedScope at = table.first(hash); at != null; at = table.after(at)) {
            if (at.hash() == hash && !at.isRemoved() && at.refersTo(answer)) {
                return at;
            }
        }
        return null;
    }

    boolean remove(AwaitedScope awaited) {
        boolean removed = table.remove(awaited);
        if (removed) {
            size.decrementAndGet();
        }
        return removed;
    }

    /** The call has returned. */
    void returned(AwaitedScope awaited, long now) {
        if (awaited.returned()) {
            end(awaited, now);
        }
    }

    /** The answer is there. */
    void answered(AwaitedScope awaited, long now) {
        if (awaited.answered()) {
            end(awaited, now);
        }
    }

    void end(AwaitedScope awaited, long now) {
        if (remove(awaited)) {
            awaited.scope().end(now);
        }
    }

    /** Called at each look: asks the futures, and ends what cannot be answered any more. */
    public void sweep(long now) {
        table.forEach(awaited -> {
            Object answer = awaited.get();
            if (answer == null || (answer instanceof Future<?> future && isAwaitable(future) && future.isDone())) {
                answered(awaited, now);
            }
        });
    }

    /**
     * Whether a method that returned this is not done yet. Only classes of the JDK's own are asked, for others would be
     * the application's code; a periodic task's handle is no answer.
     */
    static boolean isPending(@Nullable Object result) {
        return result instanceof Future<?> future && isAwaitable(future) && !future.isDone();
    }

    private static boolean isAwaitable(Future<?> future) {
        if (future.getClass().getClassLoader() != null
                || (future instanceof RunnableScheduledFuture<?> scheduled && scheduled.isPeriodic())) {
            return false;
        }
        // A mere stage cannot be asked: its isDone throws.
        return !(future instanceof CompletionStage) || future.getClass() == CompletableFuture.class;
    }
}
