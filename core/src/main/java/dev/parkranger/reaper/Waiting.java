package dev.parkranger.reaper;

import dev.parkranger.record.Frame;
import java.util.List;
import java.util.Set;
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

    /** Where the JDK's workers wait for their next task, and where they run all of them. */
    private static final Set<String> FETCHES =
            Set.of("java.util.concurrent.ThreadPoolExecutor.getTask", "java.util.concurrent.ForkJoinPool.awaitWork");

    private static final Set<String> LOOPS =
            Set.of("java.util.concurrent.ThreadPoolExecutor.runWorker", "java.util.concurrent.ForkJoinPool.runWorker");

    /** In a line of the application's. */
    public Waiting(@Nullable Frame frame, @Nullable Frame applicationFrame, Thread.State state, List<Frame> stack) {
        this(frame, applicationFrame, state, stack, "");
    }

    public Waiting {
        stack = List.copyOf(stack);
    }

    static boolean isWorkersLoop(Frame frame) {
        return LOOPS.contains(method(frame));
    }

    private static String method(Frame frame) {
        return frame.className() + "." + frame.methodName();
    }

    /** See {@link #isIdle(List, Frame)}. */
    public boolean isIdle() {
        return isIdle(stack, applicationFrame);
    }

    /**
     * Whether a worker that waits so waits for its next task. A task may wait without a line of the application's on the
     * stack ({@code pool.submit(latch::await)}); the JDK's pools have methods that tell, of others the line has to do.
     *
     * @param stack innermost first
     * @param line of the application's, or a library's, on it
     */
    public static boolean isIdle(List<Frame> stack, @Nullable Frame line) {
        for (Frame frame : stack) {
            if (FETCHES.contains(method(frame))) {
                return true;
            }
            if (isWorkersLoop(frame)) {
                return false;
            }
        }
        return line == null;
    }
}
