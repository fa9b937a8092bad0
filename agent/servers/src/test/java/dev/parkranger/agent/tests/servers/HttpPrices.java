package dev.parkranger.agent.tests.servers;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks over the JDK's client; the shop itself is whom it asks. */
final class HttpPrices implements Clients.Client {

    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    public Object call() throws Exception {
        URI order = URI.create("http://127.0.0.1:" + Shop.get().port() + "/orders/7");
        var request = HttpRequest.newBuilder(order).timeout(Duration.ofSeconds(5));
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(HttpResponse::body)
                .get();
    }
}
