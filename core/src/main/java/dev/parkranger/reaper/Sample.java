package dev.parkranger.reaper;

/**
 * A thread's state, read without its stack.
 *
 * @param waits times it has waited, as the JVM counts; -1 for virtual threads, where nobody does
 * @param blocks times it has blocked; -1 likewise
 * @param blocker identity hash of what it is parked on, 0 for nothing known
 * @param blockerClass of the same, empty for nothing known
 */
record Sample(Thread.State state, long waits, long blocks, int blocker, String blockerClass) {

    boolean isParked() {
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING || state == Thread.State.BLOCKED;
    }

    boolean isTimed() {
        return state == Thread.State.TIMED_WAITING;
    }

    boolean isCounted() {
        return waits >= 0;
    }

    /** Certainly still in the very wait of the other sample; only counts can tell. */
    boolean isSameWaitAs(Sample other) {
        return isCounted() && waits == other.waits && blocks == other.blocks && state == other.state;
    }

    /** On the very object; the wait itself may be a new one. */
    boolean isParkedOnSameAs(Sample other) {
        return blocker != 0 && blocker == other.blocker && resembles(other);
    }

    boolean resembles(Sample other) {
        return state == other.state && blockerClass.equals(other.blockerClass);
    }
}
