package dev.parkranger.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cheap name for a creation site, known without looking at a stack: the class of what runs (unique to its lambda in
 * the source), or for a pool the class and method that constructs it. Counts the owners that started something there, so
 * that a report can say "12 of 12 left one behind".
 */
public final class SiteKey extends HashedNode<Class<?>> {

    private static final VarHandle OWNERS;

    static {
        try {
            OWNERS = MethodHandles.lookup().findVarHandle(SiteKey.class, "owners", OwnersOfAKind[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int SAMPLES = 32;

    private final String detail;
    private volatile OwnersOfAKind[] owners = {};
    private final AtomicLong instancesEnded = new AtomicLong();
    private final LateEnds lateEnds = new LateEnds();
    private final LateEnds lateShutDowns = new LateEnds();
    private final AtomicInteger made = new AtomicInteger();
    private volatile boolean employer;
    private volatile Ownness ownness = Ownness.UNKNOWN;
    private volatile boolean undercounted;

    /** Times and counts of the last looks, newest at {@code newest}; touched by the reaper alone. */
    private long @Nullable [] sampleNanos;

    private long @Nullable [] sampleInstances;
    private int newest;
    private int inUse;
    private int inUseCounting;

    private volatile @Nullable SiteSamples samples;

    /** Of tasks whose owner lives on; null while there are none. Touched by the reaper alone. */
    private @Nullable Census census;

    /** Public for tests; elsewhere keys come from the registry. */
    public SiteKey(@Nullable Class<?> type, String detail, int hash) {
        super(type, hash);
        this.detail = detail;
    }

    boolean isFor(Class<?> type, String otherDetail) {
        return refersTo(type) && detail.equals(otherDetail);
    }

    /** Of a class of executors: instances recorded so far. */
    int made() {
        return made.get();
    }

    void oneMade() {
        made.incrementAndGet();
    }

    /** Of a class of executors: whether one has been seen to have a thread of its own. */
    boolean isEmployer() {
        return employer;
    }

    void employs() {
        employer = true;
    }

    /** Of a class of tasks: whether they are an executor's own, {@link TaskTypes#isExecutors}; asked once. */
    boolean isExecutors(Class<?> type, TaskTypes types) {
        Ownness known = ownness;
        if (known == Ownness.UNKNOWN) {
            known = types.isExecutors(type) ? Ownness.EXECUTORS : Ownness.SUBMITTERS;
            ownness = known;
        }
        return known == Ownness.EXECUTORS;
    }

    private enum Ownness {
        UNKNOWN,
        EXECUTORS,
        SUBMITTERS
    }

    /** @param kind the owner's own site: requests of one name are of one kind */
    void ownerEnded(@Nullable SiteKey kind) {
        ownersOf(kind).ended.incrementAndGet();
    }

    private OwnersOfAKind ownersOf(@Nullable SiteKey kind) {
        for (; ; ) {
            OwnersOfAKind[] known = owners;
            OwnersOfAKind its = OwnersOfAKind.in(known, kind);
            if (its != null) {
                return its;
            }
            int place = OwnersOfAKind.placeIn(known);
            if (place < 0) {
                return known[known.length - 1];
            }
            OwnersOfAKind[] more = Arrays.copyOf(known, Math.max(known.length, place + 1));
            more[place] = new OwnersOfAKind(kind);
            OWNERS.compareAndSet(this, known, more);
        }
    }

    /** Owners of one site that have started something at another one. */
    private static final class OwnersOfAKind {

        /** What is of other kinds shares the last place, and looks as if it were of one. */
        private static final int MAX_KINDS = 16;

        private final @Nullable SiteKey kind;
        private final AtomicLong ended = new AtomicLong();

        /** Touched by the reaper alone. */
        private long @Nullable [] samples;

        private OwnersOfAKind(@Nullable SiteKey kind) {
            this.kind = kind;
        }

        /** Null where there is none. */
        static @Nullable OwnersOfAKind in(OwnersOfAKind[] all, @Nullable SiteKey kind) {
            for (OwnersOfAKind each : all) {
                if (each.kind == kind) {
                    return each;
                }
            }
            return null;
        }

        /** Where there is room for another, perhaps that of one whose class was unloaded; -1 for nowhere. */
        static int placeIn(OwnersOfAKind[] all) {
            if (all.length < MAX_KINDS) {
                return all.length;
            }
            for (int i = 0; i < all.length - 1; i++) {
                SiteKey kind = all[i].kind;
                if (kind != null && kind.refersTo(null)) {
                    return i;
                }
            }
            return -1;
        }

        private void sample(int at) {
            long[] its = samples;
            if (its == null) {
                its = new long[SAMPLES];
                samples = its;
            }
            its[at] = ended.get();
        }
    }

    void undercount() {
        undercounted = true;
    }

    /** Whether owners have started things here that were not counted for it: shares of them mean nothing then. */
    public boolean isUndercounted() {
        return undercounted;
    }

    /** Returns its number among those of this site that have ended, from 1. */
    long instanceEnded() {
        return instancesEnded.incrementAndGet();
    }

    void lateEnd(long now) {
        lateEnds.add(now);
    }

    /**
     * Tasks of this site, or workers of its pools, that outlived their owner by more than the grace period and then ended by
     * themselves. Forgotten when none has since the time given: what ended once, in an incident perhaps, says nothing of
     * today.
     */
    public long lateEnds(long since) {
        return lateEnds.since(since);
    }

    void lateShutDown(long now) {
        lateShutDowns.add(now);
    }

    /** As {@link #lateEnds}, pools of this site that were shut down, whatever has become of their workers. */
    public long lateShutDowns(long since) {
        return lateShutDowns.since(since);
    }

    private static final class LateEnds {
        private final AtomicLong count = new AtomicLong();
        private volatile long lastNanos;

        void add(long now) {
            count.incrementAndGet();
            lastNanos = now;
        }

        long since(long time) {
            if (lastNanos < time) {
                // One that ends just now may be lost here; the next one speaks as well.
                count.set(0);
            }
            return count.get();
        }
    }

    /** Tasks, pools or scopes of this very site that have ended, ever. */
    public long instancesEnded() {
        return instancesEnded.get();
    }

    /**
     * Notes the counts, called by the reaper at each look; looks closer together than a sixteenth of the grace period
     * share a sample.
     */
    public void sample(long now, long graceNanos) {
        long[] nanos = sampleNanos;
        long[] instances = sampleInstances;
        if (nanos == null || instances == null) {
            nanos = new long[SAMPLES];
            instances = new long[SAMPLES];
            sampleNanos = nanos;
            sampleInstances = instances;
        } else if (now - nanos[newest] < graceNanos / 16) {
            return;
        }
        newest = (newest + 1) % SAMPLES;
        nanos[newest] = now;
        for (OwnersOfAKind each : owners) {
            each.sample(newest);
        }
        instances[newest] = instancesEnded.get();
    }

    /**
     * Owners of these sites that started something here and had ended by the given time, as far as samples reach back;
     * called by the reaper alone. Those of other sites did so for reasons of their own.
     */
    public long ownersEndedBy(long time, Set<@Nullable SiteKey> kinds) {
        OwnersOfAKind[] all = owners;
        Set<OwnersOfAKind> counted = Collections.newSetFromMap(new IdentityHashMap<>());
        for (SiteKey kind : kinds) {
            OwnersOfAKind its = OwnersOfAKind.in(all, kind);
            if (its != null) {
                counted.add(its);
            } else if (all.length == OwnersOfAKind.MAX_KINDS) {
                counted.add(all[all.length - 1]);
            }
        }
        long ended = 0;
        for (OwnersOfAKind each : counted) {
            ended += at(time, each.samples);
        }
        return ended;
    }

    /** As {@link #ownersEndedBy}, of {@link #instancesEnded}. */
    public long instancesEndedBy(long time) {
        return at(time, sampleInstances);
    }

    /** The creating stacks that are shown for its tasks. */
    SiteSamples samples() {
        SiteSamples its = samples;
        if (its == null) {
            // Two threads may both make them; the loser's stacks are taken once more.
            its = new SiteSamples();
            samples = its;
        }
        return its;
    }

    /** Counts a live task that has a stack of its own; called by the reaper at each look. */
    public void countOwnStack() {
        samples().count();
    }

    /** One of its tasks has outlived its owner, or there are ever more of them: the stacks of all are worth their price. */
    public void leaks(long until) {
        samples().leaks(until);
    }

    void forEachSample(Consumer<Origin> action) {
        SiteSamples its = samples;
        if (its != null) {
            its.forEach(action);
        }
    }

    /** Ends a look; returns how many creating stacks are kept. */
    int closeSamples(long now) {
        SiteSamples its = samples;
        return its == null ? 0 : its.close(now);
    }

    /** Counts a task whose owner lives on, and which is alive past its first grace; called by the reaper at each look. */
    public void countLiving() {
        Census its = census;
        if (its == null) {
            its = new Census();
            census = its;
        }
        its.count();
    }

    /** Counts a task whose owner has ended and which serves others; called by the reaper at each look. */
    public void countInUse() {
        inUseCounting++;
    }

    /** Tasks whose owner has ended and which serve others, as of the last look. */
    public int inUse() {
        return inUse;
    }

    /** Ends a look's count of living tasks. */
    void closeCensus(long now, long windowNanos) {
        inUse = inUseCounting;
        inUseCounting = 0;
        Census its = census;
        if (its != null) {
            its.close(now, windowNanos);
            if (its.isOver()) {
                census = null;
            }
        }
    }

    /** Whether, as of the last look, the number of such tasks has grown step by step. */
    public boolean hasGrown() {
        Census its = census;
        return its != null && its.hasGrown();
    }

    /** One in so many of its living tasks is worth a look, a power of two. */
    public int oneIn() {
        Census its = census;
        return its == null ? 1 : its.oneIn();
    }

    /** A living task has gone on, or ended, after it was seen to stand still for so long. */
    public void pauseEnded(long nanos) {
        Census its = census;
        if (its != null) {
            its.pauseEnded(nanos);
        }
    }

    /** The longest that a living task of this site was seen to stand still of late before it went on or ended. */
    public long longestPauseNanos() {
        Census its = census;
        return its == null ? 0 : its.longestPauseNanos();
    }

    private long at(long time, long @Nullable [] counts) {
        long[] nanos = sampleNanos;
        if (nanos == null || counts == null) {
            return 0;
        }
        for (int i = 0; i < SAMPLES; i++) {
            int at = Math.floorMod(newest - i, SAMPLES);
            if (nanos[at] != 0 && nanos[at] <= time) {
                return counts[at];
            }
        }
        return 0;
    }
}
