package dev.parkranger.agent.tests;

import dev.parkranger.agent.tests.servers.UndertowServer;
import java.util.List;

/** Undertow 2.3: servlets on the workers of XNIO, whose queue is not the JDK's. */
class UndertowServerIT extends ServerDay {

    @Override
    String server() {
        return UndertowServer.class.getName();
    }

    @Override
    List<String> jars() {
        return List.of("undertow-");
    }

    @Override
    List<String> quick() {
        return List.of(
                "/orders/{n}",
                "/orders/{n}?verbose={n}",
                "/clients/quartz",
                "/clients/connections",
                "/clients/okhttp",
                "/clients/logback");
    }

    @Override
    List<String> slow() {
        return List.of("/wait", "/events", "/burst");
    }

    @Override
    List<ServerLeak> leaks() {
        return List.of(
                ServerLeak.THREAD,
                ServerLeak.POOL_OF_TWO,
                ServerLeak.SHARED_POOL_TASK,
                ServerLeak.SOCKET_READ,
                ServerLeak.client("quartz"),
                ServerLeak.TIMER);
    }
}
