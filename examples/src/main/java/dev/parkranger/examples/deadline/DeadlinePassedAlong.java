package dev.parkranger.examples.deadline;

import dev.parkranger.examples.Expected;
import dev.parkranger.examples.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Asks three shops for a price and takes what has come by the deadline. One shop is always too late, and yet nothing
 * stays behind: the queue has room for every answer, the deadline goes down with each call, and the request cancels
 * and joins its children on every path out.
 */
@Expected(verdict = Expected.NONE)
public final class DeadlinePassedAlong {

    private record Shop(String name, int hops) {}

    private static final List<Shop> SHOPS = List.of(new Shop("corner", 1), new Shop("market", 2), new Shop("far", 100));
    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final long HOP_MILLIS = 10;

    public static void main(String[] args) throws InterruptedException {
        var prices = new DeadlinePassedAlong();
        Traffic.send(args, number -> prices.compare("article-" + number));
    }

    List<String> compare(String article) throws InterruptedException {
        var deadline = Deadline.in(PATIENCE);
        var answers = new ArrayBlockingQueue<String>(SHOPS.size());
        var children = new Children();
        try {
            for (var shop : SHOPS) {
                children.start("price-" + shop.name(), () -> ask(shop, article, deadline, answers));
            }
            return collect(answers, deadline);
        } finally {
            children.cancelAndJoin();
        }
    }

    private static List<String> collect(BlockingQueue<String> answers, Deadline deadline) throws InterruptedException {
        var prices = new ArrayList<String>();
        while (prices.size() < SHOPS.size()) {
            var price = answers.poll(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
            if (price == null) {
                return prices;
            }
            prices.add(price);
        }
        return prices;
    }

    private static void ask(Shop shop, String article, Deadline deadline, BlockingQueue<String> answers) {
        try {
            for (int hop = 0; hop < shop.hops(); hop++) {
                if (deadline.passed()) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(HOP_MILLIS);
            }
            answers.put(article + " at " + shop.name());
        } catch (InterruptedException e) {
            // cancelled: nobody waits for this answer any more
        }
    }
}
