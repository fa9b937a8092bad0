package dev.parkranger.reaper;

import dev.parkranger.record.PoolRecord;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;

/** Looks into pools, as far as that is free of locks and of the application's code. */
final class Queues {

    private Queues() {}

    /** Whether nothing can be waiting in the pool; false where that cannot be known. */
    static boolean isEmpty(PoolRecord record) {
        if (record.hasEnded() && record.get() instanceof ThreadPoolExecutor pool && isJdk(pool)) {
            return pool.isTerminated() || isEmpty(pool.getQueue());
        }
        return record.get() instanceof ThreadPoolExecutor pool && isJdk(pool) && isEmpty(pool.getQueue());
    }

    /** The JDK's queues count without a lock or hold theirs for an instant; others might do anything. */
    private static boolean isEmpty(BlockingQueue<?> queue) {
        return queue.getClass().getClassLoader() == null && queue.isEmpty();
    }

    private static boolean isJdk(ThreadPoolExecutor pool) {
        return pool.getClass().getClassLoader() == null;
    }

    /** Whether idle workers of the pool end by themselves after a keep-alive. */
    static boolean isExpiring(PoolRecord record) {
        Object pool = record.get();
        if (pool instanceof ThreadPoolExecutor threads && isJdk(threads)) {
            return threads.allowsCoreThreadTimeOut() || threads.getCorePoolSize() == 0;
        }
        return record.className().equals("java.util.concurrent.ForkJoinPool");
    }
}
