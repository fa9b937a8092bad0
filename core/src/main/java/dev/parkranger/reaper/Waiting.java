package dev.parkranger.reaper;

import dev.parkranger.record.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a task waits.
 *
 * @param frame the JDK method waited in, as a user would name it
 * @param applicationFrame the application's line; where there is none a library's, and null where all is the JDK's
 * @param stack innermost first; empty where none was taken
 * @param library the known library whose that line is, for want of one of the application's; else empty
 */
public record Waiting(
        @Nullable Frame frame,
        @Nullable Frame applicationFrame,
        Thread.State state,
        List<Frame> stack,
        String library) {

    /** In a line of the application's. */
    public Waiting(@Nullable Frame frame, @Nullable Frame applicationFrame, Thread.State state, List<Frame> stack) {
        this(frame, applicationFrame, state, stack, "");
    }

    public Waiting {
        stack = List.copyOf(stack);
    }
}
