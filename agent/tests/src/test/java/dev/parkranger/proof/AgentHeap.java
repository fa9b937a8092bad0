package dev.parkranger.proof;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the agent takes of a heap that was dumped: all objects of its own classes, and whatever else only they reach;
 * creating stacks aside. It lives in this package for the project's own reader, which reads a dump for another purpose.
 */
public final class AgentHeap {

    private static final int REFERENCE_BYTES = 4;

    private static final Set<String> STACKS =
            Set.of("dev.parkranger.record.Origin", "dev.parkranger.record.Backtrace", "dev.parkranger.record.Frame");

    /** Where the first record stands: behind the name of the format, the size of an identifier, and the time. */
    private static final int HEADER = Hprof.MAGIC.length() + 2 + 4 + 8;

    private final Heap heap;
    private final References references;
    private final Marks marks;
    private final Set<Long> ownLeaves = new HashSet<>();
    private final Ints stack = new Ints();
    private final Map<Long, Long> sizes = new HashMap<>();
    private final Map<String, Long> bytesOf = new HashMap<>();
    private long bytes;

    private AgentHeap(Heap heap) {
        this.heap = heap;
        this.references = new References(heap, Pins.of(heap, false), false);
        this.marks = new Marks(heap.nodes);
    }

    /** Reads a dump, of a JVM whose references take four bytes. */
    public static AgentHeap of(Path dump) throws IOException {
        AgentHeap agent = new AgentHeap(HeapReader.read(DumpFile.map(dump), false));
        agent.measure();
        agent.reachApplications();
        agent.reachAgents();
        agent.sum();
        return agent;
    }

    public long bytes() {
        return bytes;
    }

    /** By class. */
    public Map<String, Long> bytesOf() {
        return bytesOf;
    }

    /**
     * How large the instances of each class are: as far as from one to the object behind it, at the least, for the
     * collector has put them side by side. The dump itself tells how large their records are in it, which is another
     * matter.
     */
    private void measure() {
        long[] objects = new long[1 << 16];
        long[] records = new long[1 << 16];
        int count = 0;
        long at = HEADER;
        while (at < heap.file.length()) {
            int tag = heap.file.u1(at);
            long end = at + Hprof.RECORD_HEADER + heap.file.u4(at + 5);
            boolean segment = tag == Hprof.HEAP_DUMP || tag == Hprof.HEAP_DUMP_SEGMENT;
            long next;
            for (long part = at + Hprof.RECORD_HEADER; segment && part < end; part = next) {
                next = SubRecord.end(heap.file, part);
                int kind = heap.file.u1(part);
                if (kind == Hprof.INSTANCE_DUMP
                        || kind == Hprof.OBJECT_ARRAY_DUMP
                        || kind == Hprof.PRIMITIVE_ARRAY_DUMP
                        || kind == Hprof.CLASS_DUMP) {
                    if (count == objects.length) {
                        objects = Arrays.copyOf(objects, count * 2);
                        records = Arrays.copyOf(records, count * 2);
                    }
                    objects[count] = heap.file.id(part + 1);
                    records[count++] = part;
                }
            }
            at = end;
        }
        long[] inOrder = Arrays.copyOf(objects, count);
        Arrays.sort(inOrder);
        for (int i = 0; i < count; i++) {
            int place = Arrays.binarySearch(inOrder, objects[i]);
            if (heap.file.u1(records[i]) == Hprof.INSTANCE_DUMP && place + 1 < count) {
                long type = heap.file.id(records[i] + 1 + Hprof.ID + 4);
                // The last one before a hole stands far from what comes next, but no reference takes more than in the
                // dump.
                long most = (16 + heap.file.u4(records[i] + 1 + Hprof.ID + 4 + Hprof.ID) + 7) & ~7L;
                sizes.merge(type, Math.min(most, inOrder[place + 1] - objects[i]), Math::min);
            }
        }
    }

    /** Nothing follows from what is the agent's, so what is reached now is somebody else's too. */
    private void reachApplications() {
        References.Visitor visitor = new Reached();
        new Roots(heap).each(new Roots.Visitor() {
            @Override
            public void of(long address) {
                visitor.strong(address);
            }

            @Override
            public void of(ClassShape shape) {
                visitor.type(shape);
            }
        });
        for (DumpThread thread : heap.threads) {
            ClassShape shape = heap.shapeOf(thread.object);
            if (shape != null && !shape.isAgents) {
                visitor.strong(thread.object);
                heap.stackRoots.each(thread.serial, (address, depth) -> visitor.strong(address));
            }
        }
        while (!stack.isEmpty()) {
            references.from(stack.pop(), visitor);
        }
    }

