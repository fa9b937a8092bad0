package dev.parkranger.proof;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;

/** Which threads wake when a node is reached, or another thread wakes. */
final class Triggers {

    private final LongToInt first = new LongToInt(64);
    private final LongToInt leaves = new LongToInt(16);
    private final LongToInt owners = new LongToInt(16);
    private final Ints threads = new Ints();
    private final Ints next = new Ints();
    private final Ints interrupts = new Ints();
    private final boolean[] interruptible;

    Triggers(Heap heap, Marks marks, List<Wake> wakes) {
        interruptible = new boolean[wakes.size()];
        for (int i = 0; i < wakes.size(); i++) {
            if (wakes.get(i) instanceof Wake.Waits waits) {
                interruptible[i] = waits.interruptible();
                for (long handle : waits.handles()) {
                    int node = heap.table.nodeAt(handle);
                    if (node >= 0) {
                        marks.arm(node);
                        link(first, node, i, false);
                    } else if (handle != 0) {
                        link(leaves, handle, i, false);
                    }
                }
                int own = heap.threads.get(i).node;
                if (waits.interruptible() && own >= 0) {
                    marks.arm(own);
                    link(first, own, i, true);
                }
                if (waits.owner() >= 0) {
                    link(owners, waits.owner(), i, false);
                }
            }
        }
    }

    private void link(LongToInt heads, long key, int thread, boolean interrupt) {
        int before = heads.get(key);
        heads.put(key, threads.size());
        threads.add(thread);
        next.add(before);
        interrupts.add(interrupt ? 1 : 0);
    }

    boolean isInterruptible(int thread) {
        return interruptible[thread];
    }

    /** Whether all that it takes has come together, where it takes a lock's owner and the lock. */
    static boolean isReady(Wake wake, IntPredicate awake, LongPredicate reached) {
        if (!(wake instanceof Wake.Waits waits)) {
            return true;
        }
        boolean owner = waits.owner() < 0 || awake.test(waits.owner());
        boolean handle = waits.handles().isEmpty();
        for (long each : waits.handles()) {
            handle |= reached.test(each);
        }
        return owner && handle;
    }

    void eachOf(int node, boolean interruptsToo, IntConsumer interrupted, IntConsumer handled) {
        for (int at = first.get(node); at >= 0; at = next.get(at)) {
            if (interrupts.get(at) == 0) {
                handled.accept(threads.get(at));
            } else if (interruptsToo) {
                interrupted.accept(threads.get(at));
            }
        }
    }

    void eachOfLeaf(long address, IntConsumer thread) {
        if (leaves.size() > 0) {
            for (int at = leaves.get(address); at >= 0; at = next.get(at)) {
                thread.accept(threads.get(at));
            }
        }
    }

    void eachWaitingFor(int owner, IntConsumer thread) {
        for (int at = owners.get(owner); at >= 0; at = next.get(at)) {
            thread.accept(threads.get(at));
        }
    }
}
