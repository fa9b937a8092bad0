package dev.parkranger.agent.tests.programs;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Owners that come and go, and in whose life the JDK starts what it has but one of. */
public final class BenignProgram extends ChildProgram {

    private final CompletableFuture<String> never = new CompletableFuture<>();
    private final URL url;

    private BenignProgram() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "quote".getBytes(StandardCharsets.UTF_8);
            // Long enough for the client's timer to outlive the test.
            exchange.getResponseHeaders().add("Keep-Alive", "timeout=60");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        InetSocketAddress address = server.getAddress();
        url = URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/")
                .toURL();
        on("fetch", arguments -> {
            Front.owners(arguments, this::fetch);
            return null;
        });
        on("time-out", arguments -> {
            Front.owners(arguments, this::timeOut);
            return null;
        });
        on("twin", arguments -> {
            Front.owners(arguments, this::twin);
            return null;
        });
    }

    public static void main(String[] arguments) throws IOException {
        new BenignProgram().obey();
    }

    /** The first of these starts the Keep-Alive-Timer. */
    private void fetch() {
        site("fetch");
        try (InputStream answer = url.openStream()) {
            answer.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On 25 the first of these starts the delay scheduler of the common pool. */
    private void timeOut() {
        never.copy().orTimeout(1, TimeUnit.HOURS);
    }

    /** A leak that looks like the JDK's, by its name and by where it waits. */
    private void twin() {
        Thread thread = new Thread(() -> pause(60_000), "Keep-Alive-Timer");
        thread.setDaemon(true);
        site("twin");
        thread.start();
    }
}
