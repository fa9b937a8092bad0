package dev.parkranger.proof;

/** The numbers of the hprof format, as HotSpot writes it. Identifiers are eight bytes. */
final class Hprof {

    static final String MAGIC = "JAVA PROFILE 1.0.";
    static final int ID = 8;

    // Records: tag, time (4), length of the body (4), body.
    static final int RECORD_HEADER = 9;
    static final int UTF8 = 0x01;
    static final int LOAD_CLASS = 0x02;
    static final int FRAME = 0x04;
    static final int TRACE = 0x05;
    static final int HEAP_DUMP = 0x0C;
    static final int HEAP_DUMP_SEGMENT = 0x1C;
    static final int HEAP_DUMP_END = 0x2C;

    // What a heap dump consists of: tag, body; its length follows from the tag.
    static final int ROOT_UNKNOWN = 0xFF;
    static final int ROOT_JNI_GLOBAL = 0x01;
    static final int ROOT_JNI_LOCAL = 0x02;
    static final int ROOT_JAVA_FRAME = 0x03;
    static final int ROOT_NATIVE_STACK = 0x04;
    static final int ROOT_STICKY_CLASS = 0x05;
    static final int ROOT_THREAD_BLOCK = 0x06;
    static final int ROOT_MONITOR_USED = 0x07;
    static final int ROOT_THREAD_OBJECT = 0x08;
    static final int CLASS_DUMP = 0x20;
    static final int INSTANCE_DUMP = 0x21;
    static final int OBJECT_ARRAY_DUMP = 0x22;
    static final int PRIMITIVE_ARRAY_DUMP = 0x23;

    /** Where an instance's fields begin: tag, id, stack serial, class id, bytes that follow. */
    static final int INSTANCE_HEADER = 1 + ID + 4 + ID + 4;

    /** Where an array's elements begin: tag, id, stack serial, length, class id. */
    static final int OBJECT_ARRAY_HEADER = 1 + ID + 4 + 4 + ID;

    static final int PRIMITIVE_ARRAY_HEADER = 1 + ID + 4 + 4 + 1;

    // Types of fields and elements.
    static final int OBJECT = 2;
    static final int BOOLEAN = 4;
    static final int CHAR = 5;
    static final int FLOAT = 6;
    static final int DOUBLE = 7;
    static final int BYTE = 8;
    static final int SHORT = 9;
    static final int INT = 10;
    static final int LONG = 11;

    private Hprof() {}

    static int size(int type) {
        return switch (type) {
            case OBJECT, DOUBLE, LONG -> 8;
            case BOOLEAN, BYTE -> 1;
            case CHAR, SHORT -> 2;
            case FLOAT, INT -> 4;
            default -> throw new BadDump("found the type " + type + ", which no field has");
        };
    }
}
