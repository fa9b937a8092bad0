package dev.parkranger.examples.handoff;

import dev.parkranger.examples.Expected;
import dev.parkranger.examples.SlowUpstream;
import dev.parkranger.examples.Traffic;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A queue with room for one answer: the worker leaves it there and ends, whether or not anybody still waits. */
@Expected(verdict = Expected.NONE)
public final class HandOffAfterTimeoutFixed {

    private final SlowUpstream upstream = new SlowUpstream();

    public static void main(String[] args) throws InterruptedException {
        var quotes = new HandOffAfterTimeoutFixed();
        Traffic.send(args, number -> quotes.fetch("GLOBEX"));
    }

    String fetch(String symbol) throws InterruptedException {
        var answers = new ArrayBlockingQueue<String>(1);
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
