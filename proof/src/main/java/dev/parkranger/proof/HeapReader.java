package dev.parkranger.proof;

import java.util.HashSet;
import java.util.Set;

/** Reads a dump once, from its beginning to its end. */
final class HeapReader {

    /** The class of the loader that the agent's own classes are in. */
    private static final String AGENTS_LOADER = "dev.parkranger.launcher.IsolatedLoader";

    private static final Set<String> AGENTS_PACKAGES = Set.of("dev.parkranger.hooks.", "dev.parkranger.launcher.");

    private final DumpFile file;
    private final Heap heap;
    private final Set<Long> agentsLoaders = new HashSet<>();
    private final Longs records = new Longs();
    private long lastClassId;
    private ClassShape lastShape;

    private HeapReader(DumpFile file, boolean neverFollow) {
        this.file = file;
        this.heap = new Heap(file, neverFollow);
        this.lastShape = new ClassShape(0, "", null, 0, 0, new long[0], new byte[0]);
    }

    /**
     * Reads it.
     *
     * @throws BadDump where it is cut short or of another kind
     */
    static Heap read(DumpFile file, boolean neverFollow) {
        try {
            return new HeapReader(file, neverFollow).read();
        } catch (IndexOutOfBoundsException e) {
            throw new BadDump("the dump is cut short, at " + file.length() + " bytes");
        }
    }

    private Heap read() {
        long at = header();
        boolean whole = false;
        while (at < file.length()) {
            int tag = file.u1(at);
            long length = file.u4(at + 5);
            long body = at + Hprof.RECORD_HEADER;
            long end = body + length;
            if (end > file.length()) {
                throw new BadDump("the dump is cut short, at " + file.length() + " bytes");
            }
            switch (tag) {
                case Hprof.UTF8 -> heap.names.add(body, length);
                case Hprof.LOAD_CLASS -> heap.classes.name(body);
                case Hprof.FRAME -> heap.stacks.frame(body);
                case Hprof.TRACE -> heap.stacks.trace(body);
                case Hprof.HEAP_DUMP, Hprof.HEAP_DUMP_SEGMENT -> segment(body, end);
                case Hprof.HEAP_DUMP_END -> whole = true;
                default -> {}
            }
            at = end;
        }
        if (!whole) {
            throw new BadDump("the dump has no end, after " + file.length() + " bytes");
        }
        seal();
        return heap;
    }

    private long header() {
        StringBuilder magic = new StringBuilder();
        long at = 0;
        for (int c = file.u1(at++); c != 0 && at < 64; c = file.u1(at++)) {
            magic.append((char) c);
        }
        if (!magic.toString().startsWith(Hprof.MAGIC)) {
            throw new BadDump("found \"" + magic + "\", allowed: a heap dump in hprof format");
        }
        if (file.i4(at) != Hprof.ID) {
            throw new BadDump("found identifiers of " + file.i4(at) + " bytes, allowed: 8");
        }
        return at + 4 + 8;
    }

    private void segment(long from, long end) {
        long at = from;
        while (at < end) {
            at = subRecord(at);
        }
        if (at != end) {
            throw new BadDump("a heap dump segment does not end where it should, at " + at);
        }
    }

    private long subRecord(long at) {
        int tag = file.u1(at);
        switch (tag) {
            case Hprof.INSTANCE_DUMP -> instance(at);
            case Hprof.OBJECT_ARRAY_DUMP -> node(at);
            case Hprof.PRIMITIVE_ARRAY_DUMP -> heap.table.pass(file.id(at + 1), at);
            case Hprof.CLASS_DUMP -> {
                // All classes stand together, wherever in the heap they are: they say nothing of where objects stand.
                heap.classes.add(file.id(at + 1), at);
                heap.table.add(file.id(at + 1));
                records.add(at);
            }
            case Hprof.ROOT_THREAD_OBJECT ->
                heap.threads.add(
                        new DumpThread(file.id(at + 1), file.i4(at + 1 + Hprof.ID), file.u4(at + 1 + Hprof.ID + 4)));
            case Hprof.ROOT_JAVA_FRAME, Hprof.ROOT_JNI_LOCAL -> heap.stackRoots.add(file.i4(at + 1 + Hprof.ID), at);
            case Hprof.ROOT_UNKNOWN,
                    Hprof.ROOT_STICKY_CLASS,
                    Hprof.ROOT_JNI_GLOBAL,
                    Hprof.ROOT_NATIVE_STACK,
                    Hprof.ROOT_THREAD_BLOCK -> heap.systemRoots.add(at);
            default -> {
                // A monitor in use is no root: whoever holds it has the object on the stack. What is unknown has no
                // end.
            }
        }
        return SubRecord.end(file, at);
    }

    private void node(long at) {
        long address = file.id(at + 1);
        heap.table.pass(address, at);
        heap.table.add(address);
        records.add(at);
    }

    private void instance(long at) {
        long address = file.id(at + 1);
        ClassShape shape = shape(file.id(at + 1 + Hprof.ID + 4), at);
        if (shape.isLeaf()) {
            heap.table.pass(address, at);
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
            heap.continuations.add(at);
        }
    }

    private void reference(ClassShape shape, long at) {
        if (shape.name.equals("java.lang.ref.Finalizer")) {
            heap.finalizers.add(at);
        } else {
            heap.references.add(at);
        }
    }

    private void thread(ClassShape shape, long at) {
        if (shape.name.equals("java.lang.VirtualThread")) {
            heap.virtualThreads.add(at);
        }
    }

    private ClassShape shape(long id, long at) {
        if (id != lastClassId) {
            ClassShape shape = heap.classes.of(id);
            if (shape == null) {
                throw new BadDump("an object stands before its class, at " + at);
            }
            lastClassId = id;
            lastShape = shape;
        }
        return lastShape;
    }

    /** Numbers the nodes by address, and finds each one's record again by going through them once more. */
    private void seal() {
        heap.classes.seal();
        for (ClassShape shape : heap.classes.all()) {
            shape.isAgents = agentsLoaders.contains(shape.loader)
                    || AGENTS_PACKAGES.stream().anyMatch(shape.name::startsWith);
        }
        heap.nodes = heap.table.seal();
        heap.offsets = Longs.zeros(heap.nodes);
        for (int i = 0; i < records.size(); i++) {
            long record = records.get(i);
            heap.offsets.set(heap.table.nodeAt(file.id(record + 1)), record);
            records.release(i);
        }
    }
}
