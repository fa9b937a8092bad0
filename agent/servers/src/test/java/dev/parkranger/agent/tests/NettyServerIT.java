package dev.parkranger.agent.tests;

import dev.parkranger.agent.tests.servers.NettyServer;
import dev.parkranger.agent.tests.servers.OrderHandler;
import java.util.List;

/** Netty 4.1, which knows no requests: its handler's method is named to the agent as a scope. */
class NettyServerIT extends ServerDay {

    @Override
    String server() {
        return NettyServer.class.getName();
    }

    @Override
    List<String> jars() {
        return List.of("netty-");
    }

    @Override
    String options() {
        return OPTIONS + ",scopes=" + OrderHandler.class.getName() + "#handle";
    }

    @Override
    List<String> quick() {
        return List.of("/orders/{n}", "/orders/{n}?verbose={n}", "/audit", "/clients/caffeine", "/clients/deadlines");
    }

    @Override
    List<ServerLeak> leaks() {
        return List.of(
                ServerLeak.THREAD,
                ServerLeak.POOL_OF_TWO,
                ServerLeak.SHARED_POOL_TASK,
                ServerLeak.OWN_POOL_TASK,
                ServerLeak.SOCKET_READ,
                ServerLeak.client("event-loops"));
    }

    @Override
    String owner(ServerLeak leak) {
        return "OrderHandler\\.handle";
    }

    @Override
    boolean requestsAreToldApart() {
        return false;
    }
}
