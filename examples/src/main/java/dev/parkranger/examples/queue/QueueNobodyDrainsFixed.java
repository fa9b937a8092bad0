package dev.parkranger.examples.queue;

import dev.parkranger.examples.Expected;
import dev.parkranger.examples.Traffic;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A collector that survives an error: it reports the event that it lost and takes the next. */
@Expected(verdict = Expected.NONE)
public final class QueueNobodyDrainsFixed {

    private static final int CAPACITY = 8;
    private static final int LINES_PER_ORDER = 10;

    private final BlockingQueue<String> events = new ArrayBlockingQueue<>(CAPACITY);
    private final AuditLog log = new AuditLog();

    public static void main(String[] args) throws InterruptedException {
        var shop = new QueueNobodyDrainsFixed();
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
                write(events.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(String event) {
        try {
            log.append(event);
        } catch (IOException e) {
            System.err.println("audit log: " + e.getMessage());
        }
    }
}
