package dev.parkranger.examples.queue;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A log on some other machine whose first write fails, as first writes do. */
final class AuditLog {

    private final AtomicInteger attempts = new AtomicInteger();

    void append(String event) throws IOException {
        if (attempts.incrementAndGet() == 1) {
            throw new IOException("connection reset while writing '" + event + "'");
        }
    }
}
