package dev.parkranger.proof;

/** How far each node has been reached. One byte a node. */
final class Marks {

    /** At which stage it was reached, 0 for not yet. */
    private static final int STAGE = 3;

    /** Reaching it may wake somebody. */
    private static final int TRIGGER = 4;

    /** Some thread reaches it, awake or not: the collector leaves it alone. */
    private static final int HELD = 8;

    // For what leaked threads keep: seen by the thread that is followed now, by one before it, by more than one.
    static final int NOW = 16;
    static final int BEFORE = 32;
    static final int SHARED = 64;

    private final byte[] marks;

    Marks(int nodes) {
        marks = new byte[nodes];
    }

    boolean isReached(int node) {
        return (marks[node] & STAGE) != 0;
    }

    void reach(int node, int stage) {
        marks[node] |= (byte) stage;
    }

    boolean isTrigger(int node) {
        return (marks[node] & TRIGGER) != 0;
    }

    void arm(int node) {
        marks[node] |= TRIGGER;
    }

    boolean isHeld(int node) {
        return (marks[node] & HELD) != 0;
    }

    void hold(int node) {
        marks[node] |= HELD;
    }

    boolean has(int node, int mark) {
        return (marks[node] & mark) != 0;
    }

    void set(int node, int mark) {
        marks[node] |= (byte) mark;
    }

    void clear(int node, int mark) {
        marks[node] &= (byte) ~mark;
    }
}
