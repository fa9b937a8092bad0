package dev.parkranger.verdict;

import java.util.Locale;

/** How sure a verdict is; the order is the order of certainty. */
public enum Confidence {
    /** One or two owners: may be a singleton. Shown on demand, never logged. */
    WATCH,
    SUSPECT,
    LEAK,
    /** No thread can reach what it waits for. */
    PROVEN;

    /** The name in reports, lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isAbove(Confidence other) {
        return compareTo(other) > 0;
    }

    public Confidence atMost(Confidence cap) {
        return compareTo(cap) > 0 ? cap : this;
    }
}
