package dev.parkranger.record;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Threads that could not be started for want of memory or of the system's leave: the moment a report is needed. */
public final class StartFailures {

    private final AtomicLong count = new AtomicLong();
    private final Runnable alarm;
    private volatile @Nullable String message;

    /**
     * None so far.
     *
     * @param alarm wakes the reaper; called on the application's thread, so it must do no more than that
     */
    public StartFailures(Runnable alarm) {
        this.alarm = alarm;
    }

    void failed(Throwable failure) {
        String text = failure.getMessage();
        message = text == null ? failure.getClass().getName() : text;
        count.incrementAndGet();
        alarm.run();
    }

    public long count() {
        return count.get();
    }

    /** Of the latest failure; null before the first. */
    public @Nullable String message() {
        return message;
    }
}
