package dev.parkranger.agent.tests;

import dev.parkranger.agent.tests.servers.JdkServer;
import java.util.List;

/** {@code com.sun.net.httpserver}: on a fixed pool, and from 21 on with a virtual thread for each request. */
class JdkServerIT extends ServerDay {

    @Override
    String server() {
        return JdkServer.class.getName();
    }

    @Override
    List<String> jars() {
        return List.of();
    }

    @Override
    List<String> quick() {
        return List.of("/orders/{n}", "/orders/{n}?verbose={n}", "/clients/http", "/clients/common-pool");
    }

    @Override
    List<ServerLeak> leaks() {
        return List.of(
                ServerLeak.THREAD,
                ServerLeak.POOL_OF_TWO,
                ServerLeak.SHARED_POOL_TASK,
                ServerLeak.SOCKET_READ,
                ServerLeak.TIMER,
                ServerLeak.SCHEDULER);
    }
}
