package dev.parkranger.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * A reference whose object goes is put into its queue by the collector; whoever has the queue then has the reference, and
 * all that it holds, whoever kept it before.
 */
final class QueueRule {

    private static final String REFERENCE = "java.lang.ref.Reference";
    private static final String QUEUE = "java.lang.ref.ReferenceQueue";

    private final Heap heap;
    private final Marking marking;
    private final Longs waiting = new Longs();

    QueueRule(Heap heap, Marking marking) {
        this.heap = heap;
        this.marking = marking;
        List<Long> nobodys = nobodysQueues();
        for (int i = 0; i < heap.references.size(); i++) {
            long record = heap.references.get(i);
            long queue = heap.reference(record, REFERENCE, "queue");
            if (queue != 0 && !nobodys.contains(queue)) {
                waiting.add(record);
            }
        }
    }

    /** Reaching one may let another queue be reached. */
    void apply() {
        boolean more = true;
        while (more) {
            more = false;
            for (int i = 0; i < waiting.size(); i++) {
                long record = waiting.get(i);
                long reference = heap.file.id(record + 1);
                if (!marking.isReached(reference) && marking.isReached(heap.reference(record, REFERENCE, "queue"))) {
                    marking.reach(reference);
                    more = true;
                }
            }
        }
    }

    /** The constants that stand for no queue. */
    private List<Long> nobodysQueues() {
        List<Long> queues = new ArrayList<>();
        ClassShape shape = heap.classes.named(QUEUE);
        if (shape != null) {
            ClassRecord.eachStatic(heap.file, shape.offset, (name, type, at) -> {
                if (type == Hprof.OBJECT) {
                    queues.add(heap.file.id(at));
                }
            });
        }
        return queues;
    }
}
