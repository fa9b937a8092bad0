package dev.parkranger.proof;

import java.util.List;

/** Who wants a monitor gets it from its holder, and from nobody else; whoever sees the object has nothing to say. */
final class MonitorRule {

    private final Heap heap;
    private final Threads threads;
    private final Facts facts;
    private final boolean owners;

    MonitorRule(Heap heap, Threads threads, Facts facts, boolean owners) {
        this.heap = heap;
        this.threads = threads;
        this.facts = facts;
        this.owners = owners;
    }

    Wake of(DumpThread thread) {
        if (!owners) {
            return guessed(thread);
        }
        long tid = facts.owner(thread.tid);
        int owner = tid == Facts.UNKNOWN ? -1 : threads.indexOfTid(tid);
        return owner < 0
                ? new Wake.Awake("nobody knows who holds the monitor it wants")
                : new Wake.Waits(List.of(), owner, false, "a monitor, held by " + threads.describe(owner));
    }

    /** What one would do without the rule: take what the frame on top refers to for the monitor. */
    private Wake guessed(DumpThread thread) {
        java.util.ArrayList<Long> handles = new java.util.ArrayList<>();
        heap.stackRoots.each(thread.serial, (address, depth) -> {
            if (depth == 0) {
                handles.add(address);
            }
        });
        return handles.isEmpty()
                ? new Wake.Awake("its frame refers to nothing")
                : new Wake.Waits(handles, -1, false, "a monitor");
    }
}
