package dev.parkranger.proof;

import java.util.Arrays;

/**
 * From addresses to the numbers of nodes. For each 32 KiB of heap in use it keeps a bitmap of where nodes begin, and beside
 * each word of it how many begin before that: 1 KiB, and a look-up takes one bit count.
 */
final class AddressTable {

    private static final int PAGE_BITS = 15;
    private static final int WORDS = (1 << PAGE_BITS) / 8 / 64;

    /** So many pages lie in one array. */
    private static final int BLOCK_BITS = 6;

    private static final int BLOCK = 1 << BLOCK_BITS;

    private final PageIndex pages = new PageIndex();

    /** Words of the bitmaps, and behind each the number of the first node in it. */
    private long[][] blocks = new long[16][];

    private long[][] leaves = new long[0][];
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
        blocks[lastIndex >>> BLOCK_BITS][at(lastIndex, address)] |= 1L << (address >>> 3);
    }

    private void page(long address) {
        long page = address >>> PAGE_BITS;
        if (page != lastPage) {
            lastPage = page;
            lastIndex = pages.of(page);
            if (lastIndex < 0) {
                open(page);
            }
        }
    }

    private void open(long page) {
        lastIndex = pages.add(page);
        if (lastIndex == begins.length) {
            int more = lastIndex + (lastIndex >> 1);
            begins = Arrays.copyOf(begins, more);
            ends = Arrays.copyOf(ends, more);
        }
        begins[lastIndex] = Long.MAX_VALUE;
        ends[lastIndex] = -1;
        int block = lastIndex >>> BLOCK_BITS;
        if (block == blocks.length) {
            blocks = Arrays.copyOf(blocks, block * 2);
        }
        if (blocks[block] == null) {
            blocks[block] = new long[BLOCK * WORDS * 2];
        }
    }

    /** Where in its block an address's word is. */
    private static int at(int index, long address) {
        return start(index) + ((int) (address >>> 9) & (WORDS - 1)) * 2;
    }

    /** Where in its block a page's first word is. */
    private static int start(int index) {
        return (index & (BLOCK - 1)) * WORDS * 2;
    }

    /** Takes over all of another one, which is of no use any more; neither is sealed. */
    void take(AddressTable other) {
        for (int index = 0; index < other.pages.size(); index++) {
            page(other.pages.page(index) << PAGE_BITS);
            long[] mine = blocks[lastIndex >>> BLOCK_BITS];
            long[] its = other.blocks[index >>> BLOCK_BITS];
            int to = start(lastIndex);
            int from = start(index);
            for (int word = 0; word < WORDS * 2; word += 2) {
                mine[to + word] |= its[from + word];
            }
            begins[lastIndex] = Math.min(begins[lastIndex], other.begins[index]);
            ends[lastIndex] = Math.max(ends[lastIndex], other.ends[index]);
            if ((index & (BLOCK - 1)) == BLOCK - 1) {
                other.blocks[index >>> BLOCK_BITS] = new long[0];
            }
        }
    }

    /** Numbers the nodes, once all are there; returns how many there are. */
    int seal() {
        pages.seal();
        leaves = new long[pages.size()][];
        for (int index = 0; index < pages.size(); index++) {
            long[] block = blocks[index >>> BLOCK_BITS];
            int start = start(index);
            for (int word = start; word < start + WORDS * 2; word += 2) {
                block[word + 1] = count;
                count += Long.bitCount(block[word]);
            }
        }
        return count;
    }

    /** Notes that something that is no node was reached. */
    void reachLeaf(long address) {
        int page = pageOf(address);
        if (page >= 0) {
            if (leaves[page] == null) {
                leaves[page] = new long[WORDS];
            }
            leaves[page][(int) (address >>> 9) & (WORDS - 1)] |= 1L << (address >>> 3);
        }
    }

    boolean isLeafReached(long address) {
        int page = pageOf(address);
        return page >= 0
                && leaves[page] != null
                && (leaves[page][(int) (address >>> 9) & (WORDS - 1)] & 1L << (address >>> 3)) != 0;
    }

    /** The page an address is in; negative where nothing was passed there. */
    int pageOf(long address) {
        return pages.of(address >>> PAGE_BITS);
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
        int page = pageOf(address);
        if (page < 0 || (address & 7) != 0) {
            return -1;
        }
        long[] block = blocks[page >>> BLOCK_BITS];
        int word = at(page, address);
        long bit = 1L << (address >>> 3);
        long inWord = block[word];
        return (inWord & bit) == 0 ? -1 : (int) block[word + 1] + Long.bitCount(inWord & (bit - 1));
    }
}
