package dev.parkranger.proof;

/**
 * What no thread reaches, awake or asleep, and has a {@code finalize} method, the finalizer thread will be handed; and that
 * method may wake anybody. So it is reached.
 */
final class FinalizerRule {

    private static final String REFERENCE = "java.lang.ref.Reference";

    private final Heap heap;
    private final References references;
    private final Marking marking;

    FinalizerRule(Heap heap, References references, Marking marking) {
        this.heap = heap;
        this.references = references;
        this.marking = marking;
    }

    void apply() {
        if (heap.finalizers.size() == 0 || !any()) {
            return;
        }
        new Held(heap, references, marking.marks()).holdFromSleeping(marking);
        for (int i = 0; i < heap.finalizers.size(); i++) {
            long referent = heap.reference(heap.finalizers.get(i), REFERENCE, "referent");
            int node = heap.table.nodeAt(referent);
            if (node >= 0
                    && !marking.marks().isReached(node)
                    && !marking.marks().isHeld(node)) {
                marking.reach(referent);
            }
        }
    }

    private boolean any() {
        for (int i = 0; i < heap.finalizers.size(); i++) {
            long referent = heap.reference(heap.finalizers.get(i), REFERENCE, "referent");
            int node = heap.table.nodeAt(referent);
            if (node >= 0 && !marking.marks().isReached(node)) {
                return true;
            }
        }
        return false;
    }
}
