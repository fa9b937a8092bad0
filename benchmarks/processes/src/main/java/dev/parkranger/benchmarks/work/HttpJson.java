package dev.parkranger.benchmarks.work;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that answers a small JSON body with another. The load comes from outside; at each line on standard input it
 * says the processor time and the bytes it has used so far, and it ends with the input.
 */
public final class HttpJson {

    private static final int THREADS = 16;

    private HttpJson() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        ExecutorService executor =
                arguments[0].equals("virtual") ? Virtual.perTaskExecutor() : Executors.newFixedThreadPool(THREADS);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(executor);
        server.createContext("/quotes", HttpJson::answer);
        server.start();
        Figures.say("port", server.getAddress().getPort());
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = input.readLine()) != null && !line.equals("end")) {
            Usage used = Usage.now();
            System.out.println("used " + used.cpu() + " " + used.allocated());
        }
        Agent.say();
        server.stop(0);
        executor.shutdown();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int from = question.indexOf("\"symbol\":\"") + 10;
        String symbol = question.substring(from, question.indexOf('"', from));
        StringBuilder quotes =
                new StringBuilder("{\"symbol\":\"").append(symbol).append("\",\"quotes\":[");
        for (int i = 0; i < 20; i++) {
            quotes.append(i == 0 ? "" : ",")
                    .append("{\"at\":")
                    .append(1_700_000_000L + i)
                    .append(",\"bid\":")
                    .append((symbol.hashCode() & 0xffff) + i)
                    .append('}');
        }
        byte[] body = quotes.append("]}").toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
