package dev.parkranger.proof;

import java.util.Arrays;

/**
 * Numbers pages of the heap as they come. A heap mostly lies in one piece: once all are known a page is found by its
 * distance from the first one, without a hash.
 */
final class PageIndex {

    /** More gaps than that, and hashing takes less memory. */
    private static final int MAX_GAPS = 8;

    private static final int SMALL = 1 << 16;

    private LongToInt indexes = new LongToInt(1024);
    private long[] pages = new long[1024];
    private int size;
    private long first;
    private int[] direct = new int[0];

    int size() {
        return size;
    }

    /** By its index. */
    long page(int index) {
        return pages[index];
    }

    /** Of one that is new; returns its index. */
    int add(long page) {
        if (size == pages.length) {
            pages = Arrays.copyOf(pages, size * 2);
        }
        pages[size] = page;
        indexes.put(page, size);
        return size++;
    }

    /** Negative for one that was never added. */
    int of(long page) {
        if (direct.length > 0) {
            long at = page - first;
            return at >= 0 && at < direct.length ? direct[(int) at] : LongToInt.NONE;
        }
        return indexes.get(page);
    }

    /** No more are added. */
    void seal() {
        long lowest = Long.MAX_VALUE;
        long highest = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            lowest = Math.min(lowest, pages[i]);
            highest = Math.max(highest, pages[i]);
        }
        // A part of an address is never negative: this does not overflow.
        long span = highest - lowest + 1;
        if (size > 0 && span <= (long) MAX_GAPS * size + SMALL) {
            first = lowest;
            direct = new int[(int) span];
            Arrays.fill(direct, LongToInt.NONE);
            for (int i = 0; i < size; i++) {
                direct[(int) (pages[i] - lowest)] = i;
            }
            indexes = new LongToInt(8);
        }
    }
}
