package dev.parkranger.reaper;

import dev.parkranger.record.Frame;
import dev.parkranger.record.ThreadIds;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Reads the threads of this JVM. */
final class JvmProbe implements ThreadProbe {

    private static final int MAX_FRAMES = 256;

    private static final int CLOCK_READINGS = 100;

    /** The JDK's locks that name their owner, who alone can unlock them. */
    private static final Set<String> LOCKS =
            Set.of("java.util.concurrent.locks.ReentrantLock", "java.util.concurrent.locks.ReentrantReadWriteLock");

    /** Null where the package is not open to us: in unit tests, without the agent. */
    private static final @Nullable VarHandle OWNER = findOwner();

    private static @Nullable VarHandle findOwner() {
        try {
            return MethodHandles.privateLookupIn(AbstractOwnableSynchronizer.class, MethodHandles.lookup())
                    .findVarHandle(AbstractOwnableSynchronizer.class, "exclusiveOwnerThread", Thread.class);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /** From JDK 19 on another thread's stack costs a handshake with that thread, and stops nobody else. */
    private static final boolean HANDSHAKES = Runtime.version().feature() >= 19;

    /** Null until it was found out. */
    private @Nullable Boolean fine;

    /** What the last look has read. */
    private Map<Long, Sample> last = Map.of();

    @Override
    public Map<Long, Sample> platform(Map<Long, Thread> wanted) {
        if (wanted.isEmpty()) {
            last = Map.of();
            return last;
        }
        // Got here, not at start: the management classes are slow to load.
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        // Where it is off or unknown the counts alone decide; switching it on is the application's to do.
        boolean cpu = threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
        boolean fine = cpu && isFine(threads);
        Map<Long, Sample> samples = new HashMap<>();
        List<Long> moved = new ArrayList<>();
        for (Map.Entry<Long, Thread> each : wanted.entrySet()) {
            Sample before = fine ? last.get(each.getKey()) : null;
            if (before != null && isUntouched(before, each.getKey(), each.getValue(), threads)) {
                samples.put(each.getKey(), before);
            } else {
                moved.add(each.getKey());
            }
        }
        read(moved, threads, cpu, fine, samples);
        last = samples;
        return samples;
    }

    /**
     * Whether a thread has not run at all, nor been handed to a monitor by whoever has notified it: then all else is as it was
     * too. Two calls instead of a {@link ThreadInfo}, which is several times as dear, and leaked threads are many.
     */
    private static boolean isUntouched(Sample before, long id, Thread thread, ThreadMXBean threads) {
        return before.cpuNanos() != Sample.UNKNOWN
                && thread.getState() == before.state()
                && threads.getThreadCpuTime(id) == before.cpuNanos();
    }

    private static void read(
            List<Long> ids, ThreadMXBean threads, boolean cpu, boolean fine, Map<Long, Sample> samples) {
        for (ThreadInfo info :
                threads.getThreadInfo(ids.stream().mapToLong(Long::longValue).toArray())) {
            if (info == null) {
                continue;
            }
            LockInfo lock = info.getLockInfo();
            samples.put(
                    info.getThreadId(),
                    new Sample(
                            info.getThreadState(),
                            info.getWaitedCount(),
                            info.getBlockedCount(),
                            cpu && (fine || info.getThreadState() != Thread.State.RUNNABLE)
                                    ? threads.getThreadCpuTime(info.getThreadId())
                                    : Sample.UNKNOWN,
                            lock == null ? 0 : lock.getIdentityHashCode(),
                            lock == null ? "" : lock.getClassName()));
        }
    }

    /**
     * Whether processor time shows the least that a thread does: asking takes some. It does on Linux and macOS; Windows
     * and some sandboxes count in ticks of ten milliseconds or more, where a reader that gets a byte now and then would
     * seem to do nothing at all.
     */
    private boolean isFine(ThreadMXBean threads) {
        Boolean known = fine;
        if (known == null) {
            int changes = 0;
            long before = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < CLOCK_READINGS; i++) {
                long now = threads.getCurrentThreadCpuTime();
                changes += now == before ? 0 : 1;
                before = now;
            }
            // One or two are a tick that happened to come.
            known = changes > CLOCK_READINGS / 10;
            fine = known;
        }
        return known;
    }

    @Override
    public Sample virtual(Thread thread, int resumes) {
        Thread.State state = thread.getState();
        Object blocker = LockSupport.getBlocker(thread);
        return new Sample(
                state,
                resumes,
                0,
                Sample.UNKNOWN,
                blocker == null ? 0 : System.identityHashCode(blocker),
                blocker == null ? "" : blocker.getClass().getName());
    }

    @Override
    public @Nullable LockWait lockWait(Thread thread) {
        return switch (thread.getState()) {
            case WAITING -> explicitLock(LockSupport.getBlocker(thread));
            case BLOCKED -> monitor(thread);
            default -> null;
        };
    }

    /** Others' synchronizers may name an owner and let anybody unlock; the JDK's locks do not. */
    private static @Nullable LockWait explicitLock(@Nullable Object blocker) {
        if (!(blocker instanceof AbstractOwnableSynchronizer) || OWNER == null) {
            return null;
        }
        String type = blocker.getClass().getName();
        int nested = type.indexOf('$');
        if (nested < 0 || !LOCKS.contains(type.substring(0, nested))) {
            return null;
        }
        Thread owner = (Thread) OWNER.get(blocker);
        return owner == null
                ? null
                : new LockWait(
                        System.identityHashCode(blocker),
                        type.substring(type.lastIndexOf('.') + 1, nested),
                        ThreadIds.of(owner),
                        owner);
    }

    /** A virtual thread's monitor is nobody's business but the JVM's. */
    private static @Nullable LockWait monitor(Thread thread) {
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(ThreadIds.of(thread));
        LockInfo lock = info == null ? null : info.getLockInfo();
        return lock == null || info.getThreadState() != Thread.State.BLOCKED || info.getLockOwnerId() <= 0
                ? null
                : new LockWait(lock.getIdentityHashCode(), lock.getClassName(), info.getLockOwnerId(), null);
    }

    @Override
    public long timesWaited(Thread thread) {
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(ThreadIds.of(thread));
        return info == null ? -1 : info.getWaitedCount() + info.getBlockedCount();
    }

    @Override
    public List<Frame> stack(Thread thread) {
        return frames(thread.getStackTrace());
    }

    @Override
    public boolean stopsApplication() {
        return !HANDSHAKES;
    }

    @Override
    public Map<Long, Snap> stacks(List<Thread> few) {
        Map<Long, Snap> stacks = new HashMap<>();
        long[] ids = new long[few.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = ThreadIds.of(few.get(i));
        }
        for (ThreadInfo info : ManagementFactory.getThreadMXBean().getThreadInfo(ids, MAX_FRAMES)) {
            if (info != null) {
                stacks.put(info.getThreadId(), new Snap(info.getThreadState(), frames(info.getStackTrace())));
            }
        }
        return stacks;
    }

    /** The class of a lambda, with a name that differs from run to run; JDK 17 shows them here, newer JDKs do not. */
    private static boolean isHidden(StackTraceElement element) {
        return element.getClassName().indexOf('/') >= 0;
    }

    private static List<Frame> frames(StackTraceElement[] elements) {
        List<Frame> frames = new ArrayList<>(Math.min(elements.length, MAX_FRAMES));
        for (int i = 0; i < elements.length && i < MAX_FRAMES; i++) {
            if (!Frame.isAgents(elements[i]) && !isHidden(elements[i])) {
                frames.add(Frame.of(elements[i]));
            }
        }
        return frames;
    }
}
