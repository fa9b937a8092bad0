package dev.parkranger.examples.deadline;

import java.time.Duration;

/** The moment by which an answer is worth something; made once by the request and handed down to all its calls. */
final class Deadline {

    private final long nanoTime;

    private Deadline(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    boolean passed() {
        return nanosLeft() <= 0;
    }

    long nanosLeft() {
        return nanoTime - System.nanoTime();
    }
}
