package dev.parkranger.report;

import dev.parkranger.options.Options;
import dev.parkranger.profile.Profiles;
import dev.parkranger.profile.Snapshots;

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

    /** Of the threads as they are now. */
    Profiles profiles();

    Snapshots snapshots();

    /** Where the HTTP endpoint listens; 0 where there is none. */
    int httpPort();

    /** What a proof would cost now, in a line. */
    String proofCost();

    /**
     * Looks at the heap for proofs, which stops the application for a while; in text what came of it.
     *
     * @throws IllegalStateException where none was made; the message says why
     */
    String prove();
}
