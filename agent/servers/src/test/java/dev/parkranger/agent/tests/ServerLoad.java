package dev.parkranger.agent.tests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Customers of a server: a few that ask quick things one after another, one for each slow thing, some sessions that stay
 * open. They pace themselves, for the machine is shared with the server.
 */
final class ServerLoad {

    private static final int QUICK_CUSTOMERS = 4;
    private static final int SESSIONS = 3;
    private static final int TOO_MANY = 100;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final String host;
    private final List<Thread> customers = new ArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile boolean closing;

    ServerLoad(int port) {
        host = "127.0.0.1:" + port;
    }

    /** Every path in turn; {@code {n}} is a number that differs each time. */
    void quick(List<String> paths) {
        for (int i = 0; i < QUICK_CUSTOMERS; i++) {
            customer(() -> get(pick(paths)), 20);
        }
    }

    private String pick(List<String> paths) {
        int n = next.getAndIncrement();
        return paths.get(n % paths.size()).replace("{n}", String.valueOf(n));
    }

    void slow(String path) {
        customer(() -> get(path), 300);
    }

    /** Opened now, and talking until the load ends. */
    void sessions(String path) {
        for (int i = 0; i < SESSIONS; i++) {
            WebSocket session = client.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://" + host + path), new WebSocket.Listener() {})
                    .join();
            customer(
                    () -> {
                        session.sendText("hello", true).join();
                        answered.incrementAndGet();
                    },
                    1_000);
        }
    }

    private void customer(Request request, long pauseMillis) {
        Thread customer = new Thread(() -> ask(request, pauseMillis), "customer");
        customer.setDaemon(true);
        customers.add(customer);
        customer.start();
    }

    private void ask(Request request, long pauseMillis) {
        try {
            while (!closing && failures.size() < TOO_MANY) {
                request.run();
                Thread.sleep(pauseMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One request, to its end. */
    void get(String path) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://" + host + path))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                answered.incrementAndGet();
            } else {
                failures.add(path + ": " + response.statusCode() + " " + response.body());
            }
        } catch (IOException e) {
            failures.add(path + ": " + e);
        }
    }

    int answered() {
        return answered.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** The last requests have been answered; may be called again. */
    void end() throws InterruptedException {
        closing = true;
        for (Thread customer : customers) {
            customer.join(15_000);
        }
    }

    /** One thing that a customer does. */
    private interface Request {
        void run() throws InterruptedException;
    }
}
