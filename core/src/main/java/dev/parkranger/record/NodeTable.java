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
        // Fibonacci spreading: thread ids come in order, identity hashes share low bits.
        return ((hash * 0x9E3779B9) >>> 7) & mask;
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

    /** Every entry, in no order; who is added or removed meanwhile may be among them or not. */
    public void forEach(Consumer<? super N> action) {
        for (int bin = 0; bin <= mask; bin++) {
            @SuppressWarnings("unchecked") // only N is ever added
            N node = (N) bins.get(bin);
            boolean leftovers = false;
            while (node != null) {
                N next = after(node);
                if (node.isRemoved()) {
                    leftovers = true;
                } else {
                    action.accept(node);
                }
                node = next;
            }
            if (leftovers) {
                unlink(bin, null);
            }
        }
    }
}
