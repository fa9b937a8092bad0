package dev.parkranger.agent.tests;

import dev.parkranger.agent.tests.servers.TomcatServer;
import java.util.List;

/** Tomcat 10.1: servlets, asynchronous requests, WebSocket sessions, and half of the lazy clients. */
class TomcatServerIT extends ServerDay {

    @Override
    String server() {
        return TomcatServer.class.getName();
    }

    @Override
    List<String> jars() {
        return List.of("tomcat-");
    }

    @Override
    List<String> quick() {
        return List.of(
                "/orders/{n}",
                "/clients/hikari",
                "/clients/http",
                "/orders/{n}?verbose={n}",
                "/clients/okhttp",
                "/clients/common-pool",
                "/clients/deadlines",
                "/clients/quartz",
                "/clients/connections",
                "/clients/logback");
    }

    @Override
    List<String> slow() {
        return List.of("/wait", "/events", "/burst");
    }

    @Override
    List<String> sessions() {
        return List.of("/chat");
    }

    @Override
    List<ServerLeak> leaks() {
        return List.of(
                ServerLeak.THREAD,
                ServerLeak.POOL_OF_TWO,
                ServerLeak.SHARED_POOL_TASK,
                ServerLeak.OWN_POOL_TASK,
                ServerLeak.SOCKET_READ,
                ServerLeak.KAFKA);
    }
}
