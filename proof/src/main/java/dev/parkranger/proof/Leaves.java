package dev.parkranger.proof;

/** What is no node: strings, boxes, arrays of numbers. Found again in the dump when somebody asks. */
final class Leaves {

    private static final String[] ARRAYS = {"[Z", "[C", "[F", "[D", "[B", "[S", "[I", "[J"};

    private final Heap heap;

    Leaves(Heap heap) {
        this.heap = heap;
    }

    /** Of any object; empty where there is none. */
    String className(long address) {
        int node = heap.table.nodeAt(address);
        long record = node >= 0 ? heap.recordOf(node) : recordOf(address);
        if (record < 0) {
            return "";
        }
        return switch (heap.file.u1(record)) {
            case Hprof.PRIMITIVE_ARRAY_DUMP -> ARRAYS[heap.file.u1(record + 1 + Hprof.ID + 8) - Hprof.BOOLEAN];
            case Hprof.CLASS_DUMP -> "java.lang.Class";
            default -> heap.shapeAt(record).name;
        };
    }

    /** Where it stands; negative where it does not. What lies together in the heap lies together in the dump. */
    long recordOf(long address) {
        int page = heap.table.pageOf(address);
        if (page < 0) {
            return -1;
        }
        long at = heap.table.begin(page);
        long last = heap.table.end(page);
        while (at <= last) {
            int tag = heap.file.u1(at);
            boolean object = tag == Hprof.INSTANCE_DUMP
                    || tag == Hprof.PRIMITIVE_ARRAY_DUMP
                    || tag == Hprof.OBJECT_ARRAY_DUMP
                    || tag == Hprof.CLASS_DUMP;
            if (object && heap.file.id(at + 1) == address) {
                return at;
            }
            at = SubRecord.end(heap.file, at);
        }
        return -1;
    }

    /** What an object takes of the application's heap, as nearly as a dump tells. */
    static long bytes(Heap heap, long record, int referenceBytes) {
        long length = heap.file.u4(record + 1 + Hprof.ID + 4);
        return switch (heap.file.u1(record)) {
            case Hprof.PRIMITIVE_ARRAY_DUMP ->
                aligned(16 + length * Hprof.size(heap.file.u1(record + 1 + Hprof.ID + 8)));
            case Hprof.OBJECT_ARRAY_DUMP -> aligned(16 + length * referenceBytes);
            case Hprof.CLASS_DUMP -> 0;
            default -> aligned(heap.shapeAt(record).heapBytes(referenceBytes));
        };
    }

    private static long aligned(long bytes) {
        return (bytes + 7) & ~7L;
    }
}
