package dev.parkranger.examples;

import java.util.concurrent.TimeUnit;

/** A quote service that answers at once for one symbol, and too late for everything else. */
public final class SlowUpstream {

    /** The one symbol that comes in time. */
    public static final String FAST = "ACME";

    private static final long SLOW_MILLIS = 150;

    public String quote(String symbol) throws InterruptedException {
        if (!symbol.equals(FAST)) {
            TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS);
        }
        return symbol + " 101.50";
    }
}
