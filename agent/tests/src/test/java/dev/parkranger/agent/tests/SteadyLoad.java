package dev.parkranger.agent.tests;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A few connections that ask again as soon as they are answered; how long each answer took, and when. */
final class SteadyLoad {

    /** One request; nanoseconds of {@link System#nanoTime}. */
    private record Asked(long begun, long ended) {}

    private static final int CONNECTIONS = 4;
    private static final int MAX_REQUESTS = 2_000_000;
    private static final byte[] REQUEST =
            "GET /quotes HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8);

    private final int port;
    private final List<Thread> clients = new ArrayList<>();
    private final List<List<Asked>> asked = new ArrayList<>();
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean closing;

    private SteadyLoad(int port) {
        this.port = port;
    }

    static SteadyLoad of(int port) {
        SteadyLoad load = new SteadyLoad(port);
        for (int i = 0; i < CONNECTIONS; i++) {
            List<Asked> answers = new ArrayList<>();
            load.asked.add(answers);
            Thread client = new Thread(() -> load.ask(answers), "client");
            client.setDaemon(true);
            load.clients.add(client);
            client.start();
        }
        return load;
    }

    private void ask(List<Asked> answers) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream(), 4096);
            while (!closing && answers.size() < MAX_REQUESTS) {
                long begun = System.nanoTime();
                out.write(REQUEST);
                skipAnswer(in);
                answers.add(new Asked(begun, System.nanoTime()));
            }
        } catch (IOException e) {
            failures.add(e);
        }
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

    /** The last requests have been answered. */
    void end() throws InterruptedException {
        closing = true;
        for (Thread client : clients) {
            client.join(15_000);
        }
    }

    Queue<Exception> failures() {
        return failures;
    }

    /** Microseconds that 99 of 100 requests took at most, of those that began between two moments. After the end. */
    double p99(long from, long to) {
        long[] nanos = asked.stream()
                .flatMap(List::stream)
                .filter(request -> request.begun() >= from && request.begun() < to)
                .mapToLong(request -> request.ended() - request.begun())
                .sorted()
                .toArray();
        if (nanos.length == 0) {
            throw new AssertionError("nobody was answered in " + (to - from) + " ns");
        }
        return nanos[(int) (0.99 * (nanos.length - 1))] / 1e3;
    }
}
