package dev.parkranger.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whoever starts, ends, interrupts and sweeps at a time, on the same few records. Beside each promise stands a record that
 * breaks it, as a simpler one would, and the same stress catches that.
 */
class RecordRacesTest {

    private static final int THREADS = 3;
    private static final int RECORDS = 64;
    private static final long NOW = 7;

    private static final Registry REGISTRY = new Registry(64);

    private static ThreadRecord thread(int tid, @Nullable SiteKey site) {
        return new ThreadRecord(
                Thread.currentThread(), tid, false, Origin.UNKNOWN, Application.INSTANCE, null, null, site, 1);
    }

    private static RunRecord run(Object task, @Nullable SiteKey site) {
        return new RunRecord(task, null, Origin.UNKNOWN, Application.INSTANCE, null, site, false, 1);
    }

    /** All come to each record at about the same time: one that is much ahead waits a little. */
    private abstract static class Abreast implements Stress.Round {
        private static final int PATIENCE = 100;

        private final AtomicInteger[] arrived = new AtomicInteger[RECORDS];

        Abreast() {
            for (int i = 0; i < RECORDS; i++) {
                arrived[i] = new AtomicInteger();
            }
        }

        @Override
        public final void play(int thread) {
            for (int i = 0; i < RECORDS; i++) {
                arrived[i].incrementAndGet();
                for (int waited = 0; waited < PATIENCE && arrived[i].get() < THREADS; waited++) {
                    Thread.onSpinWait();
                }
                play(thread, i);
            }
        }

        abstract void play(int thread, int record);
    }

    // ---- what few have ----

    /** What is written to a record by different threads, each for the first time. */
    interface Rare {
        void handedOver(RunRecord run);

        void interruptedAt(long now);

        void countResumes();

        /** Whether all three are there. */
        boolean hasAll(RunRecord run, long now);
    }

    private static final class RealRare implements Rare {
        private final ThreadRecord record = thread(1, null);

        @Override
        public void handedOver(RunRecord run) {
            record.handedOver(run);
        }

        @Override
        public void interruptedAt(long now) {
            record.interruptedAt(now);
        }

        @Override
        public void countResumes() {
            record.countResumes();
        }

        @Override
        public boolean hasAll(RunRecord run, long now) {
            return record.lastHandedOver() == run && record.interruptedNanos() == now && record.countsResumes();
        }
    }

    /** Two may each make one, and what was written to the first is lost. */
    private static final class MadeByLookAndWrite implements Rare {
        private volatile @Nullable Extra extra;

        private static final class Extra {
            private volatile @Nullable RunRecord lastHandedOver;
            private volatile long interruptedNanos;
            private volatile boolean resumesCounted;
        }

        private Extra extra() {
            Extra its = extra;
            if (its == null) {
                its = new Extra();
                extra = its;
            }
            return its;
        }

        @Override
        public void handedOver(RunRecord run) {
            extra().lastHandedOver = run;
        }

        @Override
        public void interruptedAt(long now) {
            extra().interruptedNanos = now;
        }

        @Override
        public void countResumes() {
            extra().resumesCounted = true;
        }

        @Override
        public boolean hasAll(RunRecord run, long now) {
            Extra its = extra();
            return its.lastHandedOver == run && its.interruptedNanos == now && its.resumesCounted;
        }
    }

    private static final class FirstNeeds extends Abreast {
        private final List<Rare> records = new ArrayList<>();
        private final RunRecord run = run(new Object(), null);

        FirstNeeds(Supplier<? extends Rare> rare) {
            for (int i = 0; i < RECORDS; i++) {
                records.add(rare.get());
            }
        }

        @Override
        void play(int thread, int record) {
            Rare its = records.get(record);
            switch (thread) {
                case 0 -> its.handedOver(run);
                case 1 -> its.interruptedAt(NOW);
                default -> its.countResumes();
            }
        }

        @Override
        public void check() {
            assertThat(records).allMatch(record -> record.hasAll(run, NOW));
        }
    }

    @Test
    void what_few_threads_have_is_made_once_whoever_needs_it_first() {
        Stress.holds(THREADS, () -> new FirstNeeds(RealRare::new));
    }

    @Test
    void made_by_a_look_and_a_write_it_is_made_twice() {
        Stress.catches(THREADS, () -> new FirstNeeds(MadeByLookAndWrite::new));
    }

    /** As {@link FirstNeeds}, of a submission: it starts something, and makes a pool, and so becomes an owner. */
    private static final class FirstNeedsOfRuns extends Abreast {
        private final SiteKey site = SiteHistory.site("a run");
        private final SiteKey started = SiteHistory.site("what it starts");
        private final List<RunRecord> runs = new ArrayList<>();

        FirstNeedsOfRuns() {
            for (int i = 0; i < RECORDS; i++) {
                runs.add(run(new Object(), site));
            }
        }

        @Override
        void play(int thread, int record) {
            RunRecord run = runs.get(record);
            switch (thread) {
                case 0 -> run.tally(started);
                case 1 -> run.owns();
                default -> run.begin(runs.get(0), NOW);
            }
        }

