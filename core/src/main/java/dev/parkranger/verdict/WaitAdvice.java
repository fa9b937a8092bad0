package dev.parkranger.verdict;

import dev.parkranger.record.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What mends a wait for others of the same JVM: for each primitive the fix that the healthy twin of its leak shows. */
final class WaitAdvice {

    /**
     * One primitive.
     *
     * @param type simple name of the JDK's class, with or without the nested one that does it; {@code *} at its end for
     *     any ending
     * @param method beginning of its name
     */
    private record Rule(String type, String method, String advice) {

        boolean matches(String simpleName, String outer, String name) {
            boolean typeFits = type.endsWith("*")
                    ? simpleName.startsWith(type.substring(0, type.length() - 1))
                    : simpleName.equals(type) || outer.equals(type);
            return typeFits && name.startsWith(method);
        }
    }

    private static final String BOUNDED_PUT =
            "offer with a timeout, keep a consumer until the last producer is done, or give the queue room for all";
    private static final String TAKE = "send an end marker, or interrupt the consumer when its owner ends";
    private static final String LOCK = "unlock in a finally block, or tryLock with a timeout";

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "SynchronousQueue",
                    "put",
                    "offer with a timeout, hand over through a queue with room for one, or cancel the task when its owner"
                            + " ends"),
            new Rule(
                    "SynchronousQueue",
                    "take",
                    "poll with a timeout, send an end marker, or interrupt the task when its owner ends"),
            new Rule("LinkedTransferQueue", "transfer", "tryTransfer with a timeout, or put, which does not wait"),
            new Rule("LinkedTransferQueue", "take", TAKE),
            new Rule("Exchanger", "", "exchange with a timeout, or interrupt the task when its owner ends"),
            new Rule("ArrayBlockingQueue", "put", BOUNDED_PUT),
            new Rule("LinkedBlocking*", "put", BOUNDED_PUT),
            new Rule("ArrayBlockingQueue", "take", TAKE),
            new Rule("LinkedBlocking*", "take", TAKE),
            new Rule("PriorityBlockingQueue", "take", TAKE),
            new Rule("DelayQueue", "take", TAKE),
            new Rule("ExecutorCompletionService", "take", "take once for each task submitted, or poll with a timeout"),
            new Rule("CountDownLatch", "await", "count down in a finally block on every path, or await with a timeout"),
            new Rule("CyclicBarrier", "await", "await with a timeout, and reset the barrier when a party fails"),
            new Rule("Phaser", "", "arriveAndDeregister in a finally block, or await with a timeout"),
            new Rule(
                    "Semaphore",
                    "acquire",
                    "release in a finally block, or tryAcquire with a timeout; it is not reentrant: who holds it must not"
                            + " acquire again"),
            new Rule("CompletableFuture", "", "complete it on every path, or orTimeout, or get with a timeout"),
            new Rule("FutureTask", "get", "get with a timeout, and cancel the future when its owner ends"),
            new Rule("ForkJoinTask", "", "get with a timeout, and do not wait within the pool for the pool"),
            new Rule("AbstractExecutorService", "invoke", "invokeAll with a timeout"),
            new Rule("ThreadPoolExecutor", "awaitTermination", "shutdownNow, and make its tasks end when interrupted"),
            new Rule("ExecutorService", "close", "shutdownNow, and make its tasks end when interrupted"),
            new Rule("StructuredTaskScope*", "join", "open the scope with a timeout"),
            new Rule(
                    "SubmissionPublisher",
                    "submit",
                    "offer with a timeout instead of submit, and make the subscriber request or cancel"),
            new Rule(
                    "Thread",
                    "sleep",
                    "keep the thread and interrupt it when its owner ends, or use a shared scheduler"),
            new Rule(
                    "TimeUnit",
                    "sleep",
                    "keep the thread and interrupt it when its owner ends, or use a shared scheduler"),
            new Rule(
                    "Thread",
                    "join",
                    "join with a timeout, and interrupt what is waited for; a thread that joins itself waits for ever"),
            new Rule(
                    "Object",
                    "wait",
                    "notifyAll in a finally block, or wait with a timeout in a loop that checks the condition"),
            new Rule(
                    "AbstractQueued*",
                    "await",
                    "signalAll in a finally block, or await with a timeout in a loop that checks the condition"),
            new Rule("ReentrantLock", "lock", LOCK),
            new Rule(
                    "ReentrantReadWriteLock$WriteLock",
                    "lock",
                    "unlock in a finally block, or tryLock with a timeout; a read lock does not become a write lock:"
                            + " release it first"),
            new Rule(
                    "ReentrantReadWriteLock$ReadLock",
                    "lock",
                    LOCK
                            + "; do not wait for anything while it is held, for behind a writer that waits no reader gets in"),
            new Rule(
                    "StampedLock",
                    "readLock",
                    "tryConvertToReadLock where the write lock is held, or unlock in a finally block; this lock is not"
                            + " reentrant"),
            new Rule(
                    "StampedLock",
                    "",
                    "unlock in a finally block, and before calling others' code; this lock is not reentrant: use a"
                            + " ReentrantLock where it must be"),
            new Rule("ProcessImpl", "waitFor", "waitFor with a timeout, and destroy the process"),
            new Rule("PipedInputStream", "", "close the writing end in a finally block"),
            new Rule("PipedOutputStream", "", "read to the end, or close the reading end in a finally block"),
            new Rule("LockSupport", "park", "keep the thread, and unpark or interrupt it when its owner ends"));

    private WaitAdvice() {}

    /** Null where nothing is known of it. */
    static @Nullable String of(Frame waitedIn) {
        String type = waitedIn.className().substring(waitedIn.className().lastIndexOf('.') + 1);
        int nested = type.indexOf('$');
        String outer = nested < 0 ? type : type.substring(0, nested);
        if (waitedIn.className().startsWith("java.")) {
            for (Rule rule : RULES) {
                if (rule.matches(type, outer, waitedIn.methodName())) {
                    return rule.advice();
                }
            }
        }
        return null;
    }
}
