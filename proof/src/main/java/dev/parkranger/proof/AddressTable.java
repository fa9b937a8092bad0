package dev.parkranger.proof;

import java.util.Arrays;

/**
 * From addresses to the numbers of nodes. For each 32 KiB of heap in use it keeps a bitmap of where nodes begin, and how
 * many begin before each 64th of it: 640 bytes, and a look-up takes one hash and one bit count.
 */
final class AddressTable {

    private static final int PAGE_BITS = 15;
    private static final int WORDS = (1 << PAGE_BITS) / 8 / 64;

    private static final long[] NONE = {};

    private final LongToInt pages = new LongToInt(1024);
    private long[][] bits = new long[1024][];
    private long[][] leaves = new long[0][];
    private short[][] ranks = new short[0][];
    private int[] first = new int[0];
    private int count;
    private long[] begins = new long[1024];
    private long[] ends = new long[1024];
    private long lastPage = -1;
    private int lastIndex;

    /** Notes where in the dump an object stands, node or not. */
    void pass(long address, long offset) {
        page(address);
        begins[lastIndex] = Math.min(begins[lastIndex], offset);
        ends[lastIndex] = Math.max(ends[lastIndex], offset);
    }

    /** Notes that the object at this address is a node. */
    void add(long address) {
        page(address);
        int word = (int) (address >>> 9) & (WORDS - 1);
        bits[lastIndex][word] |= 1L << (address >>> 3);
    }

    private void page(long address) {
        long page = address >>> PAGE_BITS;
        if (page != lastPage) {
            lastPage = page;
            lastIndex = pages.get(page);
            if (lastIndex < 0) {
                open(page);
            }
        }
    }

    private void open(long page) {
        lastIndex = pages.size();
        pages.put(page, lastIndex);
        if (lastIndex == bits.length) {
            int more = lastIndex + (lastIndex >> 1);
            bits = Arrays.copyOf(bits, more);
            begins = Arrays.copyOf(begins, more);
            ends = Arrays.copyOf(ends, more);
        }
        bits[lastIndex] = new long[WORDS];
        begins[lastIndex] = Long.MAX_VALUE;
        ends[lastIndex] = -1;
    }

    /** Takes over all of another one, which is of no use any more; neither is sealed. */
    void take(AddressTable other) {
        other.pages.each((page, index) -> {
            page(page << PAGE_BITS);
            long[] mine = bits[lastIndex];
            long[] its = other.bits[index];
            for (int word = 0; word < WORDS; word++) {
                mine[word] |= its[word];
            }
            begins[lastIndex] = Math.min(begins[lastIndex], other.begins[index]);
            ends[lastIndex] = Math.max(ends[lastIndex], other.ends[index]);
            other.bits[index] = NONE;
        });
    }

    /** Numbers the nodes, once all are there; returns how many there are. */
    int seal() {
        int used = pages.size();
        bits = Arrays.copyOf(bits, used);
        leaves = new long[used][];
        ranks = new short[used][WORDS];
        first = new int[used];
        for (int i = 0; i < used; i++) {
            first[i] = count;
            int before = 0;
            for (int word = 0; word < WORDS; word++) {
                ranks[i][word] = (short) before;
                before += Long.bitCount(bits[i][word]);
            }
            count += before;
        }
        return count;
    }

    /** Notes that something that is no node was reached. */
    void reachLeaf(long address) {
        int page = pages.get(address >>> PAGE_BITS);
        if (page >= 0) {
            if (leaves[page] == null) {
                leaves[page] = new long[WORDS];
            }
            leaves[page][(int) (address >>> 9) & (WORDS - 1)] |= 1L << (address >>> 3);
        }
    }

    boolean isLeafReached(long address) {
        int page = pages.get(address >>> PAGE_BITS);
        return page >= 0
                && leaves[page] != null
                && (leaves[page][(int) (address >>> 9) & (WORDS - 1)] & 1L << (address >>> 3)) != 0;
    }

    /** The page an address is in; negative where nothing was passed there. */
    int pageOf(long address) {
        return pages.get(address >>> PAGE_BITS);
    }

    /** Where in the dump the first object of a page stands. */
    long begin(int page) {
        return begins[page];
    }

    /** Where in the dump the last object of a page stands. */
    long end(int page) {
        return ends[page];
    }

    /** Negative where no node begins. */
    int nodeAt(long address) {
        int page = pages.get(address >>> PAGE_BITS);
        if (page < 0 || (address & 7) != 0) {
            return -1;
        }
        int word = (int) (address >>> 9) & (WORDS - 1);
        long bit = 1L << (address >>> 3);
        long inWord = bits[page][word];
        return (inWord & bit) == 0 ? -1 : first[page] + ranks[page][word] + Long.bitCount(inWord & (bit - 1));
    }
}
