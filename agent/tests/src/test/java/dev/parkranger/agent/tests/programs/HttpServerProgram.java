package dev.parkranger.agent.tests.programs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** The JDK's HTTP server, which sends requests to itself; and methods that may be scopes. */
public final class HttpServerProgram extends ChildProgram {

    private final ConcurrentLinkedQueue<HttpExchange> polls = new ConcurrentLinkedQueue<>();
    private final CountDownLatch rung = new CountDownLatch(1);
    private final Nightly nightly = new Nightly();
    private final int port;

    private HttpServerProgram() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/leak", this::leak);
        server.createContext("/poll", this::poll);
        server.createContext("/broken", this::broken);
        server.createContext("/stream", this::stream);
        server.start();
        port = server.getAddress().getPort();
        on("get", arguments -> get(arguments[0], Integer.parseInt(arguments[1])));
        on("poll", arguments -> pollers(Integer.parseInt(arguments[0])));
        on("polls", arguments -> polls.size());
        on("ring", arguments -> ring());
        on("import", arguments -> {
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                nightly.importAll(3);
            }
            return null;
        });
        on("fetch", arguments -> {
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                nightly.fetch();
            }
            return null;
        });
        on("fetched", arguments -> nightly.complete());
    }

    public static void main(String[] arguments) throws IOException {
        new HttpServerProgram().obey();
    }

    private void leak(HttpExchange exchange) throws IOException {
        Thread left = new Thread(ChildProgram::waitForEver, "left");
        left.setDaemon(true);
        site("leak");
        left.start();
        answer(exchange);
    }

    private void broken(HttpExchange exchange) throws IOException {
        Thread left = new Thread(() -> ChildProgram.waitForEver(), "left");
        left.setDaemon(true);
        site("broken");
        left.start();
        throw new IOException("no stock");
    }

    /** Answered when the bell rings, by another thread; the one that waits for it is silent until then. */
    private void poll(HttpExchange exchange) {
        Thread waiting = new Thread(() -> pollUntilRung(exchange), "poll");
        waiting.setDaemon(true);
        site("poll");
        waiting.start();
    }

    private void pollUntilRung(HttpExchange exchange) {
        polls.add(exchange);
        try {
            rung.await();
            answer(exchange);
        } catch (InterruptedException | IOException e) {
            System.out.println("poll: " + e);
        }
        waitForEver();
    }

    /** The head goes out at once, the body when the bell rings. */
    private void stream(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        Thread streaming = new Thread(() -> streamUntilRung(exchange), "stream");
        streaming.setDaemon(true);
        site("stream");
        streaming.start();
    }

    private void streamUntilRung(HttpExchange exchange) {
        polls.add(exchange);
        try {
            rung.await();
            exchange.getResponseBody().write("news".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().close();
        } catch (InterruptedException | IOException e) {
            System.out.println("stream: " + e);
        }
        waitForEver();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] body = "gone".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private int get(String path, int count) {
        int answered = 0;
        for (int i = 0; i < count; i++) {
            answered += request(path) ? 1 : 0;
        }
        return answered;
    }

    private Object pollers(int count) {
        for (int i = 0; i < count; i++) {
            String path = i % 2 == 0 ? "/poll" : "/stream";
            Thread client = new Thread(() -> request(path), "client");
            client.setDaemon(true);
            client.start();
        }
        while (polls.size() < count) {
            pause(10);
        }
        return polls.size();
    }

    private int ring() {
        int ringing = polls.size();
        polls.clear();
        rung.countDown();
        return ringing;
    }

    private boolean request(String path) {
        try {
            var connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
            if (connection.getResponseCode() != 200) {
                return false;
            }
            try (InputStream body = connection.getInputStream()) {
                body.readAllBytes();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What the option {@code scopes} may name. */
    static final class Nightly {

        private final ConcurrentLinkedQueue<CompletableFuture<String>> asked = new ConcurrentLinkedQueue<>();

        /** Calls itself, which is one scope. */
        void importAll(int files) {
            if (files > 1) {
                importAll(files - 1);
                return;
            }
            Thread left = new Thread(() -> waitForEver(), "import");
            left.setDaemon(true);
            site("import");
            left.start();
        }

        /** Done when it is told so; the thread that it needs is silent until then, and stays. */
        CompletableFuture<String> fetch() {
            Thread fetching = new Thread(() -> waitForEver(), "fetch");
            fetching.setDaemon(true);
            site("fetch");
            fetching.start();
            var answer = new CompletableFuture<String>();
            asked.add(answer);
            return answer;
        }

        int complete() {
            int completed = 0;
            for (var answer = asked.poll(); answer != null; answer = asked.poll()) {
                completed += answer.complete("fetched") ? 1 : 0;
            }
            return completed;
        }
    }
}
