package dev.parkranger.agent.tests.servers;

import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Adds up on the common pool, in both of the ways that nobody counts as starting a thread. */
final class CommonPoolTotals implements Clients.Client {

    @Override
    public Object call() {
        var later = CompletableFuture.supplyAsync(() -> 1L).thenApplyAsync(one -> one + 1);
        return IntStream.range(0, 20_000).parallel().asLongStream().sum() + later.join();
    }
}
