package dev.parkranger.examples.deadline;

import java.util.ArrayList;
import java.util.List;

/** The threads that one request started. Used by that request's thread alone, which ends them before it returns. */
final class Children {

    private final List<Thread> threads = new ArrayList<>();

    void start(String name, Runnable work) {
        var thread = new Thread(work, name);
        threads.add(thread);
        thread.start();
    }

    /** Tells those that still work to stop, and waits until they have. */
    void cancelAndJoin() throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (var thread : threads) {
            thread.join();
        }
    }
}
