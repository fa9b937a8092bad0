package dev.parkranger.verdict;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one entry of {@code ignore} has come to.
 *
 * @param entry as the user wrote it
 * @param groups how many it has matched so far
 * @param ids of the last of these
 * @param last when it matched last, null where it has not
 * @param problem why it can match nothing at all, empty where it can
 */
public record IgnoreUse(
        String entry,
        State state,
        int groups,
        List<String> ids,
        @Nullable Instant last,
        String problem) {

    public enum State {
        /** Set too short a time ago to say anything. */
        FRESH,
        MATCHED,
        /** It had time, and has matched nothing. */
        UNUSED,
        /** It cannot match, whatever comes. */
        IMPOSSIBLE
    }

    public IgnoreUse {
        ids = List.copyOf(ids);
    }
}
