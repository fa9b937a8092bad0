package dev.parkranger.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * Which object a thread in {@code Object.wait()} waits for. The dump does not say; it is among what the frames of the
 * wait refer to, and the JVM says of which class it is.
 */
final class WaitRule {

    /** As deep as the queue's own frames are, those of a condition among them. */
    private static final int QUEUE_FRAMES = 8;

    private final Heap heap;
    private final Facts facts;
    private final Leaves leaves;
    private final boolean classCheck;

    WaitRule(Heap heap, Facts facts, Leaves leaves, boolean classCheck) {
        this.heap = heap;
        this.facts = facts;
        this.leaves = leaves;
        this.classCheck = classCheck;
    }

    Wake of(DumpThread thread, List<Stacks.Call> calls) {
        String lockClass = facts.lockClass(thread.tid);
        if (lockClass == null) {
            return new Wake.Awake("nobody knows the class of the object it waits for");
        }
        if (lockClass.equals("java.lang.String")) {
            return new Wake.Awake("it waits for a string, which anybody has who writes the same");
        }
        int frames = 0;
        while (frames < calls.size()
                && calls.get(frames).type().equals("java.lang.Object")
                && calls.get(frames).method().startsWith("wait")) {
            frames++;
        }
        if (isForTheCollector(calls, frames)) {
            return new Wake.Awake("the garbage collector may wake it");
        }
        List<Long> handles = new ArrayList<>();
        int own = frames;
        heap.stackRoots.each(thread.serial, (address, depth) -> {
            if (depth >= 0 && depth < own && fits(address, lockClass)) {
                handles.add(address);
            }
        });
        if (handles.isEmpty() && !isPerhapsForItself(calls, own, lockClass)) {
            // A native wait keeps nothing in its frame; whoever called it holds the monitor.
            heap.stackRoots.each(thread.serial, (address, depth) -> {
                if (depth == own && fits(address, lockClass)) {
                    handles.add(address);
                }
            });
        }
        return handles.isEmpty()
                ? new Wake.Awake("its frames do not say which " + lockClass + " it waits for")
                : new Wake.Waits(handles, -1, true, "a notification of a " + lockClass);
    }

    /**
     * Whether a thread waits in a {@code ReferenceQueue}: at its monitor, on JDK 19 to 23 at a condition of its own.
     *
     * @param from the frame that called the wait
     */
    static boolean isForTheCollector(List<Stacks.Call> calls, int from) {
        for (int i = 0; i < Math.min(calls.size(), from + QUEUE_FRAMES); i++) {
            if (calls.get(i).type().equals("java.lang.ref.ReferenceQueue")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the caller may wait for itself, {@code synchronized void await() { wait(); }}: compiled, its frame need not
     * keep {@code this}, and what else of that class it has is then another one. {@code Thread.join} is known to keep it.
     */
    private boolean isPerhapsForItself(List<Stacks.Call> calls, int caller, String lockClass) {
        if (!classCheck || caller >= calls.size()) {
            return false;
        }
        Stacks.Call call = calls.get(caller);
        if (call.type().equals("java.lang.Thread") && call.method().equals("join")) {
            return false;
        }
        ClassShape lock = heap.classes.named(lockClass);
        return lockClass.equals("java.lang.Class") || (lock != null && lock.is(call.type()));
    }

    private boolean fits(long address, String lockClass) {
        return !classCheck || leaves.className(address).equals(lockClass);
    }
}
