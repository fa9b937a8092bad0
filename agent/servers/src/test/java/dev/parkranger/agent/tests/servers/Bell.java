package dev.parkranger.agent.tests.servers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Rings a little less than once a second: the signal for which long polls wait. */
public final class Bell {

    private final List<Runnable> listeners = new ArrayList<>();
    private long rung;

    void start() {
        ScheduledExecutorService ringer = Executors.newSingleThreadScheduledExecutor();
        ringer.scheduleAtFixedRate(this::ring, 800, 800, TimeUnit.MILLISECONDS);
    }

    /** Whether it rang in time. */
    synchronized boolean await(long atMostMillis) throws InterruptedException {
        long before = rung;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(atMostMillis);
        for (long left = atMostMillis; rung == before && left > 0; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
        return rung != before;
    }

    /** For those who do not want to wait on a thread of their own: called once, at the next ring. */
    public synchronized void onNextRing(Runnable listener) {
        listeners.add(listener);
    }

    private void ring() {
        List<Runnable> called;
        synchronized (this) {
            rung++;
            notifyAll();
            called = List.copyOf(listeners);
            listeners.clear();
        }
        called.forEach(Runnable::run);
    }
}
