package dev.parkranger.metrics;

import java.util.concurrent.TimeUnit;

/** What looks have cost. Written by the reaper, read by scrapes. */
public final class LookTimes {

    /** All at one moment. */
    record Taken(long looks, double seconds, double lastSeconds) {}

    private volatile Taken taken = new Taken(0, 0, 0);

    /** Called by the reaper alone. */
    public void took(long nanos) {
        double seconds = (double) nanos / TimeUnit.SECONDS.toNanos(1);
        Taken before = taken;
        taken = new Taken(before.looks + 1, before.seconds + seconds, seconds);
    }

    Taken taken() {
        return taken;
    }
}
