package dev.parkranger.report;

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

    /** What can be changed at run time, as it is now, one {@code key=value} a line. */
    String dumpSettings();

    /** As the option {@code interval}; an {@link IllegalArgumentException} says what is allowed. */
    void changeInterval(String interval);

    void changeGrace(String grace);

    /** The whole list anew, entries divided by semicolons; nothing clears it. */
    void changeIgnore(String ignore);

    /** For good: nothing is watched any more until the JVM is started again. */
    void disarm(String reason);
}
