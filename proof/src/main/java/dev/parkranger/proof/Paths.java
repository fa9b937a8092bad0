package dev.parkranger.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who could still wake a thread: the shortest way from a root to what it waits for. */
final class Paths implements References.Visitor, Roots.Visitor {

    private static final int UNSEEN = -1;
    private static final int SYSTEM = -2;
    private static final int TYPE = -3;
    private static final int STACKS = -4;

    /** What is longer than this nobody reads; its middle is left out. */
    private static final int MAX_STEPS = 12;

    private final Heap heap;
    private final Analysis analysis;
    private final Triggers triggers;
    private final int[] parents;
    private Longs queue = new Longs();
    private final boolean[] woken;
    private final Map<Integer, Integer> reachedBy = new HashMap<>();
    private boolean weakToo;
    private int from = SYSTEM;

    Paths(Analysis analysis) {
        this.analysis = analysis;
        this.heap = analysis.heap();
        this.triggers = new Triggers(heap, analysis.marking().marks(), analysis.wakes());
        this.parents = new int[heap.nodes];
        Arrays.fill(parents, UNSEEN);
        this.woken = new boolean[heap.threads.size()];
        for (boolean weak : new boolean[] {false, true}) {
            weakToo = weak;
            search();
        }
    }

    private void search() {
        from = SYSTEM;
        new Roots(heap).each(this);
        for (int i = 0; i < woken.length; i++) {
            if (analysis.wakes().get(i) instanceof Wake.Awake) {
                wake(i, UNSEEN);
            }
        }
        int head = 0;
        if (weakToo) {
            for (int node = 0; node < parents.length; node++) {
                if (parents[node] != UNSEEN) {
                    queue.add(node);
                }
            }
        }
        while (head < queue.size()) {
            from = (int) queue.get(head);
            queue.release(head++);
            analysis.references().from(from, this);
        }
        queue = new Longs();
    }

    private void wake(int thread, int handle) {
        if (woken[thread]) {
            return;
        }
        woken[thread] = true;
        reachedBy.put(thread, handle);
        DumpThread awake = heap.threads.get(thread);
        ClassShape shape = heap.shapeOf(awake.object);
        if (shape != null && shape.isAgents) {
            return;
        }
        int before = from;
        from = STACKS - thread;
        analysis.references().ofThread(awake, this);
        from = before;
        triggers.eachWaitingFor(thread, next -> wakeIfReady(next, UNSEEN));
    }

    private void wakeIfReady(int thread, int handle) {
        if (Triggers.isReady(analysis.wakes().get(thread), owner -> woken[owner], this::isSeen)) {
            wake(thread, handle);
        }
    }

    private boolean isSeen(long address) {
        int node = heap.table.nodeAt(address);
        return node < 0 || parents[node] != UNSEEN;
    }

    @Override
    public void of(long address) {
        strong(address);
    }

    @Override
    public void of(ClassShape shape) {
        int before = from;
        from = TYPE;
        strong(shape.id);
        from = before;
    }

    @Override
    public void strong(long address) {
        int node = heap.table.nodeAt(address);
        if (node >= 0 && parents[node] == UNSEEN) {
            parents[node] = from;
            queue.add(node);
            if (analysis.marking().marks().isTrigger(node)) {
                triggers.eachOf(node, weakToo, thread -> wake(thread, node), thread -> wakeIfReady(thread, node));
            }
        }
    }

    @Override
    public void type(ClassShape shape) {
        strong(shape.id);
    }

    @Override
    public void weak(int node, long referent) {
        if (weakToo) {
            strong(referent);
        }
    }

    /** In words; empty where nothing is known. */
    String to(int thread) {
        Wake wake = analysis.wakes().get(thread);
        if (wake instanceof Wake.Awake awake) {
            return awake.why();
        }
        Integer handle = reachedBy.get(thread);
        if (handle == null) {
            return "";
        }
        if (handle == UNSEEN) {
            return "still to be let in by who holds it: " + ((Wake.Waits) wake).what();
        }
        List<Integer> nodes = new ArrayList<>();
        int at = handle;
        while (at >= 0) {
            nodes.add(0, at);
            at = parents[at];
        }
        return "still reachable: " + words(at, nodes);
    }

