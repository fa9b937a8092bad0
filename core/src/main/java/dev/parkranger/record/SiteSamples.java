package dev.parkranger.record;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The creating stacks that stand for all tasks of one site, by who owns them. */
final class SiteSamples {

    /** Owners of other kinds share the last place: their stacks may then be shown for each other's. */
    private static final int MAX_KINDS = 8;

    /** Backtraces of one site that are kept for tasks which live; any of them tells as much as a thousand. */
    private static final int MAX_KEPT = 256;

    /** Of tasks of which nobody knows what they run: bare threads, and all in the agent's first moments. */
    private static final int MAX_KEPT_BARE = 2_048;

    /** Backtraces kept over all sites, 2 KB each at a depth of 60: a million leaked tasks must not cost a gigabyte. */
    private static final int MAX_KEPT_IN_ALL = 20_000;

    /** Of a busy site that leaks one in so many is taken: so many in each slice of time, at a microsecond or two each. */
    private static final int MAX_IN_A_SLICE = 250;

    /** As before, once there are survivors whose stack is known: who comes after them is likely to be like them. */
    private static final int MAX_IN_A_SLICE_OF_A_KNOWN_LEAK = 20;

    private static final long SLICE_NANOS = 10_000_000;

    private volatile Kind[] kinds = {};
    private volatile boolean leaking;
    private volatile boolean known;

    /** Own stacks of live tasks: as the last look has counted them, and what was taken since and has not ended. */
    private final AtomicInteger kept = new AtomicInteger();

    /** Set by whoever takes one; always the same. */
    private @Nullable Sites sites;

    /** Both counted without care: they only space the captures. */
    private long sliceBegun;

    private int inSlice;

    /** Touched by the reaper alone. */
    private int counting;

    private long leakingUntil;

    /** Tasks of one site whose owners are of one site. */
    final class Kind {

        /** The first so many are taken: whoever leaks seldom leaks early. */
        private static final int FIRST = 8;

        /** Then one in two, four, ... up to one in so many, for code changes its ways. */
        private static final int ONE_IN_AT_LEAST = 4_096;

        private final @Nullable SiteKey owners;

        /** Counted without care: it only spaces the captures. */
        private int seen;

        private volatile @Nullable Origin borrowed;

        /** The stack of one that has outlived its owner, or is one of ever more; for as long as that is so. */
        private volatile @Nullable Origin survivor;

        /** Whether this look has met the survivor, and another one. Touched by the reaper alone. */
        private boolean met;

        private @Nullable Origin another;

        private Kind(@Nullable SiteKey owners) {
            this.owners = owners;
        }

        /** Null before the first was taken. */
        @Nullable
        Origin borrowed() {
            return borrowed;
        }

        /** Whether the next one is to be taken although nothing is wrong. */
        boolean isTurn() {
            int number = ++seen;
            return number <= FIRST || (number & number - 1) == 0 || (number & ONE_IN_AT_LEAST - 1) == 0;
        }

        void taken(Origin own) {
            own.taken(this);
            borrowed = own.lent(this);
        }

        void released() {
            SiteSamples.this.released();
        }

        /** Null while none is known. */
        @Nullable
        Origin survivor() {
            return survivor;
        }

        /** The first that is met stays, so that what is told does not change from look to look. */
        void survives(Origin own) {
            if (survivor == null) {
                survivor = own;
            }
            if (survivor == own) {
                met = true;
            } else {
                another = own;
            }
        }

        /** Ends a look; returns whether a survivor is known. */
        private boolean close() {
            if (!met) {
                survivor = another;
            }
            met = false;
            another = null;
            return survivor != null;
        }
    }

    void taken(Sites all) {
        sites = all;
        kept.incrementAndGet();
        all.kept().incrementAndGet();
    }

    private void released() {
        Sites all = sites;
        if (all != null) {
            kept.decrementAndGet();
            all.kept().decrementAndGet();
        }
    }

    /** Whether there is room for another stack, and time to take it. */
    boolean mayTake(Sites all, long now) {
        if (kept.get() >= MAX_KEPT || all.kept().get() >= MAX_KEPT_IN_ALL) {
            return false;
        }
        if (now - sliceBegun > SLICE_NANOS) {
            sliceBegun = now;
            inSlice = 0;
        }
        return inSlice++ < (known ? MAX_IN_A_SLICE_OF_A_KNOWN_LEAK : MAX_IN_A_SLICE);
    }

    /** Whether to take the stack of one that may be of any kind: all are taken, while there is room for them. */
    boolean hasRoomForBare(Sites all) {
        return kept.get() < MAX_KEPT_BARE && all.kept().get() < MAX_KEPT_IN_ALL;
    }

    /** Counts a live task that has a stack of its own; called by the reaper at each look. */
    void count() {
        counting++;
    }

    /** One of them has outlived its owner, or there are ever more: for a while all are taken. */
    void leaks(long until) {
        leakingUntil = until;
    }

    /** Ends a look; returns how many stacks are kept. */
    int close(long now) {
        int counted = counting;
        counting = 0;
        kept.set(counted);
        boolean leaks = now < leakingUntil;
        if (leaking != leaks) {
            leaking = leaks;
        }
        boolean survivors = false;
        for (Kind kind : kinds) {
            survivors |= kind.close();
        }
        if (known != survivors) {
            known = survivors;
        }
        return counted;
    }

    Kind kindOf(@Nullable SiteKey owners) {
        Kind[] known = kinds;
        for (Kind kind : known) {
            if (kind.owners == owners) {
                return kind;
            }
        }
        if (known.length >= MAX_KINDS) {
            return known[MAX_KINDS - 1];
        }
        Kind kind = new Kind(owners);
        Kind[] more = new Kind[known.length + 1];
        System.arraycopy(known, 0, more, 0, known.length);
        more[known.length] = kind;
        // Two threads may both add one; whichever is lost has taken a stack more than it need have.
        kinds = more;
        return kind;
    }

    /** Whether a task of this site has outlived its owner of late. */
    boolean isLeaking() {
        return leaking;
    }

    void forEach(Consumer<Origin> action) {
        for (Kind kind : kinds) {
            Origin sample = kind.borrowed;
            if (sample != null) {
                action.accept(sample);
            }
        }
    }
}
