package dev.parkranger.examples.handoff;

import dev.parkranger.examples.Expected;
import dev.parkranger.examples.SlowUpstream;
import dev.parkranger.examples.Traffic;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * The caller waits 50 ms for a quote and gives up. A {@code SynchronousQueue} holds nothing, so the worker that comes
 * later waits in {@code put} for somebody to take its answer, and nobody ever will.
 */
@Expected(verdict = "orphaned-task", method = "HandOffAfterTimeout.fetch", perRequest = 1)
public final class HandOffAfterTimeout {

    private final SlowUpstream upstream = new SlowUpstream();

    public static void main(String[] args) throws InterruptedException {
        var quotes = new HandOffAfterTimeout();
        Traffic.send(args, number -> quotes.fetch("GLOBEX"));
    }

    String fetch(String symbol) throws InterruptedException {
        var answers = new SynchronousQueue<String>();
        new Thread(() -> ask(symbol, answers), "quote-" + symbol).start();
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
}
