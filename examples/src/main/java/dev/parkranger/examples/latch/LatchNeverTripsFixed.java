package dev.parkranger.examples.latch;

import dev.parkranger.examples.Expected;
import dev.parkranger.examples.Traffic;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Counts down in {@code finally}, whatever a check finds, and tells the shipping task what failed. */
@Expected(verdict = Expected.NONE)
public final class LatchNeverTripsFixed {

    private static final List<String> CHECKS = List.of("address", "credit", "stock");

    private final ExecutorService workers = Executors.newCachedThreadPool();

    public static void main(String[] args) throws InterruptedException {
        var orders = new LatchNeverTripsFixed();
        Traffic.send(args, orders::accept);
    }

    void accept(int order) {
        var checked = new CountDownLatch(CHECKS.size());
        var failures = new ConcurrentLinkedQueue<String>();
        for (var name : CHECKS) {
            workers.execute(() -> check(name, checked, failures));
        }
        workers.execute(() -> ship(order, checked, failures));
    }

    private static void check(String name, CountDownLatch checked, Queue<String> failures) {
        try {
            if (!passes(name)) {
                failures.add(name);
            }
        } finally {
            checked.countDown();
        }
    }

    private static boolean passes(String name) {
        return !name.equals("stock");
    }

    private static void ship(int order, CountDownLatch checked, Queue<String> failures) {
        try {
            checked.await();
            System.out.println("order " + order + (failures.isEmpty() ? " is on its way" : " failed on " + failures));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
