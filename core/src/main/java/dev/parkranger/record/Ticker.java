package dev.parkranger.record;

/** Time as records keep it: nanoseconds since the agent started, always above 0, so that 0 can mean "not yet". */
@FunctionalInterface
public interface Ticker {

    long nanos();

    /** The real one. */
    static Ticker system() {
        return new SinceStart(System.nanoTime() - 1);
    }

    /** The system's monotonic clock, counted from an origin. */
    record SinceStart(long origin) implements Ticker {
        @Override
        public long nanos() {
            return System.nanoTime() - origin;
        }
    }
}
