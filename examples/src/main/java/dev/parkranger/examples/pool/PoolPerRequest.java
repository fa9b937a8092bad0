package dev.parkranger.examples.pool;

import dev.parkranger.examples.Expected;
import dev.parkranger.examples.Traffic;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Two halves of a report are made side by side, on a pool that is gone from sight when the method returns. Its two
 * workers are not gone: they wait for more work until the JVM ends.
 */
@Expected(verdict = "abandoned-pool", method = "PoolPerRequest.report", perRequest = 2)
public final class PoolPerRequest {

    public static void main(String[] args) throws InterruptedException {
        var reports = new PoolPerRequest();
        Traffic.send(args, reports::report);
    }

    String report(int customer) throws InterruptedException, ExecutionException {
        var pool = Executors.newFixedThreadPool(2);
        var orders = pool.submit(() -> section("orders", customer));
        var invoices = pool.submit(() -> section("invoices", customer));
        return orders.get() + ", " + invoices.get();
    }

    private static String section(String name, int customer) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(20);
        return name + " of customer " + customer;
    }
}
