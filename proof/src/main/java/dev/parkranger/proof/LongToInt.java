package dev.parkranger.proof;

import java.util.Arrays;

/** From addresses to numbers, without an object for each; open addressing, never more than half full. */
final class LongToInt {

    static final int NONE = -1;

    private long[] keys;
    private int[] values;
    private int size;

    LongToInt(int expected) {
        int capacity = Integer.highestOneBit(Math.max(8, expected) * 2 - 1) << 1;
        keys = new long[capacity];
        values = new int[capacity];
        Arrays.fill(values, NONE);
    }

    int size() {
        return size;
    }

    int get(long key) {
        int at = slot(key);
        while (values[at] != NONE) {
            if (keys[at] == key) {
                return values[at];
            }
            at = (at + 1) & (keys.length - 1);
        }
        return NONE;
    }

    /** Values are not negative. */
    void put(long key, int value) {
        if (size * 2 >= keys.length) {
            grow();
        }
        int at = slot(key);
        while (values[at] != NONE && keys[at] != key) {
            at = (at + 1) & (keys.length - 1);
        }
        size += values[at] == NONE ? 1 : 0;
        keys[at] = key;
        values[at] = value;
    }

    /** For each entry, in no order. */
    void each(Entry entry) {
        for (int i = 0; i < keys.length; i++) {
            if (values[i] != NONE) {
                entry.of(keys[i], values[i]);
            }
        }
    }

    interface Entry {
        void of(long key, int value);
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & (keys.length - 1);
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new int[oldKeys.length * 2];
        Arrays.fill(values, NONE);
        size = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != NONE) {
                put(oldKeys[i], oldValues[i]);
            }
        }
    }
}
