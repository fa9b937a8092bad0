package dev.parkranger.verdict;

import dev.parkranger.reaper.Standstill;
import dev.parkranger.reaper.Waiting;
import dev.parkranger.record.Frame;
import org.jspecify.annotations.Nullable;

/** What usually mends it, by what it is and what is waited in. */
final class Advice {

    private Advice() {}

    /** Of what was interrupted and went on: whatever it waits for, it was told to stop. */
    static final String SWALLOWED =
            "let InterruptedException end the task where it waits: it is caught there, and the wait begun anew";

    static String of(Standstill.Kind kind) {
        return switch (kind) {
            case CYCLE -> "take these locks in the same order everywhere, or tryLock with a timeout and give back";
            case DEAD_OWNER ->
                "unlock in a finally block wherever this lock is taken: the thread that kept it is not among these";
            case HELD_WHILE_WAITING -> "unlock before waiting, or wait on a Condition of that very lock";
            case STARVED_POOL ->
                "run the inner task in place, or in another pool; do not wait within a pool for the pool";
        };
    }

    /**
     * Of what does not stand still for a lock.
     *
     * @param poolClass class of the pools that it is about, empty for tasks
     */
    static String of(Verdict verdict, String poolClass, Waiting waiting, boolean timed) {
        if (verdict == Verdict.ABANDONED_POOL || (verdict == Verdict.GROWING_SITE && !poolClass.isEmpty())) {
            return ofPool(poolClass);
        }
        String io = IoAdvice.of(waiting);
        if (io != null) {
            // Also of a worker: shutdownNow interrupts, and a read does not heed it.
            return timed ? shorter(io) : io;
        }
        if (verdict == Verdict.UNDEAD_WORKER) {
            return "make its tasks end when interrupted (restore the interrupt where it is caught), and use shutdownNow";
        }
        return waiting.state() == Thread.State.BLOCKED
                ? "do not wait within synchronized for what others do, or use a ReentrantLock and tryLock with a timeout"
                : ofTask(waiting.frame(), timed);
    }

    private static String ofPool(String poolClass) {
        return switch (poolClass) {
            case "java.util.Timer" -> "share one Timer, or cancel it in a finally block where it is made";
            case "java.util.concurrent.ScheduledThreadPoolExecutor" ->
                "share one scheduler and cancel the task, or shut it down in a finally block where it is made";
            default -> "share one pool, or shut it down in a finally block where it is made";
        };
    }

    /** To give a timeout to what has one is no help. */
    private static String shorter(String advice) {
        return advice.replace("with a timeout", "with a shorter timeout")
                .replace("set a read timeout", "set a shorter read timeout")
                .replace("set a timeout", "set a shorter timeout");
    }

    private static String ofTask(@Nullable Frame waitedIn, boolean timed) {
        String known = waitedIn == null ? null : WaitAdvice.of(waitedIn);
        if (known != null) {
            return timed ? shorter(known) : known;
        }
        return timed
                ? "let the loop look whether its owner is still there, or interrupt the task when its owner ends"
                : "give the wait a timeout, or interrupt the task when its owner ends";
    }
}
