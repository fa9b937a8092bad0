package dev.parkranger.report;

import dev.parkranger.record.AgentThread;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Calls the application's listeners, on a thread of its own that is there while there is something to tell: one that blocks
 * holds up no look, and one that fails is its own owner's trouble. What such a one does not take is dropped in the end.
 */
final class JmxListeners implements Executor {

    private static final int CAPACITY = 256;
    private static final long KEEP_SECONDS = 10;

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            0,
            1,
            KEEP_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(CAPACITY),
            body -> new AgentThread("jmx", body),
            new ThreadPoolExecutor.DiscardPolicy());

    @Override
    public void execute(Runnable call) {
        try {
            thread.execute(() -> {
                try {
                    call.run();
                } catch (RuntimeException | Error e) {
                    // A listener's. Let out, it would end the thread with a stack trace on the application's stderr.
                }
            });
        } catch (OutOfMemoryError e) {
            // No more threads: the report says so, if this cannot.
        }
    }
}
