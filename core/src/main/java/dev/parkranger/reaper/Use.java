package dev.parkranger.reaper;

import dev.parkranger.record.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether others have use for a task whose owner has ended: again and again it was woken and has come back to where it waits
 * for the next time, as the reader of a pooled connection does. See docs/decisions/0017-in-use.md.
 */
final class Use {

    /** Once may be the last thing that its owner had for it. */
    private static final int RETURNS = 2;

    /** Found so often in a wait with a timeout, it has a clock of its own: a poller, a heartbeat. */
    private static final int TIMED_LOOKS = 2;

    /** Where, and on what, it waited for others when it was last seen to have moved, and how often it has come back to there. */
    private @Nullable List<Frame> home;

    private int homeBlocker;
    private int returns;
    private long wokenNanos;
    private int timedLooks;

    /**
     * It has moved, and waits for others.
     *
     * @param blocker what it waits on: that of a task's own making is another one each time
     */
    void isBackIn(List<Frame> wait, int blocker, long now) {
        List<Frame> before = home;
        if (before != null && homeBlocker == blocker && Watch.isSameWait(before, wait)) {
            returns++;
            wokenNanos = now;
        } else {
            returns = 0;
        }
        home = wait;
        homeBlocker = blocker;
    }

    /** It waits with a timeout: then it may wake itself, and what it waits for in between it may have asked for. */
    void hasClock() {
        forgetReturns();
        timedLooks++;
    }

    void forget() {
        forgetReturns();
        timedLooks = 0;
    }

    private void forgetReturns() {
        home = null;
        returns = 0;
        wokenNanos = 0;
    }

    /** Whether it serves somebody, whoever that is. */
    boolean isSeen() {
        return returns >= RETURNS && timedLooks < TIMED_LOOKS;
    }

    /** When it was last found back where it waits for others, having been woken; 0 for never. */
    long wokenNanos() {
        return timedLooks < TIMED_LOOKS ? wokenNanos : 0;
    }
}
