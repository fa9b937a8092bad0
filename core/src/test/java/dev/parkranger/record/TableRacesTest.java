package dev.parkranger.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Whoever adds, removes and reads at a time, in one chain of a table. Beside each promise stands a table that breaks it,
 * as a simpler one would, and the same stress catches that.
 */
class TableRacesTest {

    private static final int THREADS = 4;
    private static final int READER = THREADS - 1;
    private static final int SLOTS = 8;
    private static final int STEPS = 400;
    private static final int ONE_CHAIN = 42;

    private static final AtomicLong SEEDS = new AtomicLong(1);

    static final class Entry extends HashedNode<Object> {
        private final AtomicInteger removals = new AtomicInteger();

        /** Set before anybody tries to remove it: a reader need not see it any more. */
        private volatile boolean leaving;

        Entry() {
            super(null, ONE_CHAIN);
        }
    }

    /** What is asked of a table here. */
    interface Table {
        void add(Entry entry);

        boolean remove(Entry entry);

        void forEach(Consumer<Entry> action);

        /** What is still linked, whether it was removed or not. */
        int linked();
    }

    private static final class Real implements Table {
        private final NodeTable<Entry> table = new NodeTable<>(1);

        @Override
        public void add(Entry entry) {
            table.add(entry);
        }

        @Override
        public boolean remove(Entry entry) {
            return table.remove(entry);
        }

        @Override
        public void forEach(Consumer<Entry> action) {
            table.forEach(action);
        }

        @Override
        public int linked() {
            int linked = 0;
            for (Entry entry = table.first(ONE_CHAIN); entry != null; entry = table.after(entry)) {
                linked++;
            }
            return linked;
        }
    }

    /**
     * Few places, and whoever comes by fills an empty one or empties a full one; several may be about to empty the same.
     * One only reads.
     */
    private static final class Churn implements Stress.Round {
        private final Table table;
        private final AtomicReferenceArray<Entry> slots = new AtomicReferenceArray<>(SLOTS);
        private final Set<Entry> all = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

        Churn(Table table) {
            this.table = table;
        }

        @Override
        public void play(int thread) {
            SplittableRandom random = new SplittableRandom(SEEDS.getAndIncrement());
            for (int step = 0; step < STEPS; step++) {
                if (thread == READER) {
                    if (step % 4 == 0) {
                        read();
                    }
                } else {
                    churn(random.nextInt(SLOTS));
                }
            }
        }

        private int filled() {
            int filled = 0;
            for (int slot = 0; slot < SLOTS; slot++) {
                filled += slots.get(slot) == null ? 0 : 1;
            }
            return filled;
        }

        private void churn(int slot) {
            Entry entry = slots.get(slot);
            if (entry == null) {
                Entry fresh = new Entry();
                all.add(fresh);
                table.add(fresh);
                if (!slots.compareAndSet(slot, null, fresh)) {
                    remove(fresh);
                }
            } else {
                remove(entry);
                slots.compareAndSet(slot, entry, null);
            }
        }

        private void remove(Entry entry) {
            entry.leaving = true;
            if (table.remove(entry)) {
                entry.removals.incrementAndGet();
            }
        }

        /** Whatever was in before, and nobody has begun to remove after, was there throughout. */
        private void read() {
            List<Entry> there = new ArrayList<>();
            for (int slot = 0; slot < SLOTS; slot++) {
                Entry entry = slots.get(slot);
                if (entry != null) {
                    there.add(entry);
                }
            }
            Set<Entry> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            table.forEach(seen::add);
            for (Entry entry : there) {
                if (!entry.leaving) {
                    assertThat(seen.contains(entry)).as("seen").isTrue();
                }
            }
        }

        @Override
        public void check() {
            // Those that removers gave up on, all their attempts having failed: hardly ever one.
            assertThat(table.linked()).as("linked").isLessThanOrEqualTo(filled() + 1);
            read();
            for (int slot = 0; slot < SLOTS; slot++) {
                Entry entry = slots.get(slot);
                if (entry != null) {
                    remove(entry);
                }
            }
            // In this very order: the next reader takes along what removers have left behind.
            table.forEach(entry -> assertThat(entry).as("left behind").isNull());
            assertThat(all).allMatch(entry -> entry.removals.get() == 1);
            assertThat(table.linked()).as("still linked").isZero();
        }
    }

    private static Supplier<Churn> churning(Supplier<? extends Table> tables) {
        return () -> new Churn(tables.get());
    }

    @Test
    void whoever_adds_removes_and_reads_at_a_time_loses_nothing_and_leaves_nothing_behind() {
        Stress.holds(THREADS, churning(Real::new));
    }

    @Test
    void unlinking_without_a_mark_brings_back_what_was_removed() {
        Stress.catches(THREADS, churning(WeakerTables.Unmarked::new));
    }

    @Test
    void marking_by_a_look_and_a_write_removes_one_entry_twice() {
        Stress.catches(THREADS, churning(WeakerTables.MarkedByLookAndWrite::new));
    }

    @Test
    void giving_up_where_the_one_before_is_removed_too_leaves_entries_linked_for_ever() {
        Stress.catches(THREADS, churning(WeakerTables.GivesUp::new));
    }
}
