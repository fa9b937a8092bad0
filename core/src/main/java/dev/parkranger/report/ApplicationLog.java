package dev.parkranger.report;

import dev.parkranger.record.AgentThread;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code log=auto}: the application's SLF4J where some loader has it, else another sink, chosen anew for each event. A
 * thread of its own does it, for an application's appender may block, or wait for a lock of a suspect.
 */
public final class ApplicationLog implements LogSink, AutoCloseable {
    /** Reports come a few a minute: so many waiting means that the application's log is stuck. */
    static final int CAPACITY = 256;

    /** What the JVM's exit may be held up for. */
    private static final Duration AT_CLOSE = Duration.ofSeconds(2);

    private final Supplier<@Nullable ClassLoader> loggerFactoryLoader;
    private final LogSink otherwise;
    private final ArrayDeque<LogEvent> waiting = new ArrayDeque<>();
    private final Thread thread;
    private long dropped;
    private boolean direct;

    /**
     * A log that is started by {@link #start()}; what is logged before waits for it.
     *
     * @param loggerFactoryLoader the loader that has defined {@code org.slf4j.LoggerFactory}, null while none has
     * @param otherwise takes what the application does not
     */
    public ApplicationLog(Supplier<@Nullable ClassLoader> loggerFactoryLoader, LogSink otherwise) {
        this.loggerFactoryLoader = loggerFactoryLoader;
        this.otherwise = otherwise;
        this.thread = new AgentThread("log", new Drain());
    }

    /** At start-up, not at the first event: that may be the one that says no more threads can be started. */
    public void start() {
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            goDirect();
        }
    }

    @Override
    public void warn(String event) {
        offer(LogEvent.warn(event));
    }

    @Override
    public void info(String event) {
        offer(LogEvent.info(event));
    }

    @Override
    public void debug(String event) {
        offer(LogEvent.debug(event));
    }

    @Override
    public void close() {
        close(AT_CLOSE);
    }

    /** Waits so long for the queue to empty; what is left then goes to the other sink, as does what comes later. */
    public void close(Duration atMost) {
        synchronized (waiting) {
            direct = true;
            waiting.notifyAll();
        }
        try {
            thread.join(Math.max(1, atMost.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        goDirect();
    }

    private void offer(LogEvent event) {
        synchronized (waiting) {
            if (!direct) {
                if (waiting.size() == CAPACITY) {
                    waiting.removeFirst();
                    dropped++;
                }
                waiting.addLast(event);
                waiting.notifyAll();
                return;
            }
        }
        otherwise.log(event);
    }

    private void goDirect() {
        while (true) {
            LogEvent event;
            synchronized (waiting) {
                direct = true;
                event = next();
            }
            if (event == null) {
                return;
            }
            otherwise.log(event);
        }
    }

    /** The next in order; what was dropped is said where it is missing, before the oldest that is left. */
    private @Nullable LogEvent next() {
        if (dropped > 0) {
            LogEvent event = LogEvent.warn(
                    Headline.amount(dropped, "event") + " dropped here: the application's log did not keep up");
            dropped = 0;
            return event;
        }
        return waiting.pollFirst();
    }

    /** Null when the log is closed and nothing is left. */
    private @Nullable LogEvent take() throws InterruptedException {
        synchronized (waiting) {
            LogEvent event = next();
            while (event == null && !direct) {
                waiting.wait();
                event = next();
            }
            return event;
        }
    }

    private void say(LogEvent event) {
        boolean taken = false;
        try {
            ClassLoader loader = loggerFactoryLoader.get();
            taken = loader != null && Slf4jLog.log(loader, event);
        } finally {
            if (!taken) {
                otherwise.log(event);
            }
        }
    }

    private final class Drain implements Runnable {
        @Override
        public void run() {
            while (true) {
                try {
                    LogEvent event = take();
                    if (event == null) {
                        return;
                    }
                    say(event);
                } catch (InterruptedException e) {
                    // Nobody who knows us interrupts us; whoever sweeps over all threads does not mean us.
                } catch (RuntimeException | Error e) {
                    // The event has gone to the other sink; the next may fare better.
                }
            }
        }
    }
}
