package dev.parkranger.reaper;

import dev.parkranger.record.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where something was made, as people read it.
 *
 * @param blamed the application's line nearest to the making; null where neither the stack nor its creators hold one
 * @param stack innermost first; empty where unknown
 * @param creators frames of the creators' own making, nearest first, where the stack itself holds no application line
 * @param initialiser whether a class initialiser is on the stack: made once, for the application
 * @param client the library that the blamed line called and that made it, {@code com.zaxxer.hikari}: threads and pools of
 *     one client object are one leak; empty where the application made it itself
 * @param within the library whose the blamed line is, for want of one of the application's; else empty
 */
public record Creation(
        @Nullable Frame blamed,
        List<Frame> stack,
        List<Frame> creators,
        boolean initialiser,
        String client,
        String within) {

    public static final Creation UNKNOWN = new Creation(null, List.of(), List.of(), false, "", "");

    /** Made for a line of the application. */
    public Creation(
            @Nullable Frame blamed, List<Frame> stack, List<Frame> creators, boolean initialiser, String client) {
        this(blamed, stack, creators, initialiser, client, "");
    }

    /** Made by the application itself. */
    public Creation(@Nullable Frame blamed, List<Frame> stack, List<Frame> creators, boolean initialiser) {
        this(blamed, stack, creators, initialiser, "");
    }

    /** A library that merely starts what the application has written is no client object. */
    Creation withoutClient() {
        return client.isEmpty() ? this : new Creation(blamed, stack, creators, initialiser, "", within);
    }

    public Creation {
        stack = List.copyOf(stack);
        creators = List.copyOf(creators);
    }
}
