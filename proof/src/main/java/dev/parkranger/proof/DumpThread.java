package dev.parkranger.proof;

/** A thread as the dump has it. */
final class DumpThread {

    /** How it stood when the dump was taken. */
    enum State {
        /** Parked without a time limit. */
        PARKED,
        /** In {@code Object.wait()} without a time limit. */
        WAITING,
        /** Wants a monitor. */
        BLOCKED,
        /** Has ended. */
        ENDED,
        /** Anything else: it runs, or will go on by itself. */
        AWAKE
    }

    final long object;
    final int serial;
    final long trace;

    int node = -1;
    long tid;
    boolean virtual;
    State state = State.AWAKE;
    boolean interrupted;
    /** Its next wait ends at once; only a virtual thread's shows in a dump. */
    boolean permit;

    DumpThread(long object, int serial, long trace) {
        this.object = object;
        this.serial = serial;
        this.trace = trace;
    }
}
