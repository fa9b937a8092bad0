package dev.parkranger.record;

/** Time as records keep it: nanoseconds since the agent started, always above 0, so that 0 can mean "not yet". */
@FunctionalInterface
public interface Ticker {

    long nanos();

    /** The real one. */
    static Ticker system() {
        long origin = System.nanoTime() - 1;
        return () -> System.nanoTime() - origin;
    }
}
