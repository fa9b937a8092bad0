package dev.parkranger.proof;

/** Where the next part of a heap dump begins. */
final class SubRecord {

    private SubRecord() {}

    /** Steps over the header of a segment that begins in between. */
    static long end(DumpFile file, long at) {
        return switch (file.u1(at)) {
            case Hprof.INSTANCE_DUMP -> at + Hprof.INSTANCE_HEADER + file.u4(at + 1 + Hprof.ID + 4 + Hprof.ID);
            case Hprof.OBJECT_ARRAY_DUMP -> at + Hprof.OBJECT_ARRAY_HEADER + file.u4(at + 1 + Hprof.ID + 4) * Hprof.ID;
            case Hprof.PRIMITIVE_ARRAY_DUMP ->
                at
                        + Hprof.PRIMITIVE_ARRAY_HEADER
                        + file.u4(at + 1 + Hprof.ID + 4) * Hprof.size(file.u1(at + 1 + Hprof.ID + 8));
            case Hprof.CLASS_DUMP -> ClassRecord.end(file, at);
            case Hprof.ROOT_THREAD_OBJECT, Hprof.ROOT_JAVA_FRAME, Hprof.ROOT_JNI_LOCAL -> at + 1 + Hprof.ID + 8;
            case Hprof.ROOT_UNKNOWN, Hprof.ROOT_STICKY_CLASS, Hprof.ROOT_MONITOR_USED -> at + 1 + Hprof.ID;
            case Hprof.ROOT_JNI_GLOBAL -> at + 1 + 2 * Hprof.ID;
            case Hprof.ROOT_NATIVE_STACK, Hprof.ROOT_THREAD_BLOCK -> at + 1 + Hprof.ID + 4;
            case Hprof.HEAP_DUMP_SEGMENT -> at + Hprof.RECORD_HEADER;
            default -> throw new BadDump("found the tag " + file.u1(at) + " in the heap, at " + at);
        };
    }
}
