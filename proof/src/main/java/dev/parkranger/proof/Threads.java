package dev.parkranger.proof;

import java.util.HashMap;
import java.util.Map;

/** The dump's threads, and how each stood. */
final class Threads {

    private static final String THREAD = "java.lang.Thread";
    private static final String VIRTUAL = "java.lang.VirtualThread";

    // Bits of a platform thread's status, as JVMTI has them.
    private static final int TERMINATED = 0x2;
    private static final int INDEFINITELY = 0x10;
    private static final int IN_OBJECT_WAIT = 0x100;
    private static final int PARKED = 0x200;
    private static final int WANTS_MONITOR = 0x400;

    private final Heap heap;
    private final Facts facts;
    private final LongToInt byObject = new LongToInt(64);
    private final Map<Long, Integer> byTid = new HashMap<>();
    private final Map<Integer, String> virtualStates;

    Threads(Heap heap, Facts facts) {
        this.heap = heap;
        this.facts = facts;
        virtualStates = virtualStates();
        for (int i = 0; i < heap.threads.size(); i++) {
            DumpThread thread = heap.threads.get(i);
            byObject.put(thread.object, i);
            thread.node = heap.table.nodeAt(thread.object);
            if (thread.node >= 0) {
                read(thread);
                byTid.put(thread.tid, i);
            }
        }
    }

    /** Negative for a thread that has ended or has not begun. */
    int indexOf(long object) {
        return byObject.get(object);
    }

    int indexOfTid(long tid) {
        return byTid.getOrDefault(tid, -1);
    }

    String describe(int index) {
        DumpThread thread = heap.threads.get(index);
        String name = facts.name(thread.tid);
        return name.isEmpty() ? "thread " + thread.tid : "thread " + thread.tid + " " + name;
    }

    boolean hasEnded(long object) {
        return state(object) == DumpThread.State.ENDED;
    }

    DumpThread.State state(long object) {
        ClassShape shape = heap.shapeOf(object);
        if (shape == null) {
            return DumpThread.State.AWAKE;
        }
        long fields = heap.recordOf(heap.table.nodeAt(object)) + Hprof.INSTANCE_HEADER;
        return shape.name.equals(VIRTUAL) ? virtualState(shape, fields) : platformState(shape, fields);
    }

    private void read(DumpThread thread) {
        ClassShape shape = heap.shapeAt(heap.recordOf(thread.node));
        long fields = heap.recordOf(thread.node) + Hprof.INSTANCE_HEADER;
        thread.tid = heap.file.id(fields + heap.classes.field(shape, THREAD, "tid"));
        thread.virtual = shape.name.equals(VIRTUAL);
        thread.interrupted = flag(shape, fields, THREAD, "interrupted");
        thread.permit = thread.virtual
                && (flag(shape, fields, VIRTUAL, "parkPermit")
                        || flag(shape, fields, VIRTUAL, "blockPermit")
                        || flag(shape, fields, VIRTUAL, "notified"));
        thread.state = state(thread.object);
    }

    private boolean flag(ClassShape shape, long fields, String declaredBy, String name) {
        int at = heap.classes.field(shape, declaredBy, name);
        return at >= 0 && heap.file.u1(fields + at) != 0;
    }

    private DumpThread.State platformState(ClassShape shape, long fields) {
        int status;
        int at = heap.classes.field(shape, THREAD, "threadStatus");
        if (at >= 0) {
            status = heap.file.i4(fields + at);
        } else {
            // Since JDK 19 in an object of its own.
            int holder = heap.classes.field(shape, THREAD, "holder");
            long address = holder < 0 ? 0 : heap.file.id(fields + holder);
            int node = heap.table.nodeAt(address);
            if (node < 0) {
                return DumpThread.State.AWAKE;
            }
            long record = heap.recordOf(node);
            ClassShape holderShape = heap.shapeAt(record);
            int in = heap.classes.field(holderShape, holderShape.name, "threadStatus");
            status = in < 0 ? 0 : heap.file.i4(record + Hprof.INSTANCE_HEADER + in);
        }
        if ((status & TERMINATED) != 0) {
            return DumpThread.State.ENDED;
        }
        if ((status & WANTS_MONITOR) != 0) {
            return DumpThread.State.BLOCKED;
        }
        if ((status & INDEFINITELY) == 0) {
            return DumpThread.State.AWAKE;
        }
        if ((status & PARKED) != 0) {
            return DumpThread.State.PARKED;
        }
        return (status & IN_OBJECT_WAIT) != 0 ? DumpThread.State.WAITING : DumpThread.State.AWAKE;
    }

    /** Its numbers differ between JDKs, but the class has them as constants. */
    private DumpThread.State virtualState(ClassShape shape, long fields) {
        int at = heap.classes.field(shape, VIRTUAL, "state");
        String state = at < 0 ? null : virtualStates.get(heap.file.i4(fields + at));
        if (state == null) {
            return DumpThread.State.AWAKE;
        }
        return switch (state) {
            case "PARKED" -> DumpThread.State.PARKED;
            case "BLOCKED" -> DumpThread.State.BLOCKED;
            case "WAIT" -> DumpThread.State.WAITING;
            case "TERMINATED" -> DumpThread.State.ENDED;
            default -> DumpThread.State.AWAKE;
        };
    }

    /** Whether a virtual thread has been started and has not ended. */
    boolean isUnderWay(long record) {
        ClassShape shape = heap.shapeAt(record);
        int at = heap.classes.field(shape, VIRTUAL, "state");
        String state =
                at < 0 ? "?" : virtualStates.getOrDefault(heap.file.i4(record + Hprof.INSTANCE_HEADER + at), "?");
        return !state.equals("NEW") && !state.equals("TERMINATED");
    }

    private Map<Integer, String> virtualStates() {
        Map<Integer, String> states = new HashMap<>();
        ClassShape shape = heap.classes.named(VIRTUAL);
        if (shape != null) {
            ClassRecord.eachStatic(heap.file, shape.offset, (name, type, at) -> {
                if (type == Hprof.INT) {
                    states.put(heap.file.i4(at), heap.names.of(name));
                }
            });
        }
        return states;
    }
}
