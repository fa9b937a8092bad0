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

    /** Backtraces kept over all sites, 2 KB each at a depth of 60: a million leaked tasks must not cost a gigabyte. */
    private static final int MAX_KEPT_IN_ALL = 20_000;

    private volatile Kind[] kinds = {};
    private volatile boolean leaking;

    /** Own stacks of live tasks: as the last look has counted them, and what was taken since. */
    private final AtomicInteger kept = new AtomicInteger();

    /** Touched by the reaper alone. */
    private int counting;

    private long leakingUntil;

    /** Tasks of one site whose owners are of one site. */
    static final class Kind {

        /** The first so many are taken: whoever leaks seldom leaks early. */
        private static final int FIRST = 8;

        /** Then one in two, four, ... up to one in so many, for code changes its ways. */
        private static final int ONE_IN_AT_LEAST = 4_096;

        private final @Nullable SiteKey owners;

        /** Counted without care: it only spaces the captures. */
        private int seen;

        private volatile @Nullable Origin borrowed;

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
            borrowed = own.lent();
        }
    }

    void taken(Sites sites) {
        kept.incrementAndGet();
        sites.kept().incrementAndGet();
    }

    boolean mayKeep(Sites sites) {
        return kept.get() < MAX_KEPT && sites.kept().get() < MAX_KEPT_IN_ALL;
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
