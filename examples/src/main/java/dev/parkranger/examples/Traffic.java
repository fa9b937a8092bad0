package dev.parkranger.examples;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A server in small: a pool of four threads that belongs to {@code main}, and a few requests, each one task of it.
 * Whatever a request starts should be over when its task is.
 */
public final class Traffic {

    private static final int REQUESTS = 12;
    private static final int SERVER_THREADS = 4;
    private static final int SECONDS = 30;

    /** Between two requests: a little traffic, not a burst. */
    private static final int PAUSE_MILLIS = Integer.getInteger("example.pause", 400);

    /** Answers one request. */
    public interface Handler {
        void handle(int number) throws Exception;
    }

    private Traffic() {}

    /** Sends the requests (the first argument says how many), prints {@code ready}, and stays up to be looked at. */
    public static void send(String[] args, Handler handler) throws InterruptedException {
        var hours = OpeningHours.ofSeconds(SECONDS);
        int requests = args.length == 0 ? REQUESTS : Numbers.atLeastOne("the number of requests", args[0]);

        var server = Executors.newFixedThreadPool(SERVER_THREADS);
        var answers = new ArrayList<Future<?>>();
        for (int i = 1; i <= requests; i++) {
            int number = i;
            answers.add(server.submit(() -> {
                handler.handle(number);
                return number;
            }));
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        int failed = 0;
        for (var answer : answers) {
            try {
                answer.get();
            } catch (ExecutionException e) {
                failed++;
                System.err.println("a request failed: " + e.getCause());
            }
        }

        System.out.println("ready");
        hours.awaitClosingTime();
        server.shutdown();
        hours.close(failed == 0 ? 0 : 1);
    }
}
