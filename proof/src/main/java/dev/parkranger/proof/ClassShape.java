package dev.parkranger.proof;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A class as the dump has it: what it declares itself, and what is followed from its instances. */
final class ClassShape {

    private static final int[] NO_EDGES = {};

    /** With compressed class pointers, as they are by default; compact headers, JDK 25's option, take four less. */
    private static final int OBJECT_HEADER = 12;

    final long id;
    final String name;
    final @Nullable ClassShape parent;
    final long loader;

    /** Of its record. */
    final long offset;

    /** Of the fields that it declares itself. */
    final long[] fieldNames;

    final byte[] fieldTypes;

    /** What its own fields take in a record; those of its superclass follow them. */
    final int fieldBytes;

    /** Of an instance, superclasses' fields included: how many references, and what all else takes. */
    private final int references;

    private final int plainBytes;

    /** Where in an instance's fields stands what is followed. */
    int[] edges = NO_EDGES;

    /** Where a weak or soft reference has its referent; negative for anything else. */
    int weak = -1;

    /** Of a loader that never goes, so that it is reached in any case. */
    boolean isPermanent;

    boolean isThread;
    boolean isLoader;
    boolean isAgents;
    boolean isContinuation;
    boolean isReference;

    /** Reached, so that what its static fields hold is too. */
    byte reached;

    /** Where the fields stand that somebody has asked for, by {@link Classes#field}. */
    final Map<Field, Integer> asked = new HashMap<>(0);

    record Field(String declaredBy, String name) {}

    ClassShape(
            long id,
            String name,
            @Nullable ClassShape parent,
            long loader,
            long offset,
            long[] fieldNames,
            byte[] fieldTypes) {
        this.id = id;
        this.name = name;
        this.parent = parent;
        this.loader = loader;
        this.offset = offset;
        this.fieldNames = fieldNames;
        this.fieldTypes = fieldTypes;
        int bytes = 0;
        int ownReferences = 0;
        for (byte type : fieldTypes) {
            bytes += Hprof.size(type);
            ownReferences += type == Hprof.OBJECT ? 1 : 0;
        }
        this.fieldBytes = bytes;
        this.references = ownReferences + (parent == null ? 0 : parent.references);
        this.plainBytes = bytes - ownReferences * Hprof.ID + (parent == null ? 0 : parent.plainBytes);
    }

    /**
     * What an instance takes of the application's heap: the JVM lays fields out without gaps, behind a header of twelve bytes.
     * The dump has a size too, but that is of its own records, where each reference takes eight.
     */
    int heapBytes(int referenceBytes) {
        return OBJECT_HEADER + plainBytes + references * referenceBytes;
    }

    /** Whether nothing follows from an instance of it: not even its class, which is there without it. */
    boolean isLeaf() {
        return isPermanent && edges.length == 0 && weak < 0 && !isThread && !isReference && !isPlainObject();
    }

    /** Nothing follows from it, but it is what most threads wait for. */
    private boolean isPlainObject() {
        return parent == null;
    }

    boolean is(String className) {
        for (ClassShape shape = this; shape != null; shape = shape.parent) {
            if (shape.name.equals(className)) {
                return true;
            }
        }
        return false;
    }
}
