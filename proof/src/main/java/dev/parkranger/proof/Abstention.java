package dev.parkranger.proof;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When nothing at all can be proven, for the dump does not show who reaches what. */
final class Abstention {

    private static final String VIRTUAL_CONTINUATION = "java.lang.VirtualThread$VThreadContinuation";

    private final Heap heap;
    private final Threads threads;

    Abstention(Heap heap, Threads threads) {
        this.heap = heap;
        this.threads = threads;
    }

    /** Null where there is none. */
    @Nullable
    String reason() {
        for (int i = 0; i < heap.continuations.size(); i++) {
            long record = heap.continuations.get(i);
            ClassShape shape = heap.shapeAt(record);
            if (!shape.name.equals(VIRTUAL_CONTINUATION) && !isDone(record)) {
                return "the application uses jdk.internal.vm.Continuation itself, and what those hold is not in a dump";
            }
        }
        Set<Long> listed = new HashSet<>();
        for (DumpThread thread : heap.threads) {
            if (thread.virtual) {
                listed.add(thread.object);
            }
        }
        for (int i = 0; i < heap.virtualThreads.size(); i++) {
            long record = heap.virtualThreads.get(i);
            if (!listed.contains(heap.file.id(record + 1)) && threads.isUnderWay(record)) {
                return "there are virtual threads whose stacks are not in the dump, as on JDK 21 (JDK-8299426)";
            }
        }
        return null;
    }

    private boolean isDone(long record) {
        ClassShape shape = heap.shapeAt(record);
        int at = heap.classes.field(shape, "jdk.internal.vm.Continuation", "done");
        return at >= 0 && heap.file.u1(record + Hprof.INSTANCE_HEADER + at) != 0;
    }
}
