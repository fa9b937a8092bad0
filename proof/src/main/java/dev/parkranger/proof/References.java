package dev.parkranger.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What refers to what: from one node to the addresses that it leads to. */
final class References {

    private final Heap heap;
    private final Pins pins;
    private final Map<Long, List<ClassShape>> classesOf = new HashMap<>();
    private final Never never;

    References(Heap heap, Pins pins, boolean neverFollow) {
        this.heap = heap;
        this.pins = pins;
        this.never = new Never(neverFollow);
        for (ClassShape shape : heap.classes.all()) {
            classesOf.computeIfAbsent(shape.loader, loader -> new ArrayList<>()).add(shape);
        }
    }

    /** Is told each address; a weak referent apart. */
    interface Visitor {
        void strong(long address);

        /** A class by its shape, for most nodes are of a class that was reached long ago. */
        void type(ClassShape shape);

        void weak(int node, long referent);
    }

    /** Nothing follows from what is the agent's. */
    void from(int node, Visitor visitor) {
        long record = heap.recordOf(node);
        switch (heap.file.u1(record)) {
            case Hprof.INSTANCE_DUMP -> instance(node, record, visitor);
            case Hprof.OBJECT_ARRAY_DUMP -> array(record, visitor);
            default -> type(record, visitor);
        }
    }

    /** A thread, what its frames refer to, and the classes of the methods that it is in. */
    void ofThread(DumpThread thread, Visitor visitor) {
        visitor.strong(thread.object);
        heap.stackRoots.each(thread.serial, (address, depth) -> visitor.strong(address));
        heap.stacks.eachType(thread, visitor::type);
    }

    private void instance(int node, long record, Visitor visitor) {
        ClassShape shape = heap.shapeAt(record);
        if (shape.isAgents) {
            return;
        }
        visitor.type(shape);
        long fields = record + Hprof.INSTANCE_HEADER;
        for (int edge : shape.edges) {
            long address = heap.file.id(fields + edge);
            if (address != 0) {
                visitor.strong(address);
            }
        }
        if (shape.weak >= 0) {
            long referent = heap.file.id(fields + shape.weak);
            if (referent != 0) {
                visitor.weak(node, referent);
            }
        }
        if (shape.isLoader) {
            for (ClassShape defined : classesOf.getOrDefault(heap.file.id(record + 1), List.of())) {
                visitor.type(defined);
            }
        }
    }

    private void array(long record, Visitor visitor) {
        visitor.type(heap.shapeAt(record));
        int length = heap.file.i4(record + 1 + Hprof.ID + 4);
        long at = record + Hprof.OBJECT_ARRAY_HEADER;
        for (int i = 0; i < length; i++, at += Hprof.ID) {
            long address = heap.file.id(at);
            if (address != 0) {
                visitor.strong(address);
            }
        }
    }

    private void type(long record, Visitor visitor) {
        long id = heap.file.id(record + 1);
        ClassShape shape = heap.classes.of(id);
        if (shape == null || shape.isAgents) {
            return;
        }
        if (shape.parent != null) {
            visitor.type(shape.parent);
        }
        one(heap.file.id(record + ClassRecord.LOADER), visitor);
        one(heap.file.id(record + ClassRecord.SIGNERS), visitor);
        one(heap.file.id(record + ClassRecord.DOMAIN), visitor);
        ClassRecord.eachStatic(heap.file, record, (name, type, at) -> {
            if (type == Hprof.OBJECT && never.follow(shape.name, name, heap.names) == Never.Way.FOLLOW) {
                one(heap.file.id(at), visitor);
            }
        });
        long[] pinned = pins.of(id);
        if (pinned != null) {
            for (long kept : pinned) {
                one(kept, visitor);
            }
        }
    }

    private static void one(long address, Visitor visitor) {
        if (address != 0) {
            visitor.strong(address);
        }
    }
}
