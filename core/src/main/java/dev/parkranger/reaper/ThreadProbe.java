package dev.parkranger.reaper;

import dev.parkranger.record.Frame;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads threads. Never a bulk dump: that stops the application. */
interface ThreadProbe {

    /** The states of platform threads, without stacks, all by id; one that has ended is missing. */
    Map<Long, Sample> platform(Map<Long, Thread> threads);

    /** With the resumes that the record has counted. */
    Sample virtual(Thread thread, int resumes);

    /**
     * What a thread waits for without a timeout, where that is a lock that names its owner; null for anything else. Cheap:
     * two fields of the thread, but for one that is blocked at a monitor.
     */
    @Nullable
    LockWait lockWait(Thread thread);

    /** How often a platform thread has waited or blocked so far; it has moved when that changes. */
    long timesWaited(Thread thread);

    /** Expensive: a safepoint for a platform thread on JDK 17. */
    List<Frame> stack(Thread thread);

    /** Whether to read a platform thread's stack stops all others: on JDK 17 it does, and several should share a stop. */
    boolean stopsApplication();

    /** The states and stacks of a few platform threads, in one stop; one that has ended is missing. */
    Map<Long, Snap> stacks(List<Thread> few);

    /** A thread as it stood at one moment. */
    record Snap(Thread.State state, List<Frame> stack) {}
}
