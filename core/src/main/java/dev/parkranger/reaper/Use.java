package dev.parkranger.reaper;

import dev.parkranger.record.Frame;
import java.util.List;
import java.util.Set;
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

    /** Who comes back so often in a row has waited with a timeout for some other reason: to connect again, for instance. */
    private static final int RETURNS_OF_NO_CLOCK = 8;

    private static final Set<String> PUTS = Set.of("put", "putFirst", "putLast");

    /** Beginnings of methods' names. */
    private static final List<String> NETWORK = List.of(
            "implWrite", "write", "connect", "implConnect", "finishConnect", "select", "lockAndDoSelect", "doSelect");

    /** Where, and on what, it waited for others when it was last seen to have moved, and how often it has come back to there. */
    private @Nullable List<Frame> home;

    private int homeBlocker;
    private int returns;
    private long wokenNanos;
    private int timedLooks;

    /**
     * It has moved, and waits for others.
     *
     * @param blocker what it waits on, 0 for a socket: that of a task's own making is another one each time
     */
    void isBackIn(List<Frame> wait, int blocker, long now) {
        List<Frame> before = home;
        if (before != null && homeBlocker == blocker && Watch.isSameWait(before, wait)) {
            returns++;
            wokenNanos = now;
            if (returns >= RETURNS_OF_NO_CLOCK) {
                timedLooks = 0;
            }
        } else {
            returns = 0;
        }
        home = wait;
        homeBlocker = blocker;
    }

    /** Whether it waits for what comes from others: no place in a queue, no write, no connection, no selector. */
    static boolean isForWhatComes(List<Frame> stack) {
        for (Frame frame : stack) {
            if (!CodeMap.isJdk(frame.className())) {
                return true;
            }
            if (isOwnDoing(frame)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOwnDoing(Frame frame) {
        String method = frame.methodName();
        String type = frame.className();
        if (type.startsWith("sun.nio.ch.") || type.startsWith("java.net.") || type.startsWith("java.nio.channels.")) {
            return NETWORK.stream().anyMatch(method::startsWith);
        }
        // SynchronousQueue's own transfer does both.
        return PUTS.contains(method)
                || (method.equals("transfer") && type.equals("java.util.concurrent.LinkedTransferQueue"));
    }

    /**
     * It waits with a timeout: then it may wake itself, and an answer that it waits for in between it may have asked for. What
     * is put into a queue or signalled is no answer.
     */
    void hasClock() {
        timedLooks++;
        if (homeBlocker == 0) {
            home = null;
            returns = 0;
            wokenNanos = 0;
        }
    }

    private boolean mayWakeItself() {
        return homeBlocker == 0 && timedLooks >= TIMED_LOOKS;
    }

    /** Where it waits is known, but not who has woken it there until now. */
    void beginsAnew() {
        returns = 0;
        wokenNanos = 0;
        timedLooks = 0;
    }

    /** Whether it serves somebody, whoever that is. */
    boolean isSeen() {
        return returns >= RETURNS && !mayWakeItself();
    }

    /** When it was last found back where it waits for others, having been woken; 0 for never. */
    long wokenNanos() {
        return mayWakeItself() ? 0 : wokenNanos;
    }
}
