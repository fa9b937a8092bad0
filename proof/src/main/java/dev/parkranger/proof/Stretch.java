package dev.parkranger.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a stretch of the dump holds: its objects, and the roots among them. Two stretches can be read at the same time, by
 * two threads, once all classes are known.
 */
final class Stretch {

    /** A class that stands behind the first object: where that is so, only one may read, from the beginning to the end. */
    static final class ClassAmongObjects extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The class of the loader that the agent's own classes are in. */
    private static final String AGENTS_LOADER = "dev.parkranger.launcher.IsolatedLoader";

    private final DumpFile file;
    private final Classes classes;
    private boolean alone = true;

    final AddressTable table = new AddressTable();
    final StackRoots stackRoots;
    final List<DumpThread> threads = new ArrayList<>();
    final Longs systemRoots = new Longs();
    final Longs finalizers = new Longs();
    final Longs references = new Longs();
    final Longs continuations = new Longs();
    final Longs virtualThreads = new Longs();
    final Set<Long> agentsLoaders = new HashSet<>();

    /** Where the nodes' records stand, those of each reader for themselves. */
    final List<Longs> records = new ArrayList<>();

    private final Longs own = new Longs();
    private long lastClassId;
    private ClassShape lastShape = new ClassShape(0, "", null, 0, 0, new long[0], new byte[0]);

    Stretch(DumpFile file, Classes classes) {
        this.file = file;
        this.classes = classes;
        this.stackRoots = new StackRoots(file);
        records.add(own);
    }

    /** From now on somebody else reads, too: there must not be a class any more. */
    void notAlone() {
        alone = false;
    }

    /** Reads one segment. */
    void segment(long from, long end) {
        long at = from;
        while (at < end) {
            at = subRecord(at);
        }
        if (at != end) {
            throw new BadDump("a heap dump segment does not end where it should, at " + at);
        }
    }

    /** Takes over all that another one has found, which stands behind this in the dump; that one is of no use any more. */
    void append(Stretch next) {
        table.take(next.table);
        stackRoots.append(next.stackRoots);
        threads.addAll(next.threads);
        systemRoots.append(next.systemRoots);
        finalizers.append(next.finalizers);
        references.append(next.references);
        continuations.append(next.continuations);
        virtualThreads.append(next.virtualThreads);
        agentsLoaders.addAll(next.agentsLoaders);
        records.addAll(next.records);
    }

    private long subRecord(long at) {
        int tag = file.u1(at);
        switch (tag) {
            case Hprof.INSTANCE_DUMP -> instance(at);
            case Hprof.OBJECT_ARRAY_DUMP -> node(at);
            case Hprof.PRIMITIVE_ARRAY_DUMP -> table.pass(file.id(at + 1), at);
            case Hprof.CLASS_DUMP -> type(at);
            case Hprof.ROOT_THREAD_OBJECT ->
                threads.add(
                        new DumpThread(file.id(at + 1), file.i4(at + 1 + Hprof.ID), file.u4(at + 1 + Hprof.ID + 4)));
            case Hprof.ROOT_JAVA_FRAME, Hprof.ROOT_JNI_LOCAL -> stackRoots.add(file.i4(at + 1 + Hprof.ID), at);
            case Hprof.ROOT_UNKNOWN,
                    Hprof.ROOT_STICKY_CLASS,
                    Hprof.ROOT_JNI_GLOBAL,
                    Hprof.ROOT_NATIVE_STACK,
                    Hprof.ROOT_THREAD_BLOCK -> systemRoots.add(at);
            default -> {
                // A monitor in use is no root: whoever holds it has the object on the stack. What is unknown has no
                // end.
            }
        }
        return SubRecord.end(file, at);
    }

    private void type(long at) {
        if (!alone) {
            throw new ClassAmongObjects();
        }
        // All classes stand together, wherever in the heap they are: they say nothing of where objects stand.
        classes.add(file.id(at + 1), at);
        table.add(file.id(at + 1));
        own.add(at);
    }

    private void node(long at) {
        long address = file.id(at + 1);
        table.pass(address, at);
        table.add(address);
        own.add(at);
    }

    private void instance(long at) {
        long address = file.id(at + 1);
        ClassShape shape = shape(file.id(at + 1 + Hprof.ID + 4), at);
        if (shape.isLeaf()) {
            table.pass(address, at);
            return;
        }
        node(at);
        if (shape.isReference) {
            reference(shape, at);
        } else if (shape.isThread) {
            thread(shape, at);
        } else if (shape.isLoader && shape.name.equals(AGENTS_LOADER)) {
            agentsLoaders.add(address);
        } else if (shape.isContinuation) {
            continuations.add(at);
        }
    }

    private void reference(ClassShape shape, long at) {
        if (shape.name.equals("java.lang.ref.Finalizer")) {
            finalizers.add(at);
        } else {
            references.add(at);
        }
    }

    private void thread(ClassShape shape, long at) {
        if (shape.name.equals("java.lang.VirtualThread")) {
            virtualThreads.add(at);
        }
    }

    private ClassShape shape(long id, long at) {
        if (id != lastClassId) {
            ClassShape shape = classes.of(id);
            if (shape == null) {
                if (!alone) {
                    throw new ClassAmongObjects();
                }
                throw new BadDump("an object stands before its class, at " + at);
            }
            lastClassId = id;
            lastShape = shape;
        }
        return lastShape;
    }
}
