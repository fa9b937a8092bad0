package dev.parkranger.verdict;

import dev.parkranger.reaper.Standstill;
import dev.parkranger.reaper.Waiting;
import dev.parkranger.record.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What usually mends it, by what is waited in: the fix that the healthy twin of the pattern shows. */
final class Advice {

    /** @param type simple name of the JDK class, {@code *} at its end for any ending */
    private record Rule(String type, String method, String advice) {

        boolean matches(String simpleName, String name) {
            boolean typeFits = type.endsWith("*")
                    ? simpleName.startsWith(type.substring(0, type.length() - 1))
                    : simpleName.equals(type);
            return typeFits && (method.isEmpty() || name.startsWith(method));
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule("SynchronousQueue", "put", "offer with a timeout, or cancel the task when its owner ends"),
            new Rule("SynchronousQueue", "take", "poll with a timeout, or interrupt the task when its owner ends"),
            new Rule("Exchanger", "", "exchange with a timeout, or interrupt the task when its owner ends"),
            new Rule(
                    "ArrayBlockingQueue",
                    "put",
                    "offer with a timeout, or keep a consumer until the last producer is done"),
            new Rule(
                    "LinkedBlocking*",
                    "put",
                    "offer with a timeout, or keep a consumer until the last producer is done"),
            new Rule("ArrayBlockingQueue", "take", "send an end marker, or interrupt the consumer when its owner ends"),
            new Rule("LinkedBlocking*", "take", "send an end marker, or interrupt the consumer when its owner ends"),
            new Rule(
                    "PriorityBlockingQueue",
                    "take",
                    "send an end marker, or interrupt the consumer when its owner ends"),
            new Rule("CountDownLatch", "await", "count down in a finally block on every path, or await with a timeout"),
            new Rule("CyclicBarrier", "await", "await with a timeout, and reset the barrier when a party fails"),
            new Rule("Phaser", "", "arriveAndDeregister in a finally block, or await with a timeout"),
            new Rule("Semaphore", "acquire", "release in a finally block, or tryAcquire with a timeout"),
            new Rule("CompletableFuture", "", "complete it on every path, or orTimeout, or get with a timeout"),
            new Rule("FutureTask", "get", "get with a timeout, and cancel the future when its owner ends"),
            new Rule("ForkJoinTask", "", "join with a timeout, and do not wait within the pool for the pool"),
            new Rule(
                    "Thread",
                    "sleep",
                    "keep the thread and interrupt it when its owner ends, or use a shared scheduler"),
            new Rule("Thread", "join", "join with a timeout, and interrupt what is waited for"),
            new Rule(
                    "Object",
                    "wait",
                    "notify in a finally block, or wait with a timeout in a loop that checks the condition"),
            new Rule("AbstractQueuedSynchronizer*", "await", "signal in a finally block, or await with a timeout"),
            new Rule("ReentrantLock", "lock", "unlock in a finally block, or tryLock with a timeout"),
            new Rule("ReentrantReadWriteLock*", "lock", "unlock in a finally block, or tryLock with a timeout"),
            new Rule("StampedLock", "", "unlock in a finally block; this lock is not reentrant"),
            new Rule("LockSupport", "park", "keep the thread, and unpark or interrupt it when its owner ends"));

    private Advice() {}

    static String of(Standstill.Kind kind) {
        return switch (kind) {
            case CYCLE -> "take these locks in the same order everywhere, or tryLock with a timeout and give back";
            case DEAD_OWNER -> "unlock in a finally block";
            case HELD_WHILE_WAITING -> "unlock before waiting, or wait on a Condition of that very lock";
            case STARVED_POOL ->
                "run the inner task in place, or in another pool; do not wait within a pool for the pool";
        };
    }

    static String of(Verdict verdict, Waiting waiting, boolean timed) {
        if (verdict == Verdict.ABANDONED_POOL) {
            return "share one pool, or shut it down in a finally block where it is made";
        }
        String io = IoAdvice.of(waiting);
        if (io != null) {
            // Also of a worker: shutdownNow interrupts, and a read does not heed it.
            return io;
        }
        return verdict == Verdict.UNDEAD_WORKER
                ? "make its tasks end when interrupted, and use shutdownNow"
                : ofTask(waiting.frame(), timed);
    }

    private static String ofTask(@Nullable Frame waitedIn, boolean timed) {
        if (waitedIn != null) {
            String type = waitedIn.className().substring(waitedIn.className().lastIndexOf('.') + 1);
            int nested = type.indexOf('$');
            String outer = nested < 0 ? type : type.substring(0, nested);
            for (Rule rule : RULES) {
                if (rule.matches(outer, waitedIn.methodName())) {
                    return rule.advice();
                }
            }
        }
        return timed
                ? "let the loop look whether its owner is still there, or interrupt the task when its owner ends"
                : "give the wait a timeout, or interrupt the task when its owner ends";
    }
}
