package dev.parkranger.benchmarks.table;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Requests from this process to a server in another, over a few connections that are kept, each asking again as soon as it
 * is answered. The server's own processor time is asked of it before and after, so ours is not counted.
 */
final class HttpLoad implements Drive {

    private static final int CONNECTIONS = 4;
    private static final int MAX_REQUESTS = 2_000_000;
    private static final byte[] BODY =
            "{\"symbol\":\"PARK\",\"depth\":20,\"client\":\"benchmark\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] REQUEST = request();

    private static byte[] request() {
        String head = "POST /quotes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + BODY.length + "\r\n\r\n";
        return (head + new String(BODY, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Map<String, Double> drive(Child child, Settings settings) throws IOException, InterruptedException {
        String said = child.await(line -> line.startsWith("figure port "));
        int port = (int) Double.parseDouble(said.substring("figure port ".length()));
        ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            // Twice as long as others: it is more code that has to get warm.
            load(clients, port, settings.warmUp() * 2);
            double[] before = used(child);
            long begun = System.nanoTime();
            List<Double> latencies = load(clients, port, settings.seconds());
            double seconds = (System.nanoTime() - begun) / 1e9;
            double[] after = used(child);
            child.send("end");
            child.awaitEnd();
            double requests = latencies.size();
            return Map.of(
                    "cpu", (after[0] - before[0]) / requests / 1e3,
                    "allocated", (after[1] - before[1]) / requests,
                    "throughput", requests / seconds,
                    "p99", Spread.quantile(latencies, 0.99));
        } finally {
            clients.shutdownNow();
        }
    }

    private static double[] used(Child child) throws IOException, InterruptedException {
        child.send("used");
        String[] words = child.await(line -> line.startsWith("used ")).split(" ", -1);
        return new double[] {Double.parseDouble(words[1]), Double.parseDouble(words[2])};
    }

    /** Microseconds of each request. */
    private static List<Double> load(ExecutorService clients, int port, double seconds)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        List<Callable<List<Double>>> asking = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            asking.add(() -> ask(port, end));
        }
        List<Double> latencies = new ArrayList<>();
        for (Future<List<Double>> asked : clients.invokeAll(asking)) {
            try {
                latencies.addAll(asked.get());
            } catch (ExecutionException e) {
                throw new IOException("a request failed: " + e.getCause(), e);
            }
        }
        return latencies;
    }

    private static List<Double> ask(int port, long end) throws IOException {
        List<Double> latencies = new ArrayList<>();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream(), 4096);
            while (System.nanoTime() < end && latencies.size() < MAX_REQUESTS) {
                long begun = System.nanoTime();
                out.write(REQUEST);
                skipAnswer(in);
                latencies.add((System.nanoTime() - begun) / 1e3);
            }
        }
        return latencies;
    }

    private static void skipAnswer(InputStream in) throws IOException {
        String status = line(in);
        if (!status.contains(" 200 ")) {
            throw new IOException("answered " + status);
        }
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "Content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        in.skipNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int character = in.read(); character != '\n'; character = in.read()) {
            if (character < 0) {
                throw new IOException("the server has closed the connection");
            }
            if (character != '\r') {
                line.append((char) character);
            }
        }
        return line.toString();
    }
}
