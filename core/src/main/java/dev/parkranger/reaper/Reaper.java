package dev.parkranger.reaper;

import dev.parkranger.record.AgentThread;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The background thread that looks. It never ends anybody's thread, and nobody ever waits for it but who asks for a look
 * now.
 */
public final class Reaper {

    /** The application's own start goes first: two cores are few, and a short program never needs us to begin. */
    private static final long BEGIN_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** The first look comes early: whoever has just started an application waits for it. */
    private static final long FIRST_LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What the reaper does, again and again. */
    public interface Round {

        /** Called once, before the first wait: whatever need not hold up the application's start. Must not throw. */
        void begin();

        /** One whole look, from records to reports. Must not throw. */
        void look();

        /** The time until the next one; asked before each wait. */
        long intervalNanos();
    }

    /** Somebody who waits for a look; let go unserved when the reaper stops. */
    private static final class Ask {

        private final CountDownLatch done = new CountDownLatch(1);
        private volatile boolean served;
    }

    private final Round round;
    private final Thread thread = new AgentThread("reaper", new Runnable() {
        @Override
        public void run() {
            rounds();
        }
    });
    private final Queue<Ask> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean alarmed;
    private volatile boolean stopped;

    /** A reaper at rest. */
    public Reaper(Round round) {
        this.round = round;
    }

    /**
     * Begins to look.
     *
     * @throws OutOfMemoryError when the system gives no thread
     */
    public void start() {
        thread.start();
    }

    /** Makes it look at once, without waiting for it: safe to call from any hook. */
    public void alarm() {
        alarmed = true;
        LockSupport.unpark(thread);
    }

    /**
     * Makes it look at once, and returns when that look has been reported.
     *
     * @return false when it has not been within the time given, or the reaper has stopped
     * @throws InterruptedException when the caller is interrupted meanwhile
     */
    public boolean lookNow(long atMostNanos) throws InterruptedException {
        if (Thread.currentThread() == thread) {
            // Asked from within a report, by a listener for one: that look is under way.
            return true;
        }
        Ask ask = new Ask();
        waiting.add(ask);
        alarm();
        // A stop that has seen the queue before our entry would leave us waiting: it is read after the entry.
        return !stopped && ask.done.await(atMostNanos, TimeUnit.NANOSECONDS) && ask.served;
    }

    /** No look begins after this. */
    public void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    private void rounds() {
        awaitTurn(BEGIN_AFTER_NANOS);
        if (!stopped) {
            round.begin();
        }
        long wait = Math.min(FIRST_LOOK_NANOS, round.intervalNanos());
        while (!stopped) {
            awaitTurn(wait);
            if (stopped) {
                break;
            }
            alarmed = false;
            int asked = waiting.size();
            round.look();
            // Only those that asked before this look began have been served by it.
            for (int i = 0; i < asked; i++) {
                Ask ask = waiting.poll();
                if (ask != null) {
                    ask.served = true;
                    ask.done.countDown();
                }
            }
            wait = round.intervalNanos();
        }
        Ask left;
        while ((left = waiting.poll()) != null) {
            left.done.countDown();
        }
    }

    private void awaitTurn(long nanos) {
        long deadline = System.nanoTime() + nanos;
        while (!alarmed && !stopped && waiting.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return;
            }
            LockSupport.parkNanos(this, left);
            // Nobody has a reason to interrupt us; left set, it would make every park return at once.
            Thread.interrupted();
        }
    }
}
