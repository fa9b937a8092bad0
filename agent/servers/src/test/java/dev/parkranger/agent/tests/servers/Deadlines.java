package dev.parkranger.agent.tests.servers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Time-outs of futures: the JDK keeps one thread for all of them, from the first on. */
final class Deadlines implements Clients.Client {

    @Override
    public Object call() {
        var soon = CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);
        return CompletableFuture.supplyAsync(() -> "in time", soon)
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }
}
