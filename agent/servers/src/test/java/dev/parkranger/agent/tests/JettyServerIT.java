package dev.parkranger.agent.tests;

import dev.parkranger.agent.tests.servers.JettyServer;
import java.util.List;

/** Jetty 12: servlets on its own kind of pool, and the other half of the lazy clients. */
class JettyServerIT extends ServerDay {

    @Override
    String server() {
        return JettyServer.class.getName();
    }

    @Override
    List<String> jars() {
        return List.of("jetty-");
    }

    @Override
    List<String> quick() {
        return List.of(
                "/orders/{n}",
                "/clients/kafka",
                "/clients/caffeine",
                "/orders/{n}?verbose={n}",
                "/clients/grpc",
                "/clients/common-pool",
                "/clients/hikari");
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
                ServerLeak.OWN_POOL_TASK,
                ServerLeak.SOCKET_READ,
                ServerLeak.HIKARI);
    }
}
