package dev.parkranger.reaper;

import dev.parkranger.record.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a task waits.
 *
 * @param frame the JDK method waited in, as a user would name it
 * @param applicationFrame the application's innermost line, null where the stack holds none
 * @param stack innermost first; empty where none was taken
 */
public record Waiting(@Nullable Frame frame, @Nullable Frame applicationFrame, Thread.State state, List<Frame> stack) {

    public Waiting {
        stack = List.copyOf(stack);
    }
}