    private final class Reached implements References.Visitor {

        @Override
        public void strong(long address) {
            int node = heap.table.nodeAt(address);
            if (node < 0) {
                heap.table.reachLeaf(address);
            } else if (!marks.isReached(node)) {
                marks.reach(node, Marking.PLAIN);
                stack.add(node);
            }
        }

        @Override
        public void type(ClassShape shape) {
            strong(shape.id);
        }

        @Override
        public void weak(int node, long referent) {
            // Whose else it may be: not for this reference's sake.
        }
    }

    /** From all instances of the agent's classes, and from what their static fields hold. */
    private void reachAgents() {
        for (int node = 0; node < heap.nodes; node++) {
            long record = heap.recordOf(node);
            if (heap.file.u1(record) == Hprof.INSTANCE_DUMP
                    && heap.shapeAt(record).isAgents
                    && !isOfStacks(heap.shapeAt(record))) {
                marks.set(node, Marks.NOW);
                stack.add(node);
            }
        }
        for (ClassShape shape : heap.classes.all()) {
            if (shape.isAgents) {
                ClassRecord.eachStatic(heap.file, shape.offset, (name, type, at) -> {
                    if (type == Hprof.OBJECT) {
                        own(heap.file.id(at));
                    }
                });
            }
        }
        while (!stack.isEmpty()) {
            follow(heap.recordOf(stack.pop()));
        }
    }

    /** Creating stacks, captured or resolved, are there for samples and suspects alone, and are bounded by themselves. */
    private static boolean isOfStacks(ClassShape shape) {
        return STACKS.contains(shape.name);
    }

    private void follow(long record) {
        if (heap.file.u1(record) == Hprof.OBJECT_ARRAY_DUMP) {
            int length = heap.file.i4(record + 1 + Hprof.ID + 4);
            for (int i = 0; i < length; i++) {
                own(heap.file.id(record + Hprof.OBJECT_ARRAY_HEADER + (long) i * Hprof.ID));
            }
        } else if (heap.file.u1(record) == Hprof.INSTANCE_DUMP) {
            for (int edge : heap.shapeAt(record).edges) {
                own(heap.file.id(record + Hprof.INSTANCE_HEADER + edge));
            }
        }
    }

    /** Classes are the loader's. */
    private void own(long address) {
        int node = heap.table.nodeAt(address);
        if (node < 0) {
            if (address != 0 && !heap.table.isLeafReached(address)) {
                ownLeaves.add(address);
            }
        } else if (!marks.isReached(node)
                && !marks.has(node, Marks.NOW)
                && heap.file.u1(heap.recordOf(node)) != Hprof.CLASS_DUMP
                && !isOfStacks(heap.shapeAt(heap.recordOf(node)))) {
            marks.set(node, Marks.NOW);
            stack.add(node);
        }
    }

    /** Goes through all pages once more, for leaves have no number. */
    private void sum() {
        for (int node = 0; node < heap.nodes; node++) {
            if (marks.has(node, Marks.NOW)) {
                count(heap.recordOf(node));
            }
        }
        Leaves leaves = new Leaves(heap);
        Set<Long> strings = ownLeaves;
        // A string's characters are a leaf behind a leaf.
        for (int depth = 0; depth < 2; depth++) {
            Set<Long> further = new HashSet<>();
            for (long address : strings) {
                long record = leaves.recordOf(address);
                if (record >= 0) {
                    count(record);
                    if (heap.file.u1(record) == Hprof.INSTANCE_DUMP
                            && heap.shapeAt(record).name.equals("java.lang.String")) {
                        long characters = heap.reference(record, "java.lang.String", "value");
                        if (!heap.table.isLeafReached(characters) && !ownLeaves.contains(characters)) {
                            further.add(characters);
                        }
                    }
                }
            }
            strings = further;
        }
    }

    private void count(long record) {
        long size = heap.file.u1(record) == Hprof.INSTANCE_DUMP
                ? sizes.getOrDefault(heap.shapeAt(record).id, 0L)
                : Leaves.bytes(heap, record, REFERENCE_BYTES);
        bytes += size;
        String name = heap.file.u1(record) == Hprof.PRIMITIVE_ARRAY_DUMP ? "numbers" : heap.shapeAt(record).name;
        bytesOf.merge(name, size, Long::sum);
    }
}
