package dev.parkranger.examples;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP server with two leaks: a quote that comes too late finds nobody to take it, and each report leaves its pool
 * behind. The pool of the server itself, its housekeeper and its HTTP client are healthy.
 */
@Expected(verdict = "orphaned-task", method = "LeakyServer.quote", perRequest = 1)
@Expected(verdict = "abandoned-pool", method = "LeakyServer.report", perRequest = 2)
public final class LeakyServer extends ExampleServer {

    private final SlowUpstream upstream = new SlowUpstream();
    private final ThreadFactory quoteThreads = VirtualThreads.factoryOrPlatform("quote");

    public static void main(String[] args) throws IOException, InterruptedException {
        new LeakyServer().runUntilClosingTime();
    }

    @Override
    String quote(String symbol) throws InterruptedException {
        var answers = new SynchronousQueue<String>();
        quoteThreads.newThread(() -> ask(symbol, answers)).start();
        var quote = answers.poll(50, TimeUnit.MILLISECONDS);
        return quote == null ? symbol + " unknown" : quote;
    }

    private void ask(String symbol, BlockingQueue<String> answers) {
        try {
            answers.put(upstream.quote(symbol));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    String report() throws InterruptedException, ExecutionException {
        var pool = Executors.newFixedThreadPool(2);
        var apples = pool.submit(() -> section("apples"));
        var pears = pool.submit(() -> section("pears"));
        return apples.get() + ", " + pears.get();
    }
}
