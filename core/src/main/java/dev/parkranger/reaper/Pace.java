package dev.parkranger.reaper;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps looks within a hundredth of one core, by putting off the next one. An account: it fills by a hundredth of the time
 * that passes and is charged with what each look takes. It begins full, for the first looks run code that is not compiled
 * yet and say nothing of those to come. For one thread.
 */
public final class Pace {

    private static final int SHARE = 100;

    /** What can be saved up: a look that is asked for now and then is not paid for by those that follow. */
    private static final long FULL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private long accountNanos = FULL_NANOS;
    private long settledAt;
    private boolean saidStretched;

    /** An account that begins at the time given, in ticker time. */
    public Pace(long now) {
        settledAt = now;
    }

    /** The processor time of the thread that asks, in nanoseconds; real time where the JVM does not tell. */
    public static long processorNanos() {
        try {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            if (threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()) {
                return threads.getCurrentThreadCpuTime();
            }
        } catch (LinkageError e) {
            // A runtime without the module java.management.
        }
        return System.nanoTime();
    }

    /**
     * Charges a look.
     *
     * @param tookNanos of processor time
     * @param now in ticker time
     */
    public void looked(long tookNanos, long now) {
        long filled = accountNanos + Math.max(0, now - settledAt) / SHARE;
        accountNanos = Math.min(FULL_NANOS, filled) - Math.max(0, tookNanos);
        settledAt = now;
    }

    /** How long to wait for the next look: the interval, or longer, until what the looks took has been made up for. */
    public long waitNanos(long intervalNanos) {
        return Math.max(intervalNanos, accountNanos >= 0 ? 0 : -accountNanos * SHARE);
    }

    /** What to say of it: that looks come more seldom than they should, or do no more; null while nothing has changed. */
    public @Nullable String news(long intervalNanos, long tookNanos) {
        boolean stretched = waitNanos(intervalNanos) > intervalNanos;
        if (stretched == saidStretched) {
            return null;
        }
        // Near the limit the account is overdrawn and made up for in turns; it is said to be well when it is full
        // again.
        if (!stretched && accountNanos < FULL_NANOS / 2) {
            return null;
        }
        saidStretched = stretched;
        if (!stretched) {
            return "looks are made at their interval again";
        }
        return "a look takes " + TimeUnit.NANOSECONDS.toMillis(tookNanos)
                + " ms of processor time; the interval is stretched, so that looks take no more than a hundredth of one core";
    }
}
