package dev.parkranger.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whom a parked thread can be woken by: whoever reaches its blocker, and where the JDK's own classes do not vouch for
 * that, whoever reaches the Thread.
 */
final class ParkRule {

    private static final String CONCURRENT = "java.util.concurrent.";

    /** The frames of parking itself. */
    private static final List<String> PARKING = List.of(
            "jdk.internal.misc.Unsafe",
            "java.util.concurrent.locks.LockSupport",
            "java.lang.VirtualThread",
            "java.lang.System$",
            "jdk.internal.vm.Continuation",
            "jdk.internal.misc.VirtualThreads");

    private static final Set<String> CONDITIONS = Set.of(
            "java.util.concurrent.locks.AbstractQueuedSynchronizer",
            "java.util.concurrent.locks.AbstractQueuedLongSynchronizer");

    private static final Set<String> OWNED = Set.of(
            "java.util.concurrent.locks.ReentrantLock$NonfairSync",
            "java.util.concurrent.locks.ReentrantLock$FairSync",
            "java.util.concurrent.locks.ReentrantReadWriteLock$NonfairSync",
            "java.util.concurrent.locks.ReentrantReadWriteLock$FairSync");

    private static final int NOBODY = -1;

    private final Heap heap;
    private final Threads threads;
    private final Leaves leaves;
    private final boolean foreignBlockers;

    ParkRule(Heap heap, Threads threads, Leaves leaves, boolean foreignBlockers) {
        this.heap = heap;
        this.leaves = leaves;
        this.threads = threads;
        this.foreignBlockers = foreignBlockers;
    }

    Wake of(DumpThread thread, List<Stacks.Call> calls) {
        int caller = 0;
        while (caller < calls.size() && isParking(calls.get(caller))) {
            caller++;
        }
        if (caller == calls.size()) {
            return new Wake.Awake("its stack does not say what it waits for");
        }
        if (WaitRule.isForTheCollector(calls, caller)) {
            return new Wake.Awake("the garbage collector may wake it");
        }
        boolean interruptible = !Uninterruptible.is(calls, caller);
        long blocker = heap.referenceOf(thread.object, "java.lang.Thread", "parkBlocker");
        if (blocker == 0) {
            return new Wake.Awake("it parks without saying for what");
        }
        if (leaves.className(blocker).equals("java.lang.String")) {
            return new Wake.Awake("it parks for a string, which anybody has who writes the same");
        }
        ClassShape shape = heap.shapeOf(blocker);
        boolean jdks = shape != null
                && shape.loader == 0
                && shape.name.startsWith(CONCURRENT)
                && calls.get(caller).isOf(CONCURRENT);
        if (shape != null && jdks && OWNED.contains(shape.name)) {
            long owner = heap.referenceOf(
                    blocker, "java.util.concurrent.locks.AbstractOwnableSynchronizer", "exclusiveOwnerThread");
            if (owner != 0) {
                return owned(blocker, owner, interruptible, outer(shape.name));
            }
        }
        List<Long> handles = new ArrayList<>();
        handles.add(blocker);
        if (shape != null) {
            condition(shape, blocker, handles);
        }
        if (!jdks && foreignBlockers) {
            handles.add(thread.object);
        }
        return new Wake.Waits(
                handles, NOBODY, interruptible, shape == null ? "an object of its own" : outer(shape.name));
    }

    /** These locks let nobody unlock but their owner: only it can let the next one in, and must have the lock for that. */
    private Wake owned(long lock, long owner, boolean interruptible, String what) {
        int index = threads.indexOf(owner);
        if (index >= 0) {
            return new Wake.Waits(List.of(lock), index, interruptible, what + ", held by " + threads.describe(index));
        }
        return threads.hasEnded(owner)
                ? new Wake.Waits(List.of(), NOBODY, interruptible, what + ", held by a thread that has ended")
                : new Wake.Awake("nobody knows the state of the thread that holds the lock it waits for");
    }

    /** Once signalled a thread waits for its lock, under the condition's name. */
    private void condition(ClassShape shape, long blocker, List<Long> handles) {
        for (String type : CONDITIONS) {
            if (shape.is(type + "$ConditionObject")) {
                handles.add(heap.referenceOf(blocker, type + "$ConditionObject", "this$0"));
            }
        }
    }

    private static boolean isParking(Stacks.Call call) {
        for (String type : PARKING) {
            if (call.isOf(type)) {
                return true;
            }
        }
        return false;
    }

    private static String outer(String name) {
        if (name.endsWith("$ConditionObject")) {
            return "a Condition";
        }
        int nested = name.indexOf('$');
        return nested > 0 && name.startsWith(CONCURRENT) ? name.substring(0, nested) : name;
    }
}
