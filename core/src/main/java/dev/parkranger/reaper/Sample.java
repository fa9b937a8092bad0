package dev.parkranger.reaper;

/**
 * A thread's state, read without its stack.
 *
 * @param waits times it has waited, as the JVM counts; of a virtual thread times it was resumed, as we do
 * @param blocks times it has blocked; 0 for virtual threads
 * @param cpuNanos processor time it has used; {@link #UNKNOWN} for virtual threads, and where it is not measured
 * @param blocker identity hash of what it is parked on, 0 for nothing known
 * @param blockerClass of the same, empty for nothing known
 */
record Sample(Thread.State state, long waits, long blocks, long cpuNanos, int blocker, String blockerClass) {

    /** Processor time that nobody knows. */
    static final long UNKNOWN = -1;

    /** Of a thread that was not seen yet. */
    static final Sample NONE = new Sample(Thread.State.RUNNABLE, 0, 0, UNKNOWN, 0, "");

    boolean isParked() {
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING || state == Thread.State.BLOCKED;
    }

    boolean isTimed() {
        return state == Thread.State.TIMED_WAITING;
    }

    /** Whether it runs, as it did, for all that the counts tell; processor time will tell more. */
    boolean isStillRunning(Sample before) {
        return state == Thread.State.RUNNABLE && isSameWaitAs(before);
    }

    /** Still in the very wait of the other sample. */
    boolean isSameWaitAs(Sample other) {
        return waits == other.waits && blocks == other.blocks && state == other.state;
    }

    /**
     * Whether it waits, without a timeout, for what others have for it. A lock is waited for by who has work of its own, and
     * so are permits.
     */
    boolean isForOthers() {
        return state == Thread.State.WAITING
                && !blockerClass.startsWith("java.util.concurrent.locks.Reentrant")
                && !blockerClass.startsWith("java.util.concurrent.locks.StampedLock")
                && !blockerClass.startsWith("java.util.concurrent.Semaphore");
    }

    boolean resembles(Sample other) {
        return state == other.state && blockerClass.equals(other.blockerClass);
    }
}
