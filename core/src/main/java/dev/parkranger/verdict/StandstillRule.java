package dev.parkranger.verdict;

import dev.parkranger.reaper.Look;
import dev.parkranger.reaper.Progress;
import dev.parkranger.reaper.Standstill;
import dev.parkranger.reaper.TaskFacts;
import dev.parkranger.record.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What makes a standstill a deadlock. A ring of locks, or a lock whose owner has ended, is one as soon as it is seen twice:
 * nothing can undo it. The others might come right after all, and are given time.
 */
final class StandstillRule {

    /** What one waits in for another task. */
    private static final Set<String> FUTURES = Set.of(
            "java.util.concurrent.FutureTask",
            "java.util.concurrent.CompletableFuture",
            "java.util.concurrent.ForkJoinTask",
            "java.util.concurrent.CountDownLatch",
            "java.util.concurrent.AbstractExecutorService",
            "java.util.concurrent.ThreadPoolExecutor",
            "java.util.concurrent.ExecutorCompletionService");

    private StandstillRule() {}

    static boolean isOne(Standstill standstill, Look look) {
        for (Standstill.Held held : standstill.members()) {
            if (held.task().progress() != Progress.INERT || held.task().timed()) {
                return false;
            }
        }
        return switch (standstill.kind()) {
            case CYCLE, DEAD_OWNER -> true;
            case HELD_WHILE_WAITING -> isHeldWhileWaiting(standstill, look);
            case STARVED_POOL -> isStarved(standstill, look);
        };
    }

    /** Whoever of a ring was started first: its report begins with the same line each time. */
    static Standstill fromItsCause(Standstill standstill) {
        List<Standstill.Held> members = new ArrayList<>(standstill.members());
        int first = 0;
        for (int i = 1; i < members.size(); i++) {
            first = cause(members.get(i)).compareTo(cause(members.get(first))) < 0 ? i : first;
        }
        Collections.rotate(members, -first);
        return new Standstill(standstill.kind(), members, standstill.victims());
    }

    private static String cause(Standstill.Held held) {
        return Cause.of(Verdict.DEADLOCK, held.task()).toString();
    }

    static Confidence confidence(Standstill standstill, Look look) {
        return switch (standstill.kind()) {
            case CYCLE, DEAD_OWNER -> Confidence.LEAK;
            // Somebody else may send what is waited for.
            case HELD_WHILE_WAITING -> Confidence.SUSPECT;
            case STARVED_POOL ->
                isSureOfStarving(standstill) && stoodStill(standstill) >= look.windowNanos()
                        ? Confidence.LEAK
                        : Confidence.SUSPECT;
        };
    }

    /**
     * A lock held, without end, by one who waits for a message, and wanted by others. Some server may really take that long
     * to answer; for a whole window with a crowd before the lock it is at least worth a look.
     */
    private static boolean isHeldWhileWaiting(Standstill standstill, Look look) {
        TaskFacts holder = standstill.members().get(0).task();
        Frame waitedIn = holder.waiting().frame();
        boolean message = waitedIn != null
                && (waitedIn.className().startsWith("java.util.concurrent.") || isWait(waitedIn))
                && holder.waiting().state() == Thread.State.WAITING;
        if (!message || standstill.victims().isEmpty() || stoodStill(standstill) < look.windowNanos()) {
            return false;
        }
        boolean waitedFor = false;
        boolean takesTurns = true;
        for (Standstill.Held victim : standstill.victims()) {
            takesTurns &= isAlike(victim.task(), holder);
            if (isPastGrace(victim.task(), look)) {
                // It has long been told as an orphan, and surer than this is: one task, one group.
                return false;
            }
            waitedFor |=
                    victim.task().progress() == Progress.INERT && victim.task().parkedNanos() >= look.windowNanos();
        }
        return waitedFor && !takesTurns && !isPastGrace(holder, look);
    }

    /** Consumers that take turns: the one with the lock waits for the next item, the others, just like it, for the lock. */
    private static boolean isAlike(TaskFacts victim, TaskFacts holder) {
        Frame one = victim.waiting().applicationFrame();
        Frame other = holder.waiting().applicationFrame();
        return one != null
                && other != null
                && one.className().equals(other.className())
                && one.methodName().equals(other.methodName())
                && Objects.equals(victim.created().blamed(), holder.created().blamed());
    }

    private static boolean isPastGrace(TaskFacts task, Look look) {
        return task.ownerEndedNanos() != 0 && look.now() - task.ownerEndedNanos() > look.graceNanos();
    }

    private static boolean isWait(Frame frame) {
        return frame.className().equals("java.lang.Object")
                && frame.methodName().startsWith("wait");
    }

    private static boolean isStarved(Standstill standstill, Look look) {
        boolean orphaned = true;
        for (Standstill.Held held : standstill.members()) {
            if (!isFuture(held.task().waiting().frame())) {
                return false;
            }
            orphaned &= isPastGrace(held.task(), look);
        }
        // What is orphaned is told in any case: better at once as what it is. Who waits at a latch or for a stage may
        // as well wait for work that is done elsewhere, and have a task of its own in the queue besides.
        long patience = isSureOfStarving(standstill) ? look.graceNanos() : look.windowNanos();
        return orphaned || stoodStill(standstill) > patience;
    }

    /** Each waits for a future, which the look has found in the queue. */
    private static boolean isSureOfStarving(Standstill standstill) {
        for (Standstill.Held held : standstill.members()) {
            Frame frame = held.task().waiting().frame();
            if (frame == null || !Cause.outermost(frame.className()).equals("java.util.concurrent.FutureTask")) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFuture(@Nullable Frame frame) {
        return frame != null && FUTURES.contains(Cause.outermost(frame.className()));
    }

    /** For how long all members have. */
    private static long stoodStill(Standstill standstill) {
        long shortest = Long.MAX_VALUE;
        for (Standstill.Held held : standstill.members()) {
            shortest = Math.min(shortest, held.task().parkedNanos());
        }
        return shortest;
    }
}