    private String words(int root, List<Integer> nodes) {
        List<String> steps = new ArrayList<>();
        int first = nodes.get(0);
        if (root <= STACKS) {
            steps.add(onStack(STACKS - root, first));
        } else if (root == SYSTEM) {
            steps.add("what the JVM holds, " + name(first));
        }
        for (int i = 1; i < nodes.size(); i++) {
            steps.add(step(nodes.get(i - 1), nodes.get(i)));
        }
        if (steps.isEmpty()) {
            steps.add("class " + name(first));
        }
        if (steps.size() > MAX_STEPS) {
            int left = steps.size() - MAX_STEPS;
            List<String> shortened = new ArrayList<>(steps.subList(0, MAX_STEPS / 2));
            shortened.add("(" + left + " more)");
            shortened.addAll(steps.subList(steps.size() - MAX_STEPS / 2, steps.size()));
            steps = shortened;
        }
        return String.join(" -> ", steps);
    }

    private String onStack(int thread, int node) {
        DumpThread holder = heap.threads.get(thread);
        long address = heap.file.id(heap.recordOf(node) + 1);
        String name = analysis.facts().name(holder.tid);
        String whose = "thread " + holder.tid + (name.isEmpty() ? "" : " " + name);
        if (address == holder.object) {
            return whose;
        }
        if (heap.file.u1(heap.recordOf(node)) == Hprof.CLASS_DUMP) {
            return whose + ", which runs a method of " + name(node);
        }
        int[] found = {-1};
        heap.stackRoots.each(holder.serial, (root, depth) -> {
            if (root == address && found[0] < 0) {
                found[0] = depth;
            }
        });
        List<Stacks.Call> calls = heap.stacks.of(holder);
        return "a local of " + whose
                + (found[0] >= 0 && found[0] < calls.size() ? " in " + calls.get(found[0]) : "")
                + ", a " + name(node);
    }

    private String name(int node) {
        long record = heap.recordOf(node);
        if (heap.file.u1(record) == Hprof.CLASS_DUMP) {
            ClassShape shape = heap.classes.of(heap.file.id(record + 1));
            return shape == null ? "?" : shape.name;
        }
        return heap.shapeAt(record).name;
    }

    private String step(int parent, int child) {
        long address = heap.file.id(heap.recordOf(child) + 1);
        long record = heap.recordOf(parent);
        switch (heap.file.u1(record)) {
            case Hprof.CLASS_DUMP -> {
                String[] found = {"what its class keeps"};
                ClassRecord.eachStatic(heap.file, record, (name, type, at) -> {
                    if (type == Hprof.OBJECT && heap.file.id(at) == address) {
                        found[0] = heap.names.of(name);
                    }
                });
                return "static " + name(parent) + "." + found[0];
            }
            case Hprof.OBJECT_ARRAY_DUMP -> {
                int length = heap.file.i4(record + 1 + Hprof.ID + 4);
                for (int i = 0; i < length; i++) {
                    if (heap.file.id(record + Hprof.OBJECT_ARRAY_HEADER + (long) i * Hprof.ID) == address) {
                        return "[" + i + "]";
                    }
                }
                return "[]";
            }
            default -> {
                return field(record, address);
            }
        }
    }

    private String field(long record, long address) {
        long at = record + Hprof.INSTANCE_HEADER;
        for (ClassShape part = heap.shapeAt(record); part != null; part = part.parent) {
            for (int i = 0; i < part.fieldTypes.length; i++) {
                if (part.fieldTypes[i] == Hprof.OBJECT && heap.file.id(at) == address) {
                    String name = heap.names.of(part.fieldNames[i]);
                    return part.name.substring(part.name.lastIndexOf('.') + 1) + "." + name;
                }
                at += Hprof.size(part.fieldTypes[i]);
            }
        }
        return "its class";
    }
}
