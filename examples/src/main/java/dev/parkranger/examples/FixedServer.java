package dev.parkranger.examples;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The leaky server with both leaks mended: a queue with room for the late quote, and one pool for all reports. */
@Expected(verdict = Expected.NONE)
public final class FixedServer extends ExampleServer {

    private final SlowUpstream upstream = new SlowUpstream();
    private final ThreadFactory quoteThreads = VirtualThreads.factoryOrPlatform("quote");
    private final ExecutorService pool = Executors.newFixedThreadPool(2);

    public static void main(String[] args) throws IOException, InterruptedException {
        new FixedServer().runUntilClosingTime();
    }

    @Override
    String quote(String symbol) throws InterruptedException {
        var answers = new ArrayBlockingQueue<String>(1);
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
        var apples = pool.submit(() -> section("apples"));
        var pears = pool.submit(() -> section("pears"));
        return apples.get() + ", " + pears.get();
    }

    @Override
    void shutDown() {
        pool.shutdown();
    }
}
