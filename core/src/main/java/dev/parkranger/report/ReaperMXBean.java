package dev.parkranger.report;

import org.jspecify.annotations.Nullable;

/** The outside contract over JMX. Attributes are plain: exporters read them every few seconds. */
public interface ReaperMXBean {
    boolean isArmed();

    long getLivePlatformThreads();

    long getLiveVirtualThreads();

    long getLiveSubmittedTasks();

    long getStartedTotal();

    long getEndedTotal();

    int getWatchCount();

    int getSuspectCount();

    int getLeakCount();

    int getProvenCount();

    long getSuppressedErrors();

    long getDroppedRecords();

    long getLastLookMillis();

    /** Where the HTTP endpoint listens; 0 where there is none. */
    int getHttpPort();

    String dumpSuspects();

    String dumpSuspectsAsJson();

    void reapNow();

    /** What {@link #prove} would cost now: heap in use, pause, disk. */
    String proveCost();

    /**
     * Dumps the heap, which stops the application for a while, and has it analysed: which threads can nothing ever wake? An
     * {@link IllegalStateException} says why no proof was made. The suspects carry what was found from then on.
     */
    String prove();

    /** What can be changed at run time, as it is now, one {@code key=value} a line; then what each entry of ignore has matched. */
    String dumpSettings();

    /** As the option {@code interval}; an {@link IllegalArgumentException} says what is allowed. */
    void changeInterval(@Nullable String interval);

    void changeGrace(@Nullable String grace);

    /** The whole list anew, entries divided by semicolons; nothing clears it. */
    void changeIgnore(@Nullable String ignore);

    /**
     * Remembers where all live threads are now, to be compared with another time; the last sixteen are kept.
     *
     * @return what to call it by
     */
    String takeSnapshot();

    /** One line each, the oldest first: id, time, size. */
    String[] listSnapshots();

    /** What has changed between two of them, the stacks that have grown most first, with their growth a minute. */
    String diffSnapshots(@Nullable String one, @Nullable String other);

    /** For good: nothing is watched any more until the JVM is started again. */
    void disarm(@Nullable String reason);
}
