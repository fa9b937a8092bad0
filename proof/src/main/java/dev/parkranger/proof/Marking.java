package dev.parkranger.proof;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The traversal: from the roots and the stacks of whoever is awake, waking whoever can be reached, until nothing more
 * comes. In three stages, each of which reaches more and proves less.
 */
final class Marking implements References.Visitor, Roots.Visitor {

    /** Neither weak references nor interrupts count. */
    static final int PLAIN = 1;

    /** Who reaches a Thread can interrupt it. */
    static final int INTERRUPTS = 2;

    /** Who has a weak or soft reference has its referent. */
    static final int WEAK = 3;

    private static final int ASLEEP = 0;

    private final Heap heap;
    private final References references;
    private final List<Wake> wakes;
    private final Marks marks;
    private final byte[] awakeSince;
    private final Triggers triggers;
    private final Ints stack = new Ints();
    private final Ints waking = new Ints();
    private final Ints weakReferences = new Ints();
    private int stage = PLAIN;

    // One of each, not one for each object that is reached.
    private final IntConsumer interrupted = this::wake;
    private final IntConsumer ready = this::wakeIfReady;

    Marking(Heap heap, References references, List<Wake> wakes) {
        this.heap = heap;
        this.references = references;
        this.wakes = wakes;
        this.marks = new Marks(heap.nodes);
        this.awakeSince = new byte[wakes.size()];
        this.triggers = new Triggers(heap, marks, wakes);
    }

    Marks marks() {
        return marks;
    }

    boolean isAsleep(int thread) {
        return awakeSince[thread] == ASLEEP;
    }

    /** The stage that woke it; 0 where none did. */
    int awakeSince(int thread) {
        return awakeSince[thread];
    }

    /** Roots, and whoever is awake from the start. */
    void begin() {
        new Roots(heap).each(this);
        for (int i = 0; i < wakes.size(); i++) {
            if (wakes.get(i) instanceof Wake.Awake) {
                wake(i);
            }
        }
        run();
    }

    void begin(int nextStage) {
        stage = nextStage;
        if (stage == INTERRUPTS) {
            for (int i = 0; i < wakes.size(); i++) {
                int node = heap.threads.get(i).node;
                if (isAsleep(i) && triggers.isInterruptible(i) && node >= 0 && marks.isReached(node)) {
                    wake(i);
                }
            }
        } else if (stage == WEAK) {
            for (int i = 0; i < weakReferences.size(); i++) {
                int node = weakReferences.get(i);
                long record = heap.recordOf(node);
                strong(heap.file.id(record + Hprof.INSTANCE_HEADER + heap.shapeAt(record).weak));
            }
            weakReferences.clear();
        }
        run();
    }

    /** Something that a rule says is reached. */
    void reach(long address) {
        strong(address);
        run();
    }

    /** Somebody who turned out to be awake after all. */
    void rouse(int thread) {
        wake(thread);
        run();
    }

    private void run() {
        while (true) {
            if (!stack.isEmpty()) {
                references.from(stack.pop(), this);
            } else if (!waking.isEmpty()) {
                follow(waking.pop());
            } else {
                return;
            }
        }
    }

    private void wake(int thread) {
        if (awakeSince[thread] == ASLEEP) {
            awakeSince[thread] = (byte) stage;
            waking.add(thread);
        }
    }

    private void wakeIfReady(int thread) {
        if (Triggers.isReady(wakes.get(thread), owner -> !isAsleep(owner), this::isReached)) {
            wake(thread);
        }
    }

    private void follow(int thread) {
        DumpThread woken = heap.threads.get(thread);
        ClassShape shape = heap.shapeOf(woken.object);
        // The agent sees everything, and wakes nobody; but it may hold a lock.
        if (shape == null || !shape.isAgents) {
            references.ofThread(woken, this);
        }
        triggers.eachWaitingFor(thread, ready);
    }

    @Override
    public void of(long address) {
        strong(address);
    }

    @Override
    public void of(ClassShape shape) {
        type(shape);
    }

    @Override
    public void strong(long address) {
        int node = heap.table.nodeAt(address);
        if (node < 0) {
            if (address != 0) {
                heap.table.reachLeaf(address);
                triggers.eachOfLeaf(address, ready);
            }
        } else if (!marks.isReached(node)) {
            marks.reach(node, stage);
            stack.add(node);
            if (marks.isTrigger(node)) {
                triggers.eachOf(node, stage >= INTERRUPTS, interrupted, ready);
            }
        }
    }

    @Override
    public void type(ClassShape shape) {
        if (shape.reached == 0) {
            shape.reached = 1;
            strong(shape.id);
        }
    }

    @Override
    public void weak(int node, long referent) {
        if (stage >= WEAK) {
            strong(referent);
        } else {
            weakReferences.add(node);
        }
    }

    /** For rules that look on: whether a thing was reached. */
    boolean isReached(long address) {
        int node = heap.table.nodeAt(address);
        return node >= 0 ? marks.isReached(node) : heap.table.isLeafReached(address);
    }

    byte[] stages() {
        return Arrays.copyOf(awakeSince, awakeSince.length);
    }
}
