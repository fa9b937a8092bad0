package dev.parkranger.proof;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Waits of the JDK's that go on when their thread is interrupted. */
final class Uninterruptible {

    private static final String LOCKS = "java.util.concurrent.locks.";

    private static final Map<String, Set<String>> METHODS = Map.of(
            LOCKS + "ReentrantLock",
            Set.of("lock"),
            LOCKS + "ReentrantReadWriteLock$ReadLock",
            Set.of("lock"),
            LOCKS + "ReentrantReadWriteLock$WriteLock",
            Set.of("lock"),
            LOCKS + "StampedLock",
            Set.of("readLock", "writeLock"),
            LOCKS + "AbstractQueuedSynchronizer$ConditionObject",
            Set.of("awaitUninterruptibly"),
            "java.util.concurrent.Semaphore",
            Set.of("acquireUninterruptibly"),
            "java.util.concurrent.CompletableFuture",
            Set.of("join"),
            "java.util.concurrent.Phaser",
            Set.of("awaitAdvance", "arriveAndAwaitAdvance"));

    private Uninterruptible() {}

    /** By the frames of {@code java.util.concurrent} on top of a stack. */
    static boolean is(List<Stacks.Call> calls, int from) {
        for (int i = from; i < calls.size() && calls.get(i).isOf("java.util.concurrent."); i++) {
            Set<String> methods = METHODS.get(calls.get(i).type());
            if (methods != null && methods.contains(calls.get(i).method())) {
                return true;
            }
        }
        return false;
    }
}
