package dev.parkranger.proof;

/**
 * Where records stand that have numbers. HotSpot counts them up from the first, so that mostly a number says itself which
 * one it is; a hundred thousand threads have a million frames.
 */
final class Numbered {

    private final Longs offsets = new Longs();
    private long first;

    /** So many came one after another, before one did not. */
    private int inOrder;

    private final LongToInt others = new LongToInt(8);

    void put(long number, long offset) {
        if (offsets.size() == 0) {
            first = number;
        }
        if (inOrder == offsets.size() && number == first + inOrder) {
            inOrder++;
        } else {
            others.put(number, offsets.size());
        }
        offsets.add(offset);
    }

    /** Negative where there is none of this number. */
    long get(long number) {
        long at = number - first;
        int index = at >= 0 && at < inOrder ? (int) at : others.get(number);
        return index < 0 ? -1 : offsets.get(index);
    }
}
