package dev.parkranger.report;

import dev.parkranger.options.Options;

/** What can be asked of the running agent, over JMX or by any other remote. */
public interface Control {
    /** What the last look found; before the first, a report of nothing. */
    Report latest();

    /** Looks now, and returns when that look has been reported. */
    void reapNow();

    Options options();

    /** From the next look on. */
    void change(Options options);

    void disarm(String reason);
}
