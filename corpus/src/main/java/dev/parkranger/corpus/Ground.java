package dev.parkranger.corpus;

import dev.parkranger.api.OwnerScope;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;

/** Where the patterns run: on platform threads, or on virtual ones. */
public final class Ground {

    private final boolean virtual;

    Ground(boolean virtual) {
        this.virtual = virtual;
    }

    /** Starts a thread; the caller's line is where it is created. */
    public Thread start(String name, Body body) {
        Thread thread = thread(name, body);
        thread.start();
        return thread;
    }

    /** A thread that the pattern starts itself. */
    public Thread thread(String name, Body body) {
        return thread(name, (Runnable) body);
    }

    /** A thread that has not been started; for pools of a pattern's own. */
    public Thread thread(String name, Runnable body) {
        return virtual ? Virtual.thread(name, body) : new Thread(body, name);
    }

    /** So many threads as are many here: of virtual ones an application has more. */
    public int many(int platform, int ofVirtual) {
        return virtual ? ofVirtual : platform;
    }

    /** For pools: their workers are of this ground's kind. */
    public ThreadFactory factory(String name) {
        return task -> thread(name, task);
    }

    /** Does something as an owner of this name, whose end is the return. */
    @SuppressWarnings("try") // only its end matters
    public void as(String owner, Body work) throws Exception {
        try (OwnerScope scope = OwnerScope.open(owner)) {
            work.work();
        }
    }

    /** Waits until a thread waits, so that a pattern comes out the same each time; gives up after ten seconds. */
    public void untilWaiting(Thread thread) throws InterruptedException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < deadline) {
            switch (thread.getState()) {
                case WAITING, TIMED_WAITING, BLOCKED, TERMINATED -> {
                    return;
                }
                default -> Thread.sleep(1);
            }
        }
        System.out.println("unexpected " + thread.getName() + " does not wait");
    }

    /**
     * Waits until a lock or queue is as it should be; more exact than {@link #untilWaiting}, for a thread also waits while
     * classes are loaded. Gives up after ten seconds.
     */
    public void until(BooleanSupplier reached) throws InterruptedException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                System.out.println("unexpected: nothing came of what was awaited");
                return;
            }
            Thread.sleep(1);
        }
    }
}
