package dev.parkranger.agent.tests.servers;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jetbrains.annotations.NotNull;

/** Asks the shop itself over OkHttp, whose dispatcher has a pool of its own. */
final class OkHttpPrices implements Clients.Client {

    private final OkHttpClient client = new OkHttpClient();

    @Override
    public Object call() throws Exception {
        var order = new Request.Builder().url("http://127.0.0.1:" + Shop.get().port() + "/orders/8");
        var answer = new CompletableFuture<String>();
        client.newCall(order.build()).enqueue(new Callback() {
            @Override
            public void onFailure(@NotNull Call call, @NotNull IOException e) {
                answer.completeExceptionally(e);
            }

            @Override
            public void onResponse(@NotNull Call call, @NotNull Response response) throws IOException {
                try (response) {
                    answer.complete(response.body().string());
                }
            }
        });
        return answer.get(5, TimeUnit.SECONDS);
    }
}
