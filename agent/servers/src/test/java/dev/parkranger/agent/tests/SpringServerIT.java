package dev.parkranger.agent.tests;

import dev.parkranger.agent.tests.servers.SpringServer;
import java.util.List;

/** Spring Boot 3: one servlet for all requests, asynchronous and scheduled methods, JDBC over Hikari. */
class SpringServerIT extends ServerDay {

    @Override
    String server() {
        return SpringServer.class.getName();
    }

    @Override
    List<String> jars() {
        return List.of("spring-", "tomcat-");
    }

    @Override
    List<String> quick() {
        return List.of("/orders/{n}", "/stock/{n}?verbose={n}", "/mail", "/clients/common-pool", "/clients/http");
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
                ServerLeak.SCHEDULER,
                ServerLeak.HIKARI);
    }
}
