package dev.parkranger.agent.tests.servers;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Helidon SE: one virtual thread for each connection, however many requests come over it. */
public final class HelidonServer implements Server {

    @Override
    public int start(Shop shop) {
        HttpRouting.Builder routing = HttpRouting.builder();
        shop.routes()
                .forEach((route, answer) -> routing.get(
                        route.replace("*", "{tail}"), (request, response) -> handle(answer, request, response)));
        return WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .routing(routing)
                .build()
                .start()
                .port();
    }

    /** Named to the agent as a scope. */
    private static void handle(Answer answer, ServerRequest request, ServerResponse response) throws Exception {
        response.send(answer.to(request.path().pathParameters().first("tail").orElse("")));
    }
}
