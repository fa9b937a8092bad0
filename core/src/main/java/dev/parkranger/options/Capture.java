package dev.parkranger.options;

import java.util.Locale;

/** Whether creation stacks are taken. */
public enum Capture {
    /** Until adaptive capture exists: the same as always. */
    ADAPTIVE,
    ALWAYS,
    OFF;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
