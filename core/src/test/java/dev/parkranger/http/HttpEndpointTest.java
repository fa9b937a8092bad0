package dev.parkranger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.options.Options;
import dev.parkranger.profile.Parked;
import dev.parkranger.profile.Profiles;
import dev.parkranger.profile.Snapshots;
import dev.parkranger.reaper.CodeMap;
import dev.parkranger.reaper.Ground;
import dev.parkranger.report.Control;
import dev.parkranger.report.LogSink;
import dev.parkranger.report.MetricsPage;
import dev.parkranger.report.Report;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpEndpointTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Ground ground = new Ground();
    private final FakeControl control = new FakeControl();
    private final HeardLog log = new HeardLog();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(SOON).build();

    @AfterEach
    void close() {
        control.armed = false;
        ground.close();
    }

    @Test
    void where_it_listens_is_said_and_an_index_leads_on() throws Exception {
        HttpDoor door = open("http=0", null);

        assertThat(log.next()).isEqualTo("INFO listening on http://127.0.0.1:" + door.port() + "/debug/pprof/");
        assertThat(get(door, "/").body())
                .contains("href=\"leaks\"")
                .contains("debug/pprof/")
                .doesNotContain("metrics");
        assertThat(get(door, "/debug/pprof/").body())
                .contains("<td><a href=\"goroutine?debug=1\">goroutine</a></td>")
                .contains("<a href=\"threads?debug=1\">threads</a>")
                .contains("goroutineleak")
                .contains("<a href=\"goroutine?debug=2\">full goroutine stack dump</a>");
        assertThat(get(door, "/healthz").body()).isEqualTo("ok\n");
        assertThat(get(door, "/leaks").body()).startsWith("Park Ranger ").contains("no suspects");
        HttpResponse<String> json = get(door, "/leaks.json");
        assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(json.body()).startsWith("{").contains("\"format\"");
    }

    @Test
    void a_profile_has_the_headers_of_go() throws Exception {
        ground.request(() -> ground.starts());
        HttpDoor door = open("http=0", null);

        HttpResponse<byte[]> profile =
                client.send(request(door, "/debug/pprof/goroutine").build(), HttpResponse.BodyHandlers.ofByteArray());

        assertThat(profile.statusCode()).isEqualTo(200);
        assertThat(profile.headers().map())
                .containsEntry("content-type", List.of("application/octet-stream"))
                .containsEntry("content-disposition", List.of("attachment; filename=\"goroutine\""))
                .containsEntry("x-content-type-options", List.of("nosniff"));
        assertThat(profile.body()).startsWith(0x1f, 0x8b);
    }

    @Test
    void people_get_text() throws Exception {
        ground.request(() -> ground.starts());
        HttpDoor door = open("http=0", null);

        HttpResponse<String> grouped = get(door, "/debug/pprof/threads?debug=1");
        assertThat(grouped.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(grouped.body()).startsWith("threads profile: total ").contains("com.acme.Quotes.lambda$fetch$0+0x0");
        assertThat(get(door, "/debug/pprof/goroutine?debug=2").body())
                .contains(" [WAITING]:\n")
                .contains("com.acme.Quotes.lambda$fetch$0(...)\n\tcom/acme/Quotes.java:44\n")
                .contains(" for owner GET /, ended ");
        assertThat(get(door, "/debug/pprof/threadcreate?debug=2").body()).startsWith("threadcreate profile: total ");
        assertThat(get(door, "/debug/pprof/goroutineleak?debug=1").body())
                .isEqualTo("goroutineleak profile: total 0\n");
    }

    @Test
    void a_difference_is_made_here() throws Exception {
        HttpDoor door = open("http=0", null);

        CompletableFuture<HttpResponse<byte[]>> difference = client.sendAsync(
                request(door, "/debug/pprof/goroutine?seconds=1").build(), HttpResponse.BodyHandlers.ofByteArray());

        assertThat(difference.get(30, TimeUnit.SECONDS).headers().firstValue("content-disposition"))
                .hasValue("attachment; filename=\"goroutine-delta\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/nothing                                | 404 | not found; / lists what there is",
                "/debug/pprofile                         | 404 | not found; / lists what there is",
                "/metrics                                | 404 | this version has no metrics",
                "/debug/pprof/heap                       | 404 | Unknown profile",
                "/debug/pprof/goroutine?seconds=soon     | 400 | invalid value for \"seconds\" - must be a positive integer",
                "/debug/pprof/goroutine?seconds=-1       | 400 | invalid value for \"seconds\" - must be a positive integer",
                "/debug/pprof/goroutine?seconds=99999999999 | 400 | invalid value for \"seconds\" - must be a positive integer",
                "/debug/pprof/goroutine?seconds=601      | 400 | profile duration exceeds the limit of 600 seconds",
                "/debug/pprof/goroutine?seconds=1&debug=1 | 400 | seconds and debug params are incompatible",
                "/debug/pprof/goroutineleak?seconds=1    | 400 | \"seconds\" parameter is not supported for this profile type",
            })
    void what_cannot_be_answered_gets_a_status_and_a_line(String path, int status, String line) throws Exception {
        HttpDoor door = open("http=0", null);

        HttpResponse<String> answer = get(door, path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(line + "\n");
        assertThat(answer.headers().firstValue("X-Go-Pprof").isPresent()).isEqualTo(path.contains("/pprof/"));
    }

    @Test
    void other_methods_are_refused_and_a_head_has_no_body() throws Exception {
        HttpDoor door = open("http=0", null);

        HttpResponse<String> post = client.send(
                request(door, "/leaks")
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> head = client.send(
                request(door, "/leaks")
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void a_proof_is_made_by_post_and_not_for_a_web_page() throws Exception {
        HttpDoor door = open("http=0", null);
        HttpRequest.BodyPublisher nothing = HttpRequest.BodyPublishers.noBody();

        HttpResponse<String> proof =
                client.send(request(door, "/debug/prove").POST(nothing).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(proof.statusCode()).isEqualTo(200);
        assertThat(proof.body()).isEqualTo("heap snapshot of noon\n");

        HttpResponse<String> page = client.send(
                request(door, "/debug/prove")
                        .header("Origin", "http://acme.example")
                        .POST(nothing)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(get(door, "/debug/prove").statusCode()).isEqualTo(405);

        control.refuseProof = true;
        HttpResponse<String> refused =
                client.send(request(door, "/debug/prove").POST(nothing).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).isEqualTo("no proof was made: found 9 MB free\n");
    }

    @Test
    void without_the_token_nobody_passes_but_to_ask_whether_it_is_alive() throws Exception {
        HttpDoor door = open("http=0,http-token=s3cret-s3cret", null);
        log.next();

        assertThat(get(door, "/leaks").statusCode()).isEqualTo(401);
        assertThat(get(door, "/leaks").headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"parkranger\"");
        assertThat(authorized(door, "Bearer s3cret-s3creT")).isEqualTo(401);
        assertThat(authorized(door, "Bearer")).isEqualTo(401);
        assertThat(authorized(door, "Basic !!!")).isEqualTo(401);
        assertThat(authorized(door, "Basic " + base64("any:other"))).isEqualTo(401);
        assertThat(authorized(door, "Bearer s3cret-s3cret")).isEqualTo(200);
        assertThat(authorized(door, "bearer s3cret-s3cret")).isEqualTo(200);
        assertThat(authorized(door, "Basic " + base64("any:s3cret-s3cret"))).isEqualTo(200);
        assertThat(get(door, "/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void metrics_are_whoevers_they_are() throws Exception {
        HttpDoor door = open("http=0", accept -> new MetricsPage.Page("text/plain; version=0.0.4", "up 1\n"));

        HttpResponse<String> metrics = get(door, "/metrics");

        assertThat(metrics.body()).isEqualTo("up 1\n");
        assertThat(metrics.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4");
        assertThat(get(door, "/").body()).contains("href=\"metrics\"");
    }

    @Test
    void a_port_that_is_taken_is_one_line() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpDoor door = HttpDoor.open(options("http=" + taken.getLocalPort()), control, null, log);

            assertThat(log.next())
                    .startsWith("WARN option http: cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": ")
                    .endsWith("; the agent goes on without the endpoint");
            assertThat(door.port()).isZero();
        }
    }

    @Test
    void a_bad_address_is_one_line() throws Exception {
        assertThat(HttpDoor.open(options("http=soon"), control, null, log)).isNull();

        assertThat(log.next())
                .startsWith("WARN option http: found \"soon\"")
                .endsWith("; the agent goes on without the endpoint");
    }

    @Test
    void an_address_for_everybody_without_a_token_is_warned_of() throws Exception {
        HttpDoor door = open("http=0.0.0.0:0", null);

        assertThat(log.next()).startsWith("INFO listening on http://0.0.0.0:" + door.port());
        assertThat(log.next()).startsWith("WARN whoever reaches 0.0.0.0:" + door.port());
    }

    @Test
    void it_closes_when_the_agent_is_disarmed_and_its_threads_go() throws Exception {
        HttpDoor door = open("http=0", null);
        get(door, "/leaks");
        int port = door.port();
        assertThat(ownThreads()).isNotEmpty().allMatch(Thread::isDaemon);

        control.armed = false;

        long deadline = System.nanoTime() + SOON.toNanos();
        while (!ownThreads().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(ownThreads()).isEmpty();
        assertThat(door.port()).isZero();
        // The port is free again.
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void two_hundred_at_once_are_all_answered() throws Exception {
        control.slow = new CountDownLatch(1);
        HttpDoor door = open("http=0", null);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(client.sendAsync(
                    request(door, "/debug/pprof/goroutine?debug=1").build(), HttpResponse.BodyHandlers.ofString()));
        }

        // Four hold what slots there are, the others hear of it at once.
        for (int refused = 0; refused < 100; refused++) {
            CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
            answers.removeIf(answer -> answer.isDone() && answer.join().statusCode() == 503);
            if (answers.size() <= ProfilePages.AT_ONCE) {
                break;
            }
        }
        control.slow.countDown();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isIn(200, 503);
        }
        assertThat(get(door, "/debug/pprof/goroutine?debug=1").statusCode()).isEqualTo(200);
    }

    @Test
    void slow_and_foolish_clients_keep_nobody_else_waiting() throws Exception {
        HttpDoor door = open("http=0", null);
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < Workers.MAX; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port());
                socket.getOutputStream().write("GET /leaks HTT".getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }

            assertThat(get(door, "/healthz").statusCode()).isEqualTo(200);
            for (Socket socket : slow) {
                socket.setSoTimeout((int) SOON.toMillis() * 2);
                assertThat(socket.getInputStream().read()).as("closed").isEqualTo(-1);
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void a_huge_header_is_refused() throws Exception {
        HttpDoor door = open("http=0", null);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            socket.setSoTimeout((int) SOON.toMillis());
            byte[] header = ("X-Long: " + "x".repeat(1 << 20) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
            String answer;
            try {
                socket.getOutputStream().write("GET /leaks HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(header);
                answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            } catch (IOException e) {
                // It was closed upon us while we were still writing.
                answer = "";
            }

            assertThat(answer).isIn("HTTP/1.1 400", "");
        }
        assertThat(get(door, "/healthz").statusCode()).isEqualTo(200);
    }

    // ---- what it takes ----

    private static List<Thread> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getThreadGroup() != null
                        && thread.getThreadGroup().getName().equals("parkranger-http"))
                .peek(thread -> assertThat(thread.getName()).startsWith("parkranger-http"))
                .collect(Collectors.toList());
    }

    private static dev.parkranger.options.HttpOptions options(String arguments) {
        return Options.parse(arguments, new Properties()).http();
    }

    private HttpDoor open(String arguments, MetricsPage metrics) throws InterruptedException {
        HttpDoor door = HttpDoor.open(options(arguments), control, metrics, log);
        long deadline = System.nanoTime() + SOON.toNanos();
        while (door.port() == 0 && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        return door;
    }

    private static HttpRequest.Builder request(HttpDoor door, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path))
                .timeout(SOON.multipliedBy(2));
    }

    private HttpResponse<String> get(HttpDoor door, String path) throws IOException, InterruptedException {
        return client.send(request(door, path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private int authorized(HttpDoor door, String authorization) throws IOException, InterruptedException {
        return client.send(
                        request(door, "/leaks")
                                .header("Authorization", authorization)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class HeardLog implements LogSink {
        private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            String line = lines.poll(30, TimeUnit.SECONDS);
            assertThat(line).as("a line in the log").isNotNull();
            return line;
        }

        @Override
        public void warn(String event) {
            lines.add("WARN " + event);
        }

        @Override
        public void info(String event) {
            lines.add("INFO " + event);
        }

        @Override
        public void debug(String event) {
            lines.add("DEBUG " + event);
        }
    }

    private final class FakeControl implements Control {
        private volatile boolean refuseProof;
        private volatile boolean armed = true;
        private volatile CountDownLatch slow = new CountDownLatch(0);
        private final Profiles profiles = new Profiles(
                ground.registry,
                ground.stacks,
                new CodeMap(List.of()),
                ground.time,
                ground.time,
                List::of,
                () -> Parked.NOBODY);

        @Override
        public String proofCost() {
            return "heap in use 3 MB";
        }

        @Override
        public String prove() {
            if (refuseProof) {
                throw new IllegalStateException("no proof was made: found 9 MB free");
            }
            return "heap snapshot of noon\n";
        }

        @Override
        public Report latest() {
            return new Report(
                    Instant.EPOCH,
                    new Report.AgentState("0.1.0", "17", armed, armed ? null : "asked to", List.of(), 0, 0, 0),
                    new Report.Live(0, 0, 0),
                    new Report.Totals(0, 0),
                    List.of(),
                    List.of(),
                    null);
        }

        @Override
        public void reapNow() {}

        @Override
        public Options options() {
            return Options.defaults();
        }

        @Override
        public void change(Options options) {}

        @Override
        public void disarm(String reason) {}

        @Override
        public Profiles profiles() {
            try {
                slow.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return profiles;
        }

        @Override
        public Snapshots snapshots() {
            return new Snapshots(profiles);
        }

        @Override
        public int httpPort() {
            return 0;
        }
    }
}
