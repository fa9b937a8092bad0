package dev.parkranger.reaper;

import dev.parkranger.record.Frame;
import dev.parkranger.record.Registry;
import dev.parkranger.record.ThreadRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes through all recorded threads and reads where they are, a few at a time and with rests between: a dump of all at once
 * would stop the application, for as long as it takes. What one run tells of different threads is therefore of different
 * moments.
 */
public final class LiveStacks {

    /** On JDK 17 so many platform threads share a safepoint, which then lasts a quarter of a millisecond. */
    private static final int CHUNK = 32;

    /** Is told of one thread after the other. */
    public interface Visitor {

        /**
         * One thread.
         *
         * @param live only for the time of the call
         * @param stack innermost first; null where the time was up
         */
        void visit(ThreadRecord thread, Thread live, Thread.State state, @Nullable List<Frame> stack);
    }

    private final Registry registry;
    private final ThreadProbe probe;

    public LiveStacks(Registry registry) {
        this(registry, new JvmProbe());
    }

    LiveStacks(Registry registry, ThreadProbe probe) {
        this.registry = registry;
        this.probe = probe;
    }

    /** Visits all of them; reads stacks for as long as the budget lasts, in real time spent on reading. */
    public void read(long budgetNanos, Visitor visitor) {
        Run run = new Run(budgetNanos, visitor);
        registry.threads().forEach(run::add);
        run.flush();
    }

    /** One way through. */
    private final class Run {

        private final Visitor visitor;
        private final List<ThreadRecord> records = new ArrayList<>(CHUNK);
        private final List<Thread> threads = new ArrayList<>(CHUNK);
        private final Breaths breaths = new Breaths();
        private final long chunks = registry.platform().live() / CHUNK;
        private long left;

        Run(long budgetNanos, Visitor visitor) {
            this.left = budgetNanos;
            this.visitor = visitor;
        }

        void add(ThreadRecord record) {
            Thread thread = record.get();
            if (thread == null) {
                return;
            }
            if (record.isVirtual() || !probe.stopsApplication()) {
                alone(record, thread);
                return;
            }
            records.add(record);
            threads.add(thread);
            if (threads.size() == CHUNK) {
                boolean stops = left > 0;
                flush();
                if (stops) {
                    breaths.afterStop(chunks);
                }
            }
        }

        private void alone(ThreadRecord record, Thread thread) {
            long begun = System.nanoTime();
            List<Frame> stack = left > 0 ? probe.stack(thread) : null;
            Thread.State state = thread.getState();
            left -= System.nanoTime() - begun;
            tell(record, thread, state, stack);
            breaths.breathe();
        }

        void flush() {
            if (threads.isEmpty()) {
                return;
            }
            long begun = System.nanoTime();
            Map<Long, ThreadProbe.Snap> snaps = left > 0 ? probe.stacks(threads) : null;
            left -= System.nanoTime() - begun;
            for (int i = 0; i < threads.size(); i++) {
                ThreadRecord record = records.get(i);
                Thread thread = threads.get(i);
                if (snaps == null) {
                    tell(record, thread, thread.getState(), null);
                } else {
                    ThreadProbe.Snap snap = snaps.get(record.tid());
                    if (snap != null) {
                        tell(record, thread, snap.state(), snap.stack());
                    }
                }
            }
            records.clear();
            threads.clear();
        }

        /** One that has not begun yet, or has ended meanwhile, is nowhere. */
        private void tell(ThreadRecord record, Thread thread, Thread.State state, @Nullable List<Frame> stack) {
            if (state != Thread.State.NEW && state != Thread.State.TERMINATED) {
                visitor.visit(record, thread, state, stack);
            }
        }
    }
}
