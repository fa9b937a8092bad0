package dev.parkranger.agent.tests.servers;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.parkranger.agent.tests.programs.ChildProgram;
import java.time.Duration;

/** A cache that refreshes itself in the background, on the common pool. */
final class CaffeineRates implements Clients.Client {

    private final LoadingCache<String, Long> rates = Caffeine.newBuilder()
            .refreshAfterWrite(Duration.ofMillis(300))
            .build(currency -> {
                ChildProgram.pause(2);
                return System.nanoTime();
            });

    @Override
    public Object call() {
        return rates.get("EUR");
    }
}
