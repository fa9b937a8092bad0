package dev.parkranger.reaper;

/**
 * Whose turn it is, of the threads that are known to wake only to fall back into the same wait, to have its stack read
 * again. Few have it at each look; of many each has it once in so many looks that those of one look are no more than allowed.
 */
final class Idlers {

    private final int most;
    private int seen;
    private long looks;
    private int oneIn = 1;

    /** @param most stacks of theirs that a look should read, by the number of them at the look before */
    Idlers(int most) {
        this.most = most;
    }

    void begin() {
        oneIn = 1 + seen / (most + 1);
        seen = 0;
        looks++;
    }

    boolean isTurnOf(long tid) {
        seen++;
        return (tid + looks) % oneIn == 0;
    }
}
