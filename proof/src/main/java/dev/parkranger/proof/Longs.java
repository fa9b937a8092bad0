package dev.parkranger.proof;

/** Long numbers in a row, in blocks: growing copies nothing, and each block can be let go of once it was read. */
final class Longs {

    private static final int BLOCK_BITS = 16;
    private static final int BLOCK = 1 << BLOCK_BITS;

    private int[][] low = new int[16][];
    private byte[][] high = new byte[16][];
    private int size;

    int size() {
        return size;
    }

    /** Up to five bytes of it: a terabyte. */
    void add(long value) {
        int block = size >>> BLOCK_BITS;
        if (block == low.length) {
            low = java.util.Arrays.copyOf(low, block * 2);
            high = java.util.Arrays.copyOf(high, block * 2);
        }
        set(size, value);
        size++;
    }

    long get(int index) {
        int block = index >>> BLOCK_BITS;
        int at = index & (BLOCK - 1);
        long value = low[block][at] & 0xFFFF_FFFFL;
        byte[] upper = high[block];
        return upper == null ? value : value | (upper[at] & 0xFFL) << 32;
    }

    void set(int index, long value) {
        int block = index >>> BLOCK_BITS;
        int at = index & (BLOCK - 1);
        if (low[block] == null) {
            low[block] = new int[BLOCK];
        }
        low[block][at] = (int) value;
        if (value >>> 32 != 0) {
            if (high[block] == null) {
                high[block] = new byte[BLOCK];
            }
            high[block][at] = (byte) (value >>> 32);
        }
    }

    void append(Longs more) {
        for (int i = 0; i < more.size; i++) {
            add(more.get(i));
        }
    }

    /** Room for so many, which takes memory where numbers are set. */
    static Longs room(int count) {
        Longs longs = new Longs();
        int blocks = Math.max(1, (count + BLOCK - 1) >>> BLOCK_BITS);
        longs.low = new int[blocks][];
        longs.high = new byte[blocks][];
        longs.size = count;
        return longs;
    }

    /** Whoever has read past this index and will not come back. */
    void release(int index) {
        if ((index & (BLOCK - 1)) == BLOCK - 1) {
            int block = index >>> BLOCK_BITS;
            low[block] = new int[0];
            high[block] = new byte[0];
        }
    }
}
