package dev.parkranger.examples.pool;

import dev.parkranger.examples.Expected;
import dev.parkranger.examples.Traffic;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Shuts the pool down on every path out of the request. One pool shared by all requests would do as well. */
@Expected(verdict = Expected.NONE)
public final class PoolPerRequestFixed {

    public static void main(String[] args) throws InterruptedException {
        var reports = new PoolPerRequestFixed();
        Traffic.send(args, reports::report);
    }

    String report(int customer) throws InterruptedException, ExecutionException {
        var pool = Executors.newFixedThreadPool(2);
        try {
            var orders = pool.submit(() -> section("orders", customer));
            var invoices = pool.submit(() -> section("invoices", customer));
            return orders.get() + ", " + invoices.get();
        } finally {
            pool.shutdown();
        }
    }

    private static String section(String name, int customer) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(20);
        return name + " of customer " + customer;
    }
}
