package dev.parkranger.record;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash table without locks, for hooks that run where nothing may park: on carriers, inside a thread's monitor, in a
 * virtual thread's last moments. {@code ConcurrentHashMap} is out because it locks a bin on collision, and a virtual
 * thread that is unmounted while it holds that lock stops every carrier that ends another one.
 *
 * <p>Chains are Harris's linked lists (T. Harris, "A pragmatic implementation of non-blocking linked lists", 2001):
 * insertion at the head, removal by a mark first and an unlink after. New entries are found first, which suits tasks:
 * most live shortly, and a removal goes no further than to its own entry. The number of bins is fixed; at the cap of a
 * million records a chain holds about fifteen.
 *
 * <p>Thread-safe; iteration sees every entry that was there throughout.
 */
public final class NodeTable<N extends Node<?>> {

    /** Chains that a walk follows in step; a divisor of the least number of bins. 32 are no better. */
    private static final int LANES = 16;

    private final AtomicReferenceArray<@Nullable Node<?>> bins;
    private final int mask;

    /**
     * An empty table.
     *
     * @param capacity entries expected at the most; more are held, in longer chains
     */
    public NodeTable(int capacity) {
        int size = Integer.highestOneBit(Math.max(64, capacity / 8));
        this.bins = new AtomicReferenceArray<>(size);
        this.mask = size - 1;
    }

    private int bin(int hash) {
        // In the order of the hashes, 256 of them at a time: threads whose ids follow each other lie near each other in
        // memory, and so a walk of the table goes through memory in order. Within the 256 those that follow each other
        // are a cache line apart, since they come from different processors at the same time.
        int all = hash ^ hash >>> 16;
        int low = (all & 0xF) << 4 | (all >>> 4 & 0xF);
        return ((all & ~0xFF) | low) & mask;
    }

    public void add(N node) {
        int bin = bin(node.hash());
        Node<?> head;
        do {
            head = bins.get(bin);
            node.startAt(head);
        } while (!bins.compareAndSet(bin, head, node));
    }

    /**
     * Takes a node out.
     *
     * @return true for exactly one of all callers that try to remove it
     */
    public boolean remove(N node) {
        if (!node.markRemoved()) {
            return false;
        }
        unlink(bin(node.hash()), node);
        return true;
    }

    /**
     * Unlinks what is marked in a bin, as far as the given node. Races with other removers: whoever loses a
     * compare-and-set begins again, and what it leaves behind for good the next reader of the whole table takes along.
     */
    private void unlink(int bin, @Nullable Node<?> last) {
        for (int attempt = 0; attempt < 16; attempt++) {
            if (unlinkOnce(bin, last)) {
                return;
            }
        }
    }

    /** @param last where to stop; one that another remover has unlinked meanwhile does not come, nor does null */
    private boolean unlinkOnce(int bin, @Nullable Node<?> last) {
        Node<?> previous = null;
        Node<?> node = bins.get(bin);
        while (node != null) {
            Node<?> successor = node.successor();
            if (node.isRemoved()) {
                // Read again: the mark freezes the link, the successor read before it may be stale.
                successor = node.successor();
                // Fails where the node before has been removed itself, for its link is frozen too: unlinked from there
                // alone, this one would come back with whoever unlinks that one.
                boolean unlinked =
                        previous == null ? bins.compareAndSet(bin, node, successor) : previous.relink(node, successor);
                if (!unlinked) {
                    return false;
                }
                if (node == last) {
                    return true;
                }
            } else {
                previous = node;
            }
            node = successor;
        }
        return true;
    }

    /** The newest entry of the hash's bin; go on with {@link #after}. Entries of other hashes are among them. */
    @SuppressWarnings("unchecked") // only N is ever added
    public @Nullable N first(int hash) {
        return (N) bins.get(bin(hash));
    }

    @SuppressWarnings("unchecked")
    public @Nullable N after(N node) {
        return (N) node.successor();
    }

    /**
     * Every entry, in no order; who is added or removed meanwhile may be among them or not.
     *
     * <p>Several chains are followed in step. Of a million entries each is two cache misses, and those of one chain come one
     * after the other; those of many chains are waited for together. With {@link #bin}'s order, which makes pages be met
     * together too, a look at a million parked threads takes a third of what it took.
     */
    public void forEach(Consumer<? super N> action) {
        Node<?>[] at = new Node<?>[LANES];
        Node<?>[] next = new Node<?>[LANES];
        for (int bin = 0; bin <= mask; bin += LANES) {
            int open = 0;
            for (int lane = 0; lane < LANES; lane++) {
                Node<?> head = bins.get(bin + lane);
                if (head != null) {
                    at[open++] = head;
                }
            }
            boolean leftovers = false;
            while (open > 0) {
                touch(at, next, open);
                leftovers |= visit(at, open, action);
                open = advance(at, next, open);
            }
            if (leftovers) {
                for (int lane = 0; lane < LANES; lane++) {
                    unlink(bin + lane, null);
                }
            }
        }
    }

    /** Nothing but reads, so close together that the processor waits for all of them at once. */
    private static void touch(Node<?>[] at, Node<?>[] next, int count) {
        for (int lane = 0; lane < count; lane++) {
            next[lane] = at[lane].successor();
            // The entry's other cache line; a volatile read in what there are most of, and so not optimised away.
            at[lane].hash();
        }
    }

    /** Returns whether any of them is removed. */
    private boolean visit(Node<?>[] at, int count, Consumer<? super N> action) {
        boolean leftovers = false;
        for (int lane = 0; lane < count; lane++) {
            @SuppressWarnings("unchecked") // only N is ever added
            N node = (N) at[lane];
            if (node.isRemoved()) {
                leftovers = true;
            } else {
                action.accept(node);
            }
        }
        return leftovers;
    }

    private static int advance(Node<?>[] at, Node<?>[] next, int count) {
        int open = 0;
        for (int lane = 0; lane < count; lane++) {
            if (next[lane] != null) {
                at[open++] = next[lane];
            }
        }
        return open;
    }
}
