package dev.parkranger.reaper;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * How whoever goes through all threads gives way to the application: a short while at a time, with rests between. What
 * counts is that a request which has to wait for it waits for less than it takes itself anyway; so it is many short
 * rests, not few long ones. Good for one run.
 */
public final class Breaths {

    /** A request's worth on the processor. */
    private static final long SLICE_NANOS = 100_000;

    private static final long REST_NANOS = 400_000;

    /** Once all rests are used up: still others get their turn on this processor. */
    private static final long HURRIED_SLICE_NANOS = 1_000_000;

    private static final long HURRIED_REST_NANOS = 50_000;

    /** So that of the requests that are under way at any load less than one in a hundred is met by a stop. */
    private static final long STOP_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(55);

    /** Still several times as long as a stop. */
    private static final long HURRIED_STOP_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** In all: those who wait for what is read give up after ten seconds, most of which reading may take. */
    private static final long ALL_NANOS = TimeUnit.MILLISECONDS.toNanos(3_500);

    private final LongSupplier clock;
    private final LongConsumer sleep;
    private long resumed;
    private long left = ALL_NANOS;

    public Breaths() {
        this(System::nanoTime, LockSupport::parkNanos);
    }

    Breaths(LongSupplier clock, LongConsumer sleep) {
        this.clock = clock;
        this.sleep = sleep;
        this.resumed = clock.getAsLong();
    }

    /** Rests when it is time to; to be called often, after what has stopped nobody. */
    public void breathe() {
        boolean hurried = left <= 0;
        if (clock.getAsLong() - resumed >= (hurried ? HURRIED_SLICE_NANOS : SLICE_NANOS)) {
            rest(hurried ? HURRIED_REST_NANOS : REST_NANOS);
        }
    }

    /**
     * Rests after the application was stopped.
     *
     * @param stops how many there are in all, so that the last rests are no shorter than the first
     */
    void afterStop(long stops) {
        long share = Math.min(STOP_REST_NANOS, ALL_NANOS / Math.max(1, stops));
        rest(left <= 0 ? HURRIED_STOP_REST_NANOS : Math.max(HURRIED_STOP_REST_NANOS, share));
    }

    private void rest(long nanos) {
        long begun = clock.getAsLong();
        sleep.accept(nanos);
        resumed = clock.getAsLong();
        left -= resumed - begun;
    }
}
