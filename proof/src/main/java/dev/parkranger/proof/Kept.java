package dev.parkranger.proof;

import java.util.List;

/**
 * What leaked threads alone keep alive: all of them together, and each one for itself. Each is followed in turn; what two
 * of them reach is no single one's.
 */
final class Kept implements References.Visitor {

    private static final String STRING = "java.lang.String";

    private final Heap heap;
    private final References references;
    private final Marks marks;
    private final int referenceBytes;
    private final List<Integer> threads;
    private final long[] objects;
    private final long[] bytes;
    private final Ints stack = new Ints();
    private final Ints fresh = new Ints();
    private LongToInt leaves = new LongToInt(1024);
    private long allObjects;
    private long allBytes;
    private int now;

    /**
     * Computes it.
     *
     * @param threads indexes of threads that nothing reaches
     */
    Kept(Analysis analysis, List<Integer> threads) {
        this.heap = analysis.heap();
        this.references = analysis.references();
        this.marks = analysis.marking().marks();
        this.referenceBytes = analysis.facts().referenceBytes();
        this.threads = threads;
        for (int node = 0; node < heap.nodes; node++) {
            marks.clear(node, Marks.NOW | Marks.BEFORE | Marks.SHARED);
        }
        objects = new long[threads.size()];
        bytes = new long[threads.size()];
        for (now = 0; now < threads.size(); now++) {
            follow(heap.threads.get(threads.get(now)));
        }
        for (int node = 0; node < heap.nodes; node++) {
            marks.clear(node, Marks.NOW);
        }
        for (now = 0; now < threads.size(); now++) {
            sum(heap.threads.get(threads.get(now)));
        }
        measureLeaves();
    }

    long objects() {
        return allObjects;
    }

    long bytes() {
        return allBytes;
    }

    /** Of one of the threads, by its place in the list. */
    long objects(int at) {
        return objects[at];
    }

    long bytes(int at) {
        return bytes[at];
    }

    private void follow(DumpThread thread) {
        fresh.clear();
        references.ofThread(thread, this);
        while (!stack.isEmpty()) {
            references.from(stack.pop(), this);
        }
        for (int i = 0; i < fresh.size(); i++) {
            int node = fresh.get(i);
            if (marks.has(node, Marks.NOW)) {
                marks.clear(node, Marks.NOW);
                marks.set(node, Marks.BEFORE);
            }
        }
    }

    @Override
    public void strong(long address) {
        int node = heap.table.nodeAt(address);
        if (node < 0) {
            leaf(address);
        } else if (!marks.isReached(node) && !marks.has(node, Marks.NOW | Marks.SHARED)) {
            if (marks.has(node, Marks.BEFORE)) {
                marks.clear(node, Marks.BEFORE);
                marks.set(node, Marks.SHARED);
            } else {
                marks.set(node, Marks.NOW);
                fresh.add(node);
                allObjects++;
                allBytes += Leaves.bytes(heap, heap.recordOf(node), referenceBytes);
            }
            stack.add(node);
        }
    }

    private void leaf(long address) {
        if (!heap.table.isLeafReached(address)) {
            claim(leaves, address, now);
        }
    }

    private void claim(LongToInt owners, long address, int owner) {
        int before = owners.get(address);
        owners.put(address, before < 0 || before == owner ? owner : threads.size());
    }

    @Override
    public void type(ClassShape shape) {
        strong(shape.id);
    }

    @Override
    public void weak(int node, long referent) {
        // Keeps nothing alive.
    }

    /** What one thread alone reaches it reaches through nothing but what it alone reaches. */
    private void sum(DumpThread thread) {
        References.Visitor own = new References.Visitor() {
            @Override
            public void strong(long address) {
                int node = heap.table.nodeAt(address);
                if (node >= 0 && marks.has(node, Marks.BEFORE) && !marks.has(node, Marks.NOW)) {
                    marks.set(node, Marks.NOW);
                    objects[now]++;
                    bytes[now] += Leaves.bytes(heap, heap.recordOf(node), referenceBytes);
                    stack.add(node);
                }
            }

            @Override
            public void type(ClassShape shape) {
                strong(shape.id);
            }

            @Override
            public void weak(int node, long referent) {
                // Keeps nothing alive.
            }
        };
        references.ofThread(thread, own);
        while (!stack.isEmpty()) {
            references.from(stack.pop(), own);
        }
    }

    /** Strings lead on to their characters. */
    private void measureLeaves() {
        LongToInt characters = new LongToInt(1024);
        measure(leaves, characters);
        leaves = characters;
        measure(leaves, new LongToInt(8));
    }

    private void measure(LongToInt owners, LongToInt further) {
        LongToInt pages = new LongToInt(64);
        owners.each((address, owner) -> {
            int page = heap.table.pageOf(address);
            if (page >= 0) {
                pages.put(page, 1);
            }
        });
        pages.each((page, one) -> measurePage((int) page, owners, further));
    }

    private void measurePage(int page, LongToInt owners, LongToInt further) {
        long last = heap.table.end(page);
        for (long at = heap.table.begin(page); at <= last; at = SubRecord.end(heap.file, at)) {
            int tag = heap.file.u1(at);
            if (tag == Hprof.INSTANCE_DUMP || tag == Hprof.PRIMITIVE_ARRAY_DUMP) {
                long address = heap.file.id(at + 1);
                int owner = heap.table.pageOf(address) == page ? owners.get(address) : LongToInt.NONE;
                if (owner >= 0) {
                    count(at, owner);
                    if (tag == Hprof.INSTANCE_DUMP && heap.shapeAt(at).name.equals(STRING)) {
                        claim(further, heap.reference(at, STRING, "value"), owner);
                    }
                }
            }
        }
    }

    private void count(long record, int owner) {
        long size = Leaves.bytes(heap, record, referenceBytes);
        allObjects++;
        allBytes += size;
        if (owner < threads.size()) {
            objects[owner]++;
            bytes[owner] += size;
        }
    }
}
