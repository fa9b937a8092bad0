package dev.parkranger.http;

import dev.parkranger.options.HttpAddress;
import dev.parkranger.options.HttpOptions;
import dev.parkranger.record.AgentGroup;
import dev.parkranger.record.AgentThread;
import dev.parkranger.report.Control;
import dev.parkranger.report.LogSink;
import dev.parkranger.report.MetricsPage;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Opens the endpoint where the options ask for it and this JVM can have one, and closes it when the agent is disarmed. One
 * thread does both, a daemon like all that the server starts, so that no exit waits for it.
 *
 * <p>Names no type of the JDK's HTTP server: this class can be loaded where that is missing.
 */
public final class HttpDoor {

    private static final String MODULE = "jdk.httpserver";
    private static final String WITHOUT = "; the agent goes on without the endpoint";
    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final HttpAddress address;
    private final @Nullable String token;
    private final Control control;
    private final @Nullable MetricsPage metrics;
    private final LogSink log;
    private final AgentGroup group = new AgentGroup("http");
    private volatile int port;

    private HttpDoor(
            HttpAddress address, @Nullable String token, Control control, @Nullable MetricsPage metrics, LogSink log) {
        this.address = address;
        this.token = token;
        this.control = control;
        this.metrics = metrics;
        this.log = log;
    }

    /**
     * Begins to open it, in the background; whatever prevents it is one line in the log.
     *
     * @param metrics null where there are none
     * @return null where there can be none
     */
    public static @Nullable HttpDoor open(
            @Nullable HttpOptions options, Control control, @Nullable MetricsPage metrics, LogSink log) {
        if (options == null) {
            return null;
        }
        HttpAddress address = options.address();
        if (address == null) {
            log.warn(options.problem() + WITHOUT);
            return null;
        }
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            log.warn("option http: this JVM has no module " + MODULE + ", add it with --add-modules " + MODULE
                    + WITHOUT);
            return null;
        }
        HttpDoor door = new HttpDoor(address, options.token(), control, metrics, log);
        try {
            new AgentThread(door.group, "http", door::keep).start();
        } catch (OutOfMemoryError e) {
            log.warn("option http: no thread can be started" + WITHOUT);
            return null;
        }
        return door;
    }

    /** Where it listens; 0 where it does not, or not yet. */
    public int port() {
        return port;
    }

    private void keep() {
        HttpEndpoint endpoint;
        try {
            endpoint = HttpEndpoint.bind(address, token, control, metrics, group);
        } catch (IOException | RuntimeException | LinkageError e) {
            log.warn("option http: cannot listen on " + address + ": " + e.getMessage() + WITHOUT);
            return;
        }
        group.nameAll();
        port = endpoint.port();
        log.info("listening on http://" + address.at(port) + "/debug/pprof/" + (token == null ? "" : ", with a token"));
        if (token == null && !endpoint.isLoopback()) {
            log.warn("whoever reaches " + address.at(port) + " can read the stacks of this JVM; option http-token"
                    + " closes it");
        }
        while (control.latest().agent().armed()) {
            LockSupport.parkNanos(WATCH_NANOS);
            // An application that interrupts every thread it finds would make this one spin.
            Thread.interrupted();
            endpoint.interruptOverdue();
        }
        port = 0;
        endpoint.close();
    }
}
