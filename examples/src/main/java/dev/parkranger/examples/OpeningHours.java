package dev.parkranger.examples;

import java.util.concurrent.TimeUnit;

/** How long an example stays up to be looked at: the system property {@code example.seconds}, else its own default. */
public final class OpeningHours {

    private static final String PROPERTY = "example.seconds";

    private final long closingTime;

    private OpeningHours(long seconds) {
        closingTime = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }

    /** Opens now. */
    public static OpeningHours ofSeconds(int defaultSeconds) {
        var value = System.getProperty(PROPERTY);
        return new OpeningHours(value == null ? defaultSeconds : Numbers.atLeastOne("-D" + PROPERTY, value));
    }

    public boolean open() {
        return nanosLeft() > 0;
    }

    public void awaitClosingTime() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanosLeft());
    }

    /** Ends the JVM, which would never end by itself: leaked threads hold it up for ever. */
    public void close(int status) {
        System.exit(status);
    }

    private long nanosLeft() {
        return closingTime - System.nanoTime();
    }
}
