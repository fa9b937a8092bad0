package dev.parkranger.record;

import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Submissions that have not begun, found by the identity of what was submitted. Thread-safe without a lock.
 *
 * <p>The JDK's pools and those of libraries have one each: the JDK tells every task's begin, of others it is seen only
 * where their own code calls the very runnable.
 */
final class Submissions {

    private static final int MAX_TAKE_ATTEMPTS = 64;

    private final NodeTable<RunRecord> queued;
    private final int maxLine;
    private final int maxWaiting;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger queuedForkJoin = new AtomicInteger();
    private volatile boolean forkJoinSeen;
    private volatile boolean forkJoinRan;

    /**
     * @param expected how many at most
     * @param maxLine how many submissions of one runnable may wait; beyond, the oldest is forgotten
     * @param maxWaiting how many may wait before there is no {@link #hasRoom room}
     */
    Submissions(int expected, int maxLine, int maxWaiting) {
        this.queued = new NodeTable<>(expected);
        this.maxLine = maxLine;
        this.maxWaiting = maxWaiting;
    }

    /** Where submissions are known to leave the pool in one way or another, and so need no bounds. */
    static Submissions unbounded(int expected) {
        return new Submissions(expected, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    boolean hasRoom() {
        return waiting.get() < maxWaiting;
    }

    NodeTable<RunRecord> table() {
        return queued;
    }

    int queuedForkJoin() {
        return queuedForkJoin.get();
    }

    boolean forkJoinSeen() {
        return forkJoinSeen;
    }

    boolean forkJoinRan() {
        return forkJoinRan;
    }

    void queue(Object task, RunRecord run) {
        if (task instanceof ForkJoinTask) {
            queuedForkJoin.incrementAndGet();
            forkJoinSeen = true;
        }
        count(1);
        int hash = run.hash();
        for (RunRecord entry = queued.first(hash); entry != null; entry = queued.after(entry)) {
            if (entry.hash() == hash
                    && entry.isInLane(RunRecord.lane(run.pool()))
                    && entry.refersTo(task)
                    && entry.follow(run)) {
                if (entry.isLongerThan(maxLine)) {
                    takeFrom(entry, false);
                }
                return;
            }
        }
        queued.add(run);
    }

    /**
     * The oldest submission of the task that has not begun, now taken; null where there is none.
     *
     * @param pool that takes it; null where any will do
     */
    @Nullable
    RunRecord take(Object task, @Nullable PoolRecord pool) {
        return take(task, pool, false);
    }

    /** The newest submission of the task to the pool, which has refused it. */
    @Nullable
    RunRecord takeRefused(Object task, @Nullable PoolRecord pool) {
        return take(task, pool, true);
    }

    /**
     * Takes this very submission back, which whoever made it knows to have gone elsewhere. Not the newest of its runnable:
     * another thread may have handed that over in between, for somebody else.
     *
     * @return false when it has begun, or ended
     */
    boolean takeBack(RunRecord run) {
        if (!run.claim()) {
            return false;
        }
        count(-1);
        if (run.isForkJoin()) {
            queuedForkJoin.decrementAndGet();
        }
        int hash = run.hash();
        for (RunRecord entry = queued.first(hash); entry != null; entry = queued.after(entry)) {
            if (entry.hash() == hash && (entry == run || entry.dropFollower(run))) {
                if (entry.closeIfTaken()) {
                    queued.remove(entry);
                }
                break;
            }
        }
        return true;
    }

    private @Nullable RunRecord take(Object task, @Nullable PoolRecord pool, boolean newest) {
        int lane = RunRecord.lane(pool);
        int hash = System.identityHashCode(task);
        for (int attempt = 0; attempt < MAX_TAKE_ATTEMPTS; attempt++) {
            RunRecord oldest = null;
            for (RunRecord entry = queued.first(hash); entry != null; entry = queued.after(entry)) {
                if (entry.hash() == hash
                        && (pool == null || entry.isInLane(lane))
                        && entry.hasWaiting()
                        && entry.refersTo(task)) {
                    oldest = entry;
                }
            }
            if (oldest == null) {
                return null;
            }
            RunRecord taken = takeFrom(oldest, newest);
            if (taken != null) {
                if (task instanceof ForkJoinTask) {
                    queuedForkJoin.decrementAndGet();
                    forkJoinRan = true;
                }
                return taken;
            }
        }
        return null;
    }

    private void count(int more) {
        if (maxWaiting < Integer.MAX_VALUE) {
            waiting.addAndGet(more);
        }
    }

    @Nullable
    RunRecord takeFrom(RunRecord entry, boolean newest) {
        RunRecord taken = newest ? entry.takeNewest() : entry.take();
        if (taken != null) {
            count(-1);
        }
        if (entry.closeIfTaken()) {
            queued.remove(entry);
        }
        return taken;
    }

    /** Takes the oldest of an entry that has left its pool without running; null when none is left. */
    @Nullable
    RunRecord discardOne(RunRecord entry) {
        RunRecord taken = takeFrom(entry, false);
        if (taken != null && taken.isForkJoin()) {
            queuedForkJoin.decrementAndGet();
        }
        return taken;
    }
}
