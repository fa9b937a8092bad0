package dev.parkranger.proof;

import java.util.Arrays;

/** Numbers in a row; a list or a stack. */
final class Ints {

    private int[] values = new int[64];
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int get(int at) {
        return values[at];
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    int pop() {
        return values[--size];
    }

    void clear() {
        size = 0;
    }
}