        @Override
        public void check() {
            assertThat(runs).allMatch(run -> run.outer() == runs.get(0));
            runs.forEach(run -> run.end(NOW));
            assertThat(runs.stream().map(RunRecord::endOrdinal))
                    .doesNotHaveDuplicates()
                    .doesNotContain(0L);
            started.sample(NOW, 0);
            assertThat(started.ownersEndedBy(NOW, Set.of(site))).isEqualTo(RECORDS);
        }
    }

    @Test
    void what_few_runs_have_is_made_once_whoever_needs_it_first() {
        Stress.holds(THREADS, FirstNeedsOfRuns::new);
    }

    // ---- ends ----

    /** Some records, and how many ends were counted of them. */
    interface Ends {
        void start(int record);

        /** Returns whether this was the one that ended it. */
        boolean end(int record);

        /** It never came to run. */
        void neverStarted(int record);

        long live();

        long ended();

        long endedOfTheirSite();
    }

    private static final class RealEnds implements Ends {
        private final SiteKey site = SiteHistory.site("ends");
        private final ThreadRecord[] records = new ThreadRecord[RECORDS];
        private final long before = REGISTRY.platform().ended();

        @Override
        public void start(int record) {
            REGISTRY.platform().start();
            records[record] = thread(record, site);
            REGISTRY.add(records[record]);
        }

        @Override
        public boolean end(int record) {
            return REGISTRY.end(records[record], NOW);
        }

        @Override
        public void neverStarted(int record) {
            REGISTRY.neverStarted(records[record]);
        }

        @Override
        public long live() {
            return REGISTRY.platform().live();
        }

        @Override
        public long ended() {
            return REGISTRY.platform().ended() - before;
        }

        @Override
        public long endedOfTheirSite() {
            return site.instancesEnded();
        }
    }

    /** Two may both see that it has not ended yet, and count. */
    private static final class EndedByLookAndWrite implements Ends {
        private final SiteKey site = SiteHistory.site("ends");
        private final ThreadRecord[] records = new ThreadRecord[RECORDS];
        private final NodeTable<ThreadRecord> table = new NodeTable<>(1);
        private final Counts counts = new Counts();

        @Override
        public void start(int record) {
            counts.start();
            records[record] = thread(record, site);
            table.add(records[record]);
        }

        @Override
        public boolean end(int record) {
            if (records[record].hasEnded()) {
                return false;
            }
            records[record].end(NOW);
            table.remove(records[record]);
            counts.end();
            return true;
        }

        @Override
        public void neverStarted(int record) {
            if (!records[record].hasEnded() && table.remove(records[record])) {
                counts.undoStart();
            }
        }

        @Override
        public long live() {
            return counts.live();
        }

        @Override
        public long ended() {
            return counts.ended();
        }

        @Override
        public long endedOfTheirSite() {
            return site.instancesEnded();
        }
    }

    /** The end hook, and the reaper, who finds it gone or finds that it never ran. */
    private static final class Ending extends Abreast {
        private final Ends records;
        private final AtomicInteger[] ends = new AtomicInteger[RECORDS];

        Ending(Ends records) {
            this.records = records;
            for (int i = 0; i < RECORDS; i++) {
                records.start(i);
                ends[i] = new AtomicInteger();
            }
        }

        @Override
        void play(int thread, int record) {
            if (thread == 2 && record % 2 == 0) {
                records.neverStarted(record);
            } else if (records.end(record)) {
                ends[record].incrementAndGet();
            }
        }

        @Override
        public void check() {
            int ended = 0;
            for (int i = 0; i < RECORDS; i++) {
                assertThat(ends[i].get()).isBetween(i % 2, 1);
                ended += ends[i].get();
            }
            assertThat(records.ended()).isEqualTo(ended);
            assertThat(records.endedOfTheirSite()).isEqualTo(ended);
            assertThat(records.live()).isZero();
        }
    }

    @Test
    void an_end_is_counted_once_whoever_sees_it_and_a_thread_that_never_ran_has_none() {
        // Made as each round begins, for all rounds share the registry.
        Stress.holds(THREADS, () -> new Ending(new RealEnds()));
        REGISTRY.threads().forEach(left -> REGISTRY.end(left, NOW));
    }

    @Test
    void seen_by_a_look_and_a_write_an_end_is_counted_twice() {
        Stress.catches(THREADS, () -> new Ending(new EndedByLookAndWrite()));
    }

    // ---- submissions ----

    /** Submissions of one and the same task. */
    interface Line {
        void queue(RunRecord run);

        @Nullable
        RunRecord take(boolean newest);

        /** Whether nothing is left of what was taken. */
        boolean isEmpty();
    }

    private static final class RealLine implements Line {
        private final Submissions submissions = Submissions.unbounded(64);
        private final Object task;

        RealLine(Object task) {
            this.task = task;
        }

        @Override
        public void queue(RunRecord run) {
            submissions.queue(task, run);
        }

