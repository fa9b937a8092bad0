package dev.parkranger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.proof.DumpWriter.Frame;
import dev.parkranger.proof.DumpWriter.Thing;
import dev.parkranger.proof.DumpWriter.Type;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A small heap in which threads wait: the JDK's classes that matter, an application's, and how to look at it all. */
final class World {

    private static final int PARKED = 0x1 | 0x80 | 0x10 | 0x200;
    private static final int WAITING = 0x1 | 0x80 | 0x10 | 0x100;
    private static final int BLOCKED = 0x1 | 0x400;
    private static final int TIMED = 0x1 | 0x80 | 0x20 | 0x200;
    private static final int RUNNABLE = 0x1 | 0x4;
    private static final int TERMINATED = 0x2;

    final DumpWriter dump = new DumpWriter();

    final Type object = dump.type("java.lang.Object", null);
    final Type objects = dump.type("[Ljava/lang/Object;", object);
    final Type thread = dump.type(
            "java.lang.Thread", object, "J tid", "Z interrupted", "L parkBlocker", "L group", "I threadStatus");
    final Type group = dump.type("java.lang.ThreadGroup", object, "L threads");
    final Type loader = dump.type("java.lang.ClassLoader", object, "L name");
    final Type appLoader = dump.type("jdk.internal.loader.ClassLoaders$AppClassLoader", loader);
    final Type reference =
            dump.type("java.lang.ref.Reference", object, "L referent", "L queue", "L next", "L discovered");
    final Type weakReference = dump.type("java.lang.ref.WeakReference", reference);
    final Type finalizer = dump.type("java.lang.ref.Finalizer", reference, "L following");
    final Type referenceQueue = dump.type("java.lang.ref.ReferenceQueue", object, "L head");
    final Type ownable =
            dump.type("java.util.concurrent.locks.AbstractOwnableSynchronizer", object, "L exclusiveOwnerThread");
    final Type aqs = dump.type("java.util.concurrent.locks.AbstractQueuedSynchronizer", ownable, "L head");
    final Type condition = dump.type(
            "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject", object, "L first", "L this$0");
    final Type latchSync = dump.type("java.util.concurrent.CountDownLatch$Sync", aqs);
    final Type latch = dump.type("java.util.concurrent.CountDownLatch", object, "L sync");
    final Type lockSync = dump.type("java.util.concurrent.locks.ReentrantLock$NonfairSync", aqs);
    final Type lock = dump.type("java.util.concurrent.locks.ReentrantLock", object, "L sync");
    final Type unsafe = dump.type("jdk.internal.misc.Unsafe", object);
    final Type lockSupport = dump.type("java.util.concurrent.locks.LockSupport", object);
    final Type box = dump.type("com.acme.Box", object, "L content");
    final Type work = dump.type("com.acme.Work", object);
    private final Type agentsLoader = dump.type("dev.parkranger.launcher.IsolatedLoader", loader);
    final Type agents = dump.type("dev.parkranger.record.Registry", object, "L content");
    final Type pins = dump.type("dev.parkranger.prover.ClassPins", object);

    private final List<String> facts = new ArrayList<>();
    private long tids = 10;
    private Type virtualThread;

    World() {
        Thing theirs = dump.make(agentsLoader);
        agents.loader = theirs;
        pins.loader = theirs;
    }

    Thing box(Object content) {
        return dump.make(box).set("content", content);
    }

    Thing latch() {
        return dump.make(latch).set("sync", dump.make(latchSync));
    }

    /** A reference that comes to who has the queue, and has a latch with it. */
    Thing ticket(Thing queue, Thing itsLatch) {
        return dump.make(dump.type("com.acme.Ticket", weakReference, "L latch"))
                .set("queue", queue)
                .set("latch", itsLatch);
    }

    static Thing syncOf(Thing owner) {
        return (Thing) owner.values.get("sync");
    }

    Frame frame(Type type, String method, Thing... locals) {
        return new Frame(type, method, List.of(locals));
    }

    private Thing thread(int status) {
        return dump.make(thread).set("tid", tids++).set("threadStatus", status);
    }

    static long tid(Thing thread) {
        return (Long) thread.values.get("tid");
    }

    /** Below the frames of parking itself. */
    private Thing parks(Thing blocker, Frame... callers) {
        Thing waiting = thread(PARKED).set("parkBlocker", blocker);
        List<Frame> frames = new ArrayList<>(List.of(frame(unsafe, "park"), frame(lockSupport, "park")));
        frames.addAll(List.of(callers));
        dump.thread(waiting, frames.toArray(new Frame[0]));
        return waiting;
    }

    /** In {@code CountDownLatch.await()}, and the latch in a local of its own. */
    Thing awaiting(Thing itsLatch) {
        return parks(
                syncOf(itsLatch),
                frame(aqs, "acquireSharedInterruptibly", syncOf(itsLatch)),
                frame(latch, "await", itsLatch),
                frame(work, "run", itsLatch));
    }

    /** Parked by the application's own code. */
    Thing parked(Thing blocker) {
        return parks(blocker, frame(work, "park", blocker));
    }

    /** In {@code ReferenceQueue.remove()}, which waits at a condition on JDK 19 to 23. */
    Thing awaitingQueue(Thing queue) {
        Thing itsCondition = dump.make(condition);
        return parks(
                itsCondition,
                frame(condition, "await", itsCondition),
                frame(referenceQueue, "await", queue),
                frame(referenceQueue, "remove0", queue),
                frame(referenceQueue, "remove", queue),
                frame(work, "run"));
    }

