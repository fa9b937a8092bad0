package dev.parkranger.record;

import java.util.concurrent.atomic.LongAdder;

/** Starts and ends of one kind of task. Exact once the application is quiet; meanwhile a start may be seen before its sum. */
public final class Counts {

    private final LongAdder started = new LongAdder();
    private final LongAdder ended = new LongAdder();

    void start() {
        started.increment();
    }

    void end() {
        ended.increment();
    }

    /** A start that came to nothing is no start. */
    void undoStart() {
        started.decrement();
    }

    public long started() {
        return started.sum();
    }

    public long ended() {
        return ended.sum();
    }

    public long live() {
        // Ends first: read the other way round, a task that starts and ends in between would count as minus one.
        long ends = ended.sum();
        return Math.max(0, started.sum() - ends);
    }
}