        @Override
        public @Nullable RunRecord take(boolean newest) {
            return newest ? submissions.takeRefused(task, null) : submissions.take(task, null);
        }

        @Override
        public boolean isEmpty() {
            AtomicInteger left = new AtomicInteger();
            submissions.table().forEach(entry -> left.incrementAndGet());
            return left.get() == 0;
        }
    }

    /** Two may both see that it has not begun. */
    private static final class TakenByLookAndWrite implements Line {
        private final ConcurrentLinkedQueue<RunRecord> queue = new ConcurrentLinkedQueue<>();

        @Override
        public void queue(RunRecord run) {
            queue.add(run);
        }

        @Override
        public @Nullable RunRecord take(boolean newest) {
            for (RunRecord run : queue) {
                if (run.isQueued()) {
                    run.begin(null, NOW);
                    queue.remove(run);
                    return run;
                }
            }
            return null;
        }

        @Override
        public boolean isEmpty() {
            return queue.isEmpty();
        }
    }

    /** Somebody may line up behind an entry that another has just seen to be empty, and takes away. */
    private static final class ClosedByALook implements Line {
        private final AtomicReference<@Nullable ConcurrentLinkedQueue<RunRecord>> entry = new AtomicReference<>();

        @Override
        public void queue(RunRecord run) {
            ConcurrentLinkedQueue<RunRecord> its = entry.get();
            while (its == null) {
                entry.compareAndSet(null, new ConcurrentLinkedQueue<>());
                its = entry.get();
            }
            its.add(run);
        }

        @Override
        public @Nullable RunRecord take(boolean newest) {
            ConcurrentLinkedQueue<RunRecord> its = entry.get();
            RunRecord taken = its == null ? null : its.poll();
            if (its != null && its.isEmpty()) {
                entry.compareAndSet(its, null);
            }
            return taken;
        }

        @Override
        public boolean isEmpty() {
            return entry.get() == null;
        }
    }

    /** Several workers come to one submission at a time. */
    private static final class Taking extends Abreast {
        private final List<Line> lines = new ArrayList<>();
        private final AtomicInteger[] taken = new AtomicInteger[RECORDS];

        Taking(Function<Object, ? extends Line> kind) {
            for (int i = 0; i < RECORDS; i++) {
                Object task = new Object();
                Line line = kind.apply(task);
                line.queue(run(task, null));
                lines.add(line);
                taken[i] = new AtomicInteger();
            }
        }

        @Override
        void play(int thread, int record) {
            if (lines.get(record).take(false) != null) {
                taken[record].incrementAndGet();
            }
        }

        @Override
        public void check() {
            assertThat(taken).allMatch(times -> times.get() == 1);
            assertThat(lines).allMatch(Line::isEmpty);
        }
    }

    @Test
    void one_submission_is_taken_once_whoever_comes_for_it() {
        Stress.holds(THREADS, () -> new Taking(RealLine::new));
    }

    @Test
    void taken_by_a_look_and_a_write_it_is_taken_twice() {
        Stress.catches(THREADS, () -> new Taking(task -> new TakenByLookAndWrite()));
    }

    /** Two submit, and two take what is there, in turn as a worker and as whoever refuses. */
    private static final class Queueing implements Stress.Round {
        private static final int SUBMITTERS = 2;
        private static final int EACH = 200;

        private final Object task = new Object();
        private final Line line;
        private final AtomicInteger submitters = new AtomicInteger(SUBMITTERS);
        private final Set<RunRecord> submitted =
                Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        private final List<RunRecord> taken = Collections.synchronizedList(new ArrayList<>());

        Queueing(Function<Object, ? extends Line> lines) {
            this.line = lines.apply(task);
        }

        @Override
        public void play(int thread) {
            if (thread < SUBMITTERS) {
                for (int i = 0; i < EACH; i++) {
                    RunRecord run = run(task, null);
                    submitted.add(run);
                    line.queue(run);
                }
                submitters.decrementAndGet();
                return;
            }
            boolean last;
            do {
                last = submitters.get() == 0;
                RunRecord run;
                for (int i = 0; (run = line.take(i % 4 == 3)) != null; i++) {
                    taken.add(run);
                    run.end(NOW);
                }
            } while (!last);
        }

        @Override
        public void check() {
            assertThat(taken).hasSize(SUBMITTERS * EACH);
            assertThat(Set.copyOf(taken)).isEqualTo(Set.copyOf(submitted));
            assertThat(line.isEmpty()).as("nothing left").isTrue();
        }
    }

    @Test
    void of_many_submissions_of_one_task_each_is_taken_once_and_nothing_stays_behind() {
        Stress.holds(4, () -> new Queueing(RealLine::new));
    }

    @Test
    void taken_by_a_look_and_a_write_one_of_many_is_taken_twice() {
        Stress.catches(4, () -> new Queueing(task -> new TakenByLookAndWrite()));
    }

    @Test
    void closed_by_a_look_an_entry_takes_a_submission_along() {
        Stress.catches(4, () -> new Queueing(task -> new ClosedByALook()));
    }
}
