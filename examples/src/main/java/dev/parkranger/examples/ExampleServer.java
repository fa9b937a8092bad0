package dev.parkranger.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the leaky server and its fixed twin have in common: the routes, a healthy housekeeper, and a little traffic
 * from the main thread until closing time. They differ in how they make a quote and a report.
 */
abstract class ExampleServer {

    private static final int SECONDS = 60;
    private static final int POOL_SIZE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 100;

    /** Enough for a pattern to show in each route; then {@code ready} is printed. */
    private static final int READY_AFTER = 30;

    /** However long the server stays up, it leaks no more than so many requests can. */
    private static final int MAX_REQUESTS = 600;

    /** Two of three quotes come too late. */
    private static final List<String> ROUND = List.of(
            "/quotes?symbol=GLOBEX",
            "/report",
            "/quotes?symbol=INITECH",
            "/health",
            "/quotes?symbol=" + SlowUpstream.FAST);

    private final AtomicLong housekeepings = new AtomicLong();

    /** A quote within 50 ms, or the news that there is none. */
    abstract String quote(String symbol) throws Exception;

    /** A report in two halves, made side by side. */
    abstract String report() throws Exception;

    /** Ends what this server holds for all its requests. */
    void shutDown() {}

    /** A section of the report. */
    static String section(String name) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(20);
        return name + ": all sold";
    }

    final void runUntilClosingTime() throws IOException, InterruptedException {
        var hours = OpeningHours.ofSeconds(SECONDS);
        var housekeeper = Executors.newSingleThreadScheduledExecutor();
        var unused = housekeeper.scheduleAtFixedRate(housekeepings::incrementAndGet, 0, 1, TimeUnit.SECONDS);
        var requests = VirtualThreads.executorOr(POOL_SIZE);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(requests);
        server.createContext("/quotes", exchange -> answer(exchange, () -> quote(symbol(exchange))));
        server.createContext("/report", exchange -> answer(exchange, this::report));
        server.createContext("/health", exchange -> answer(exchange, () -> "housekeepings: " + housekeepings));
        server.start();

        var address = server.getAddress();
        var root = "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
        System.out.println(getClass().getSimpleName() + " listens on " + root + " and asks itself for "
                + String.join(", ", ROUND));
        int failed = sendTraffic(root, hours);
        hours.awaitClosingTime();

        server.stop(0);
        requests.shutdown();
        housekeeper.shutdown();
        shutDown();
        hours.close(failed == 0 ? 0 : 1);
    }

    private static int sendTraffic(String root, OpeningHours hours) throws InterruptedException {
        var client = HttpClient.newHttpClient();
        int failed = 0;
        for (int sent = 0; sent < MAX_REQUESTS && hours.open(); sent++) {
            if (sent == READY_AFTER) {
                System.out.println("ready");
            }
            var uri = URI.create(root + ROUND.get(sent % ROUND.size()));
            try {
                var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
                int status = client.send(request, BodyHandlers.ofString()).statusCode();
                if (status != 200) {
                    throw new IOException("status " + status);
                }
            } catch (IOException e) {
                failed++;
                System.err.println(uri + " failed: " + e);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return failed;
    }

    /** Makes the body of an answer. */
    private interface Body {
        String make() throws Exception;
    }

    private static void answer(HttpExchange exchange, Body body) throws IOException {
        try (exchange) {
            int status = 200;
            String text;
            try {
                text = body.make();
            } catch (Exception e) {
                status = 500;
                text = e.toString();
            }
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String symbol(HttpExchange exchange) {
        var query = exchange.getRequestURI().getQuery();
        return query != null && query.startsWith("symbol=") ? query.substring("symbol=".length()) : SlowUpstream.FAST;
    }
}
