package dev.parkranger.profile;

import dev.parkranger.record.OneLine;

/** One thing known of all tasks of a group, {@code kind=virtual}. Values that others chose are made fit to print. */
public record Label(String key, String value) {

    static final String KIND = "kind";
    static final String STATE = "state";
    static final String OWNER = "owner";
    static final String OWNER_KIND = "owner_kind";
    static final String OWNER_ENDED = "owner_ended";
    static final String POOL = "pool";

    private static final int MAX_VALUE = 200;

    static Label of(String key, String value) {
        return new Label(key, OneLine.of(value, MAX_VALUE));
    }
}
