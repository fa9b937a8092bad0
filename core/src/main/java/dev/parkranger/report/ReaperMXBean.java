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

    String dumpSuspects();

    String dumpSuspectsAsJson();

    void reapNow();

    /** What can be changed at run time, as it is now, one {@code key=value} a line; then what each entry of ignore has matched. */
    String dumpSettings();

    /** As the option {@code interval}; an {@link IllegalArgumentException} says what is allowed. */
    void changeInterval(@Nullable String interval);

    void changeGrace(@Nullable String grace);

    /** The whole list anew, entries divided by semicolons; nothing clears it. */
    void changeIgnore(@Nullable String ignore);

    /** For good: nothing is watched any more until the JVM is started again. */
    void disarm(@Nullable String reason);
}
