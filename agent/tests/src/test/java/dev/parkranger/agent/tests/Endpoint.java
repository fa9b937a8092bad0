package dev.parkranger.agent.tests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;

/** The HTTP endpoint of a running agent, found by the line in which it says where it listens. */
record Endpoint(int port) {

    private static final String SAID = "listening on http://127.0.0.1:";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static Endpoint of(AgentJvm jvm) throws InterruptedException {
        String line = jvm.awaitStderr(said -> said.contains(SAID), AgentJvm.SOON);
        String from = line.substring(line.indexOf(SAID) + SAID.length());
        return new Endpoint(Integer.parseInt(from.substring(0, from.indexOf('/'))));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path), HttpResponse.BodyHandlers.ofString());
    }

    /** What {@code debug=2} has told, which is too long to keep. */
    record Dump(long threads, long cutOff, long chars) {}

    Dump dump() throws IOException, InterruptedException {
        long threads = 0;
        long cutOff = 0;
        long chars = 0;
        HttpResponse<Stream<String>> answer =
                CLIENT.send(request("/debug/pprof/goroutine?debug=2"), HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
            for (Iterator<String> line = lines.iterator(); line.hasNext(); ) {
                String text = line.next();
                chars += text.length() + 1;
                threads += text.startsWith("goroutine ") ? 1 : 0;
                cutOff += text.endsWith(" more, cut off") ? Long.parseLong(text.split(" ")[1]) : 0;
            }
        }
        return new Dump(threads, cutOff, chars);
    }

    Pprof profile(String name) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                CLIENT.send(request("/debug/pprof/" + name), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new AssertionError(name + " was answered with " + answer.statusCode());
        }
        return Pprof.read(answer.body());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(120))
                .build();
    }
}
