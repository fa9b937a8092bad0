package dev.parkranger.proof;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A heap dump that was read: where everything stands. What it means is the rules' business. */
final class Heap {

    final DumpFile file;
    final Names names;
    final Classes classes;
    final AddressTable table;
    final Stacks stacks;
    final StackRoots stackRoots;
    final List<DumpThread> threads;

    /** Records of what the JVM itself holds. */
    final Longs systemRoots;

    final Longs finalizers;
    final Longs references;
    final Longs continuations;
    final Longs virtualThreads;

    Longs offsets = new Longs();
    int nodes;

    Heap(DumpFile file, Names names, Classes classes, Stacks stacks, Stretch objects) {
        this.file = file;
        this.names = names;
        this.classes = classes;
        this.stacks = stacks;
        table = objects.table;
        stackRoots = objects.stackRoots;
        threads = objects.threads;
        systemRoots = objects.systemRoots;
        finalizers = objects.finalizers;
        references = objects.references;
        continuations = objects.continuations;
        virtualThreads = objects.virtualThreads;
    }

    /** The class of an instance; the class of an array. */
    ClassShape shapeAt(long record) {
        int tag = file.u1(record);
        long id = switch (tag) {
            case Hprof.INSTANCE_DUMP -> file.id(record + 1 + Hprof.ID + 4);
            case Hprof.OBJECT_ARRAY_DUMP -> file.id(record + 1 + Hprof.ID + 4 + 4);
            default -> throw new BadDump("found no object at " + record);
        };
        ClassShape shape = classes.of(id);
        if (shape == null) {
            throw new BadDump("an object stands before its class, at " + record);
        }
        return shape;
    }

    long recordOf(int node) {
        return offsets.get(node);
    }

    /** Null for what is no instance that can be a node. */
    @Nullable
    ClassShape shapeOf(long address) {
        int node = table.nodeAt(address);
        if (node < 0) {
            return null;
        }
        long record = recordOf(node);
        return file.u1(record) == Hprof.INSTANCE_DUMP || file.u1(record) == Hprof.OBJECT_ARRAY_DUMP
                ? shapeAt(record)
                : null;
    }

    /** A reference in an instance that is a node; 0 for null, and where there is no such field. */
    long reference(long record, String declaredBy, String field) {
        int at = classes.field(shapeAt(record), declaredBy, field);
        return at < 0 ? 0 : file.id(record + Hprof.INSTANCE_HEADER + at);
    }

    /** A reference by the object's address. */
    long referenceOf(long address, String declaredBy, String field) {
        int node = table.nodeAt(address);
        return node < 0 ? 0 : reference(recordOf(node), declaredBy, field);
    }
}
