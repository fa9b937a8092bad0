package dev.parkranger.agent.tests.servers;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The clients of the shop, each made by the first request that needs it and rightly kept for ever. */
public final class Clients {

    /** One call of a client; what it answered. */
    @FunctionalInterface
    interface Client {
        Object call() throws Exception;
    }

    private static final Map<String, Supplier<Client>> MAKERS = Map.of(
            "hikari", OrderTable::new,
            "http", HttpPrices::new,
            "okhttp", OkHttpPrices::new,
            "kafka", KafkaAudit::new,
            "quartz", QuartzJobs::new,
            "caffeine", CaffeineRates::new,
            "grpc", GrpcStock::new,
            "common-pool", CommonPoolTotals::new,
            "deadlines", Deadlines::new,
            "logback", AuditLog::new);

    private static final Map<String, Client> MADE = new ConcurrentHashMap<>();

    private Clients() {}

    public static String call(String name) throws Exception {
        Client client = MADE.computeIfAbsent(name, n -> MAKERS.get(n).get());
        return String.valueOf(client.call());
    }
}
