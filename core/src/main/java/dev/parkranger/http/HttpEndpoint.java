package dev.parkranger.http;

import com.sun.net.httpserver.HttpServer;
import dev.parkranger.options.HttpAddress;
import dev.parkranger.record.AgentGroup;
import dev.parkranger.report.Control;
import dev.parkranger.report.MetricsPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The JDK's HTTP server with our answers, from bind to close. Made and closed on a thread of the agent's. */
final class HttpEndpoint implements AutoCloseable {

    private static final int BACKLOG = 256;

    private final HttpServer server;
    private final Workers workers;

    private HttpEndpoint(HttpServer server, Workers workers) {
        this.server = server;
        this.workers = workers;
    }

    /** Listens from its return on. */
    static HttpEndpoint bind(
            HttpAddress address,
            @Nullable String token,
            Control control,
            @Nullable MetricsPage metrics,
            AgentGroup group)
            throws IOException {
        InetSocketAddress socket = new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
        HttpServer server = HttpServer.create(socket, BACKLOG);
        Workers workers = new Workers(group);
        server.setExecutor(workers);
        server.createContext("/", new Routes(token, workers, new Pages(control, metrics), new ProfilePages(control)));
        server.start();
        return new HttpEndpoint(server, workers);
    }

    int port() {
        return server.getAddress().getPort();
    }

    boolean isLoopback() {
        return server.getAddress().getAddress().isLoopbackAddress();
    }

    void interruptOverdue() {
        workers.interruptOverdue();
    }

    @Override
    public void close() {
        workers.close();
        server.stop(0);
    }
}
