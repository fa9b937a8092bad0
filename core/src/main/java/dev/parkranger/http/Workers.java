package dev.parkranger.http;

import dev.parkranger.record.AgentGroup;
import dev.parkranger.record.AgentThread;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The few threads that answer, started when there is something to answer and gone soon after. No pool of the JDK's: hooks
 * watch those. The server gives a client all the time it wants, so each answer has a deadline here, after which its thread
 * is interrupted, which closes the connection.
 */
final class Workers implements Executor {

    static final int MAX = 8;
    private static final int MAX_QUEUED = 1_024;
    private static final long KEEP_MILLIS = TimeUnit.SECONDS.toMillis(5);

    /** For a client to say what it wants. */
    private static final long HEAD_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final AgentGroup group;
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private final Map<Thread, Long> deadlines = new HashMap<>();
    private int threads;
    private int idle;
    private boolean closed;
    private int number;

    Workers(AgentGroup group) {
        this.group = group;
    }

    @Override
    public void execute(Runnable answer) {
        synchronized (this) {
            if (closed || queue.size() >= MAX_QUEUED) {
                throw new RejectedExecutionException("too many connections at once");
            }
            queue.add(answer);
            if (idle >= queue.size() || threads >= MAX) {
                notify();
                return;
            }
            threads++;
            number++;
        }
        startOne(answer);
    }

    /** On the server's one dispatching thread, which an error must not end. */
    private void startOne(Runnable answer) {
        try {
            new AgentThread(group, "http-" + number, this::work).start();
        } catch (OutOfMemoryError e) {
            synchronized (this) {
                threads--;
                if (threads > 0 || !queue.remove(answer)) {
                    return;
                }
            }
            throw new RejectedExecutionException("the system gives no thread to answer with", e);
        }
    }

    private void work() {
        Runnable answer;
        while ((answer = next()) != null) {
            try {
                answer.run();
            } catch (RuntimeException | LinkageError e) {
                // The server's own trouble with one connection; it has closed that.
            } finally {
                done();
            }
        }
    }

    /** Null where this thread is not needed any more. */
    private synchronized @Nullable Runnable next() {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(KEEP_MILLIS);
        while (queue.isEmpty()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (closed || millis <= 0) {
                threads--;
                return null;
            }
            idle++;
            try {
                wait(millis);
            } catch (InterruptedException e) {
                // Meant for the answer before.
            } finally {
                idle--;
            }
        }
        deadlines.put(Thread.currentThread(), System.nanoTime() + HEAD_NANOS);
        return queue.remove();
    }

    private synchronized void done() {
        deadlines.remove(Thread.currentThread());
        // An interrupt that came too late must not hit the next answer.
        boolean ignored = Thread.interrupted();
    }

    /** The current answer may take so long from now. */
    synchronized void allow(long nanos) {
        deadlines.computeIfPresent(Thread.currentThread(), (thread, deadline) -> System.nanoTime() + nanos);
    }

    synchronized void interruptOverdue() {
        long now = System.nanoTime();
        deadlines.forEach((thread, deadline) -> {
            if (now - deadline > 0) {
                thread.interrupt();
            }
        });
    }

    synchronized void close() {
        closed = true;
        queue.clear();
        deadlines.keySet().forEach(Thread::interrupt);
        notifyAll();
    }
}
