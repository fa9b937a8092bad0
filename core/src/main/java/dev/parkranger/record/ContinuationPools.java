package dev.parkranger.record;

import java.util.concurrent.ForkJoinPool;

/**
 * The pools behind virtual threads, which are the JDK's own: what is handed to them are continuations and wake-ups, no
 * submissions. JDK 21 makes two of them in one initialiser, the scheduler and one that ends timed waits, JDK 24 several.
 * Thread-safe without a lock.
 */
final class ContinuationPools {

    private static final Object[] NONE = {};

    private volatile Object[] known = NONE;

    /** Races with nobody that adds another one: it is the one initialiser that makes them, or the scheduler is found. */
    void add(Object pool) {
        Object[] before = known;
        Object[] after = new Object[before.length + 1];
        System.arraycopy(before, 0, after, 0, before.length);
        after[before.length] = pool;
        known = after;
    }

    /** For each submission. */
    boolean has(Object pool) {
        Object[] all = known;
        for (Object one : all) {
            if (one == pool) {
                return true;
            }
        }
        return all.length == 0 && isScheduler(pool);
    }

    /** At a late attach the scheduler may be there already; it is known by its carriers' factory. */
    private boolean isScheduler(Object pool) {
        if (!(pool instanceof ForkJoinPool joinPool) || pool.getClass() != ForkJoinPool.class) {
            return false;
        }
        if (joinPool.getFactory().getClass().getName().startsWith("java.lang.VirtualThread")) {
            add(pool);
            return true;
        }
        return false;
    }
}
