package dev.parkranger.proof;

/** What sleeping threads keep from the collector. */
final class Held implements References.Visitor {

    private final Heap heap;
    private final References references;
    private final Marks marks;
    private final Ints stack = new Ints();

    Held(Heap heap, References references, Marks marks) {
        this.heap = heap;
        this.references = references;
        this.marks = marks;
    }

    void holdFromSleeping(Marking marking) {
        for (int i = 0; i < heap.threads.size(); i++) {
            DumpThread thread = heap.threads.get(i);
            // A virtual one may be collected in its sleep, where the JDK keeps no list of it.
            if (marking.isAsleep(i) && !thread.virtual) {
                references.ofThread(thread, this);
            }
        }
        while (!stack.isEmpty()) {
            references.from(stack.pop(), this);
        }
    }

    @Override
    public void strong(long address) {
        int node = heap.table.nodeAt(address);
        if (node >= 0 && !marks.isReached(node) && !marks.isHeld(node)) {
            marks.hold(node);
            stack.add(node);
        }
    }

    @Override
    public void type(ClassShape shape) {
        strong(shape.id);
    }

    @Override
    public void weak(int node, long referent) {
        // The collector does not follow it.
    }
}
