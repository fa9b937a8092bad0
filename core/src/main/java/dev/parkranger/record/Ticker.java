package dev.parkranger.record;

/** Time as records keep it: nanoseconds since the agent started, always above 0, so that 0 can mean "not yet". */
@FunctionalInterface
public interface Ticker {

    long nanos();

    /**
     * The time of the last look, for what need be known no better: reading the clock is a good part of what the start of a
     * virtual thread may cost.
     */
    default long coarse() {
        return nanos();
    }

    /** Called by the reaper as it begins a look. */
    default void look() {}

    /** The real one. */
    static Ticker system() {
        return new SinceStart(System.nanoTime() - 1);
    }

    /** The system's monotonic clock, counted from an origin. */
    final class SinceStart implements Ticker {

        private final long origin;
        private volatile long looked = 1;

        SinceStart(long origin) {
            this.origin = origin;
        }

        @Override
        public long nanos() {
            return System.nanoTime() - origin;
        }

        @Override
        public long coarse() {
            return looked;
        }

        @Override
        public void look() {
            looked = nanos();
        }
    }
}
