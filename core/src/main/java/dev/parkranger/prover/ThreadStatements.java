package dev.parkranger.prover;

import dev.parkranger.record.Registry;
import dev.parkranger.record.ThreadRecord;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the threads how they stand, before the dump and after the analysis. Keeps no thread. */
final class ThreadStatements {

    private final Registry registry;

    ThreadStatements(Registry registry) {
        this.registry = registry;
    }

    /** Of all live threads that anybody knows of, by their ids. Stops the platform threads for a moment, together. */
    Map<Long, ThreadStatement> all() {
        Map<Long, ThreadStatement> all = new HashMap<>();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        platform(threads.getAllThreadIds(), all);
        registry.threads().forEach(record -> {
            if (record.isVirtual()) {
                record.countResumes();
                virtual(record, all);
            }
        });
        return all;
    }

    /** Of these threads; those that have ended are not in it. */
    Map<Long, ThreadStatement> of(List<Long> tids) {
        Map<Long, ThreadStatement> some = new HashMap<>();
        List<Long> others = new ArrayList<>();
        for (long tid : tids) {
            ThreadRecord record = registry.recordOf(tid);
            if (record != null && record.isVirtual()) {
                virtual(record, some);
            } else {
                others.add(tid);
            }
        }
        platform(others.stream().mapToLong(Long::longValue).toArray(), some);
        return some;
    }

    /** With a frame of each stack, for only then does the JVM look at all of them at one moment. */
    private static void platform(long[] tids, Map<Long, ThreadStatement> into) {
        if (tids.length == 0) {
            return;
        }
        for (ThreadInfo info : ManagementFactory.getThreadMXBean().getThreadInfo(tids, 1)) {
            if (info != null) {
                LockInfo lock = info.getLockInfo();
                into.put(
                        info.getThreadId(),
                        new ThreadStatement(
                                info.getThreadName(),
                                info.getWaitedCount() + info.getBlockedCount(),
                                isWaiting(info.getThreadState()),
                                lock == null ? null : lock.getClassName(),
                                lock == null ? 0 : lock.getIdentityHashCode(),
                                info.getLockOwnerId()));
            }
        }
    }

    private static void virtual(ThreadRecord record, Map<Long, ThreadStatement> into) {
        int resumes = record.resumes();
        Thread thread = record.get();
        if (thread != null) {
            into.put(
                    record.tid(),
                    new ThreadStatement(
                            thread.getName(), resumes, isWaiting(thread.getState()), null, 0, ThreadStatement.UNKNOWN));
        }
    }

    /** Whether it went without having ended, with the garbage: nobody could reach it, which is as good a proof. */
    boolean wasCollected(long tid) {
        ThreadRecord record = registry.recordOf(tid);
        return record != null && record.isVirtual() && record.get() == null;
    }

    private static boolean isWaiting(Thread.@Nullable State state) {
        return state == Thread.State.WAITING || state == Thread.State.BLOCKED;
    }
}
