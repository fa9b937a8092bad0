package dev.parkranger.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NodeTableTest {

    private static final class Entry extends HashedNode<Object> {
        final int number;

        Entry(int number, int hash) {
            super(null, hash);
            this.number = number;
        }
    }

    private final NodeTable<Entry> table = new NodeTable<>(1_024);

    private Entry add(int number) {
        Entry entry = new Entry(number, number);
        table.add(entry);
        return entry;
    }

    private List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        table.forEach(entry -> numbers.add(entry.number));
        return numbers;
    }

    private boolean finds(int number) {
        for (Entry entry = table.first(number); entry != null; entry = table.after(entry)) {
            if (entry.number == number) {
                return true;
            }
        }
        return false;
    }

    @Test
    void a_new_table_is_empty() {
        assertThat(numbers()).isEmpty();
        assertThat(table.first(7)).isNull();
    }

    @Test
    void what_was_added_is_found_by_its_hash() {
        for (int i = 0; i < 5_000; i++) {
            add(i);
        }

        for (int i = 0; i < 5_000; i++) {
            assertThat(finds(i)).isTrue();
        }
        assertThat(finds(5_001)).isFalse();
        assertThat(numbers()).hasSize(5_000).doesNotHaveDuplicates();
    }

    @Test
    void hashes_below_zero_are_hashes_too() {
        add(-1);
        add(Integer.MIN_VALUE);

        assertThat(finds(-1)).isTrue();
        assertThat(finds(Integer.MIN_VALUE)).isTrue();
    }

    @Test
    void what_was_removed_is_found_no_more_and_its_neighbours_are() {
        NodeTable<Entry> oneBin = new NodeTable<>(1);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            Entry entry = new Entry(i, 42);
            oneBin.add(entry);
            entries.add(entry);
        }

        oneBin.remove(entries.get(8));
        oneBin.remove(entries.get(4));
        oneBin.remove(entries.get(0));

        List<Integer> left = new ArrayList<>();
        for (Entry entry = oneBin.first(42); entry != null; entry = oneBin.after(entry)) {
            left.add(entry.number);
        }
        assertThat(left).containsExactly(7, 6, 5, 3, 2, 1);
    }

    @Test
    void what_a_remover_had_to_leave_behind_is_taken_along_by_whoever_removes_what_is_older() {
        NodeTable<Entry> oneBin = new NodeTable<>(1);
        Entry oldest = new Entry(1, 42);
        Entry leftBehind = new Entry(2, 42);
        oneBin.add(oldest);
        oneBin.add(leftBehind);
        oneBin.add(new Entry(3, 42));
        leftBehind.markRemoved();

        oneBin.remove(oldest);
        assertThat(linked(oneBin)).containsExactly(3);
    }

    @Test
    void what_a_remover_had_to_leave_behind_is_taken_along_by_whoever_reads_all() {
        NodeTable<Entry> oneBin = new NodeTable<>(1);
        Entry leftBehind = new Entry(1, 42);
        oneBin.add(leftBehind);
        Entry newest = new Entry(2, 42);
        oneBin.add(newest);
        leftBehind.markRemoved();

        oneBin.remove(newest);
        assertThat(linked(oneBin)).as("a removal goes no further").containsExactly(1);

        oneBin.forEach(entry -> assertThat(entry).isNull());
        assertThat(linked(oneBin)).isEmpty();
    }

    private static List<Integer> linked(NodeTable<Entry> oneBin) {
        List<Integer> linked = new ArrayList<>();
        for (Entry entry = oneBin.first(42); entry != null; entry = oneBin.after(entry)) {
            linked.add(entry.number);
        }
        return linked;
    }

    @Test
    void the_newest_is_found_first() {
        NodeTable<Entry> oneBin = new NodeTable<>(1);
        oneBin.add(new Entry(1, 42));
        oneBin.add(new Entry(2, 42));

        assertThat(oneBin.first(42)).extracting(entry -> entry.number).isEqualTo(2);
    }

    @Test
    void a_removal_succeeds_exactly_once() {
        Entry entry = add(1);

        assertThat(table.remove(entry)).isTrue();
        assertThat(table.remove(entry)).isFalse();
        assertThat(numbers()).isEmpty();
    }

    @Test
    void of_many_that_remove_one_entry_exactly_one_succeeds() throws Exception {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            entries.add(add(i));
        }
        AtomicInteger removed = new AtomicInteger();

        inParallel(4, number -> {
            for (Entry entry : entries) {
                if (table.remove(entry)) {
                    removed.incrementAndGet();
                }
            }
        });

        assertThat(removed).hasValue(2_000);
        assertThat(numbers()).isEmpty();
    }

    @Test
    void entries_may_be_removed_while_the_table_is_read() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            entries.add(add(i));
        }
        AtomicInteger seen = new AtomicInteger();

        table.forEach(entry -> {
            seen.incrementAndGet();
            table.remove(entry);
        });

        assertThat(seen).hasValue(1_000);
        assertThat(numbers()).isEmpty();
        assertThat(entries).allMatch(Node::isRemoved);
    }

    @Test
    void reading_sees_every_entry_that_stays_whatever_comes_and_goes_beside_it() throws Exception {
        NodeTable<Entry> crowded = new NodeTable<>(1);
        for (int i = 0; i < 100; i++) {
            crowded.add(new Entry(i, i));
        }

        inParallel(3, number -> {
            if (number == 0) {
                for (int round = 0; round < 300; round++) {
                    AtomicInteger stayed = new AtomicInteger();
                    crowded.forEach(entry -> stayed.addAndGet(entry.number < 100 ? 1 : 0));
                    assertThat(stayed).hasValue(100);
                }
            } else {
                for (int i = 0; i < 20_000; i++) {
                    Entry entry = new Entry(1_000 + i, i);
                    crowded.add(entry);
                    assertThat(crowded.remove(entry)).isTrue();
                }
            }
        });
    }

    @Test
    void adding_and_removing_by_many_threads_at_once_loses_nothing() throws Exception {
        NodeTable<Entry> crowded = new NodeTable<>(512);
        int each = 20_000;

        inParallel(4, number -> {
            List<Entry> mine = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                Entry entry = new Entry(number * each + i, i);
                crowded.add(entry);
                mine.add(entry);
                if (i % 2 == 1) {
                    assertThat(crowded.remove(mine.get(i - 1))).isTrue();
                }
            }
        });

        List<Integer> left = new ArrayList<>();
        crowded.forEach(entry -> left.add(entry.number));
        assertThat(left).hasSize(4 * each / 2).doesNotHaveDuplicates().allMatch(number -> number % 2 == 1);
    }

    private interface Part {
        void play(int number);
    }

    /** Bounded: a thread that fails or hangs fails the test. */
    private static void inParallel(int threads, Part part) throws Exception {
        CyclicBarrier together = new CyclicBarrier(threads);
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                try {
                    together.await();
                    part.play(number);
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
            all.add(thread);
        }
        for (Thread thread : all) {
            thread.join(30_000);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(failures).isEmpty();
    }
}