    Type virtualThread() {
        if (virtualThread == null) {
            virtualThread = dump.type("java.lang.VirtualThread", thread, "I state", "Z parkPermit");
            // Numbers that no JDK has: it is the constants that count.
            virtualThread.statics.put("NEW", 0);
            virtualThread.statics.put("PARKED", 5);
            virtualThread.statics.put("TERMINATED", 99);
        }
        return virtualThread;
    }

    /** As {@link #awaiting}, a virtual one. */
    Thing parkedVirtual(Thing itsLatch, Thing... locals) {
        Thing virtual =
                dump.make(virtualThread()).set("tid", tids++).set("state", 5).set("parkBlocker", syncOf(itsLatch));
        dump.thread(
                virtual,
                frame(dump.type("java.lang.VirtualThread$X", object), "park"),
                frame(lockSupport, "park"),
                frame(aqs, "acquireSharedInterruptibly", syncOf(itsLatch)),
                frame(latch, "await", itsLatch),
                frame(work, "run", locals));
        return virtual;
    }

    /** In {@code Condition.await()}. */
    Thing awaitingCondition(Thing itsCondition) {
        return parks(itsCondition, frame(condition, "await", itsCondition), frame(work, "run", itsCondition));
    }

    /** In {@code ReentrantLock.lock()}. */
    Thing locking(Thing itsLock, Thing... locals) {
        return parks(
                syncOf(itsLock),
                frame(aqs, "acquire", syncOf(itsLock)),
                frame(lock, "lock", itsLock),
                frame(work, "run", locals));
    }

    Thing lockHeldBy(Thing owner) {
        Thing made = dump.make(lock).set("sync", dump.make(lockSync));
        syncOf(made).set("exclusiveOwnerThread", owner);
        return made;
    }

    /** In {@code Object.wait()}; what the frame of the wait refers to, and what its caller's. */
    Thing waiting(String lockClass, List<Thing> inWait, List<Thing> inCaller) {
        Thing waiting = thread(WAITING);
        dump.thread(
                waiting,
                new Frame(object, "wait", inWait),
                new Frame(work, "run", inCaller),
                frame(thread, "run", waiting));
        facts.add("thread\t" + tid(waiting) + "\t" + lockClass + "\t-1\tw");
        return waiting;
    }

    /** Wants a monitor. */
    Thing blocked(long ownerTid, Thing... locals) {
        Thing waiting = thread(BLOCKED);
        dump.thread(waiting, frame(work, "enter", locals));
        facts.add("thread\t" + tid(waiting) + "\tjava.lang.Object\t" + ownerTid + "\tb");
        return waiting;
    }

    Thing running(Thing... locals) {
        Thing running = thread(RUNNABLE);
        dump.thread(running, frame(work, "compute", locals));
        return running;
    }

    /** In a static method of the class. */
    Thing runningIn(Type type) {
        Thing running = thread(RUNNABLE);
        dump.thread(running, frame(unsafe, "getInt"), frame(type, "compute"));
        return running;
    }

    String pathTo(Thing waiting) {
        Analysis analysis = look();
        for (Verdict verdict : analysis.verdicts()) {
            if (verdict.tid() == tid(waiting)) {
                return new Paths(analysis).to(verdict.thread());
            }
        }
        return "";
    }

    Thing sleeping(Thing... locals) {
        Thing sleeping = thread(TIMED);
        dump.thread(sleeping, frame(work, "sleep", locals));
        return sleeping;
    }

    /** One of ours, in a wait of its own. */
    Thing agentsThread(Thing... locals) {
        Type type = dump.type("dev.parkranger.record.AgentThread", thread);
        type.loader = agents.loader;
        Thing own = latch();
        Thing waiting =
                dump.make(type).set("tid", tids++).set("threadStatus", PARKED).set("parkBlocker", syncOf(own));
        dump.thread(
                waiting,
                frame(unsafe, "park"),
                frame(lockSupport, "park"),
                frame(aqs, "acquireSharedInterruptibly", syncOf(own)),
                frame(work, "run", locals));
        return waiting;
    }

    /** No longer among the living. */
    Thing ended() {
        return thread(TERMINATED);
    }

    void fact(String line) {
        facts.add(line);
    }

    /** As one thread reads the dump, and as two do: which of them it was must not be seen. */
    Analysis look() {
        Analysis byOne = Analysis.of(DumpFile.of(dump.bytes()), Facts.of(facts));
        Heap heap = HeapReader.read(DumpFile.of(dump.bytes(true)), true, true);
        Analysis byTwo = Analysis.of(heap, Facts.of(facts), EnumSet.allOf(Rule.class));
        assertThat(heap.nodes).isEqualTo(byOne.heap().nodes);
        assertThat(byTwo.verdicts()).isEqualTo(byOne.verdicts());
        return byTwo;
    }

    Analysis lookWithout(Rule rule) {
        Set<Rule> rules = EnumSet.complementOf(EnumSet.of(rule));
        return Analysis.of(DumpFile.of(dump.bytes()), Facts.of(facts), rules);
    }

    /** Null where it is not proven. */
    Grade gradeOf(Thing waiting) {
        return gradeOf(waiting, look());
    }

    Grade gradeWithout(Rule rule, Thing waiting) {
        return gradeOf(waiting, lookWithout(rule));
    }

    static Grade gradeOf(Thing waiting, Analysis analysis) {
        for (Verdict verdict : analysis.verdicts()) {
            if (verdict.tid() == tid(waiting)) {
                return verdict.grade();
            }
        }
        return null;
    }
}
