package dev.parkranger.proof;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each class keeps in its mirror and dumps omit. The agent put it into a static array before the dump: class, what
 * the class keeps, class, what it keeps, and so on. Whoever reaches the class reaches that.
 */
final class Pins {

    private static final String HOLDER = "dev.parkranger.prover.ClassPins";
    private static final String FIELD = "pinned";

    private final Map<Long, long[]> byClass = new HashMap<>();

    /** Empty where the agent pinned nothing. */
    static Pins of(Heap heap, boolean on) {
        Pins pins = new Pins();
        ClassShape holder = on ? heap.classes.named(HOLDER) : null;
        if (holder != null) {
            ClassRecord.eachStatic(heap.file, holder.offset, (name, type, at) -> {
                if (type == Hprof.OBJECT && heap.names.of(name).equals(FIELD)) {
                    pins.read(heap, heap.file.id(at));
                }
            });
        }
        return pins;
    }

    private void read(Heap heap, long array) {
        int node = heap.table.nodeAt(array);
        if (node < 0) {
            return;
        }
        long record = heap.recordOf(node);
        int length = heap.file.i4(record + 1 + Hprof.ID + 4);
        for (int i = 0; i + 1 < length; i += 2) {
            long type = heap.file.id(record + Hprof.OBJECT_ARRAY_HEADER + (long) i * Hprof.ID);
            long kept = heap.file.id(record + Hprof.OBJECT_ARRAY_HEADER + (i + 1L) * Hprof.ID);
            if (type != 0 && kept != 0) {
                long[] before = byClass.get(type);
                byClass.put(type, before == null ? new long[] {kept} : new long[] {before[0], kept});
            }
        }
    }

    /** Null for most classes. */
    long @Nullable [] of(long type) {
        return byClass.get(type);
    }
}
