package dev.parkranger.reaper;

/** What a parked task has done since the previous look. */
public enum Progress {
    /** Something, or it is not known yet: seen parked for the first time. */
    MOVING,
    /** Nothing: one and the same wait. */
    INERT,
    /** It woke only to fall back into the same wait: timers, housekeepers, poll loops. */
    IDLING;

    public boolean isStuck() {
        return this != MOVING;
    }
}
