package dev.parkranger.options;

import java.util.Locale;

/** Whether creation stacks are taken. */
public enum Capture {
    /** Of few healthy tasks, and of all of a kind that leaks. */
    ADAPTIVE,
    ALWAYS,
    OFF;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
