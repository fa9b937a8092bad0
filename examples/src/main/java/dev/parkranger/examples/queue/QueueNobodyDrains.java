package dev.parkranger.examples.queue;

import dev.parkranger.examples.Expected;
import dev.parkranger.examples.Traffic;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Each request writes its audit events from a thread of its own, through a bounded queue with one collector. The
 * collector leaves at its first error, the queue fills, and from then on every writer stays in {@code put}.
 */
@Expected(verdict = "orphaned-task", method = "QueueNobodyDrains.order", perRequest = 1)
public final class QueueNobodyDrains {

    private static final int CAPACITY = 8;
    private static final int LINES_PER_ORDER = 10;

    private final BlockingQueue<String> events = new ArrayBlockingQueue<>(CAPACITY);
    private final AuditLog log = new AuditLog();

    public static void main(String[] args) throws InterruptedException {
        var shop = new QueueNobodyDrains();
        new Thread(shop::collect, "audit-collector").start();
        Traffic.send(args, shop::order);
    }

    void order(int number) {
        new Thread(() -> audit(number), "audit-" + number).start();
    }

    private void audit(int order) {
        try {
            for (int line = 1; line <= LINES_PER_ORDER; line++) {
                events.put("order " + order + ", line " + line);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void collect() {
        try {
            while (true) {
                log.append(events.take());
            }
        } catch (IOException e) {
            System.err.println("audit log: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
