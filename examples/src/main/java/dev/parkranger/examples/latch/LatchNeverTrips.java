package dev.parkranger.examples.latch;

import dev.parkranger.examples.Expected;
import dev.parkranger.examples.Traffic;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An order is shipped once its three checks are through. The check that fails returns early and forgets to count down,
 * so the shipping task stays in {@code await} and occupies a worker of the shared pool for ever. The pool is healthy;
 * the task in it is not.
 */
@Expected(verdict = "orphaned-task", method = "LatchNeverTrips.accept", perRequest = 1)
public final class LatchNeverTrips {

    private static final List<String> CHECKS = List.of("address", "credit", "stock");

    private final ExecutorService workers = Executors.newCachedThreadPool();

    public static void main(String[] args) throws InterruptedException {
        var orders = new LatchNeverTrips();
        Traffic.send(args, orders::accept);
    }

    void accept(int order) {
        var checked = new CountDownLatch(CHECKS.size());
        for (var name : CHECKS) {
            workers.execute(() -> check(name, checked));
        }
        workers.execute(() -> ship(order, checked));
    }

    private static void check(String name, CountDownLatch checked) {
        if (!passes(name)) {
            return;
        }
        checked.countDown();
    }

    private static boolean passes(String name) {
        return !name.equals("stock");
    }

    private static void ship(int order, CountDownLatch checked) {
        try {
            checked.await();
            System.out.println("order " + order + " is on its way");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
