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

    private static final Map<String, Supplier<Client>> MAKERS = Map.ofEntries(
            entry("hikari", OrderTable::new),
            entry("connections", Connections::new),
            entry("http", HttpPrices::new),
            entry("okhttp", OkHttpPrices::new),
            entry("kafka", KafkaAudit::new),
            entry("quartz", QuartzJobs::new),
            entry("caffeine", CaffeineRates::new),
            entry("grpc", GrpcStock::new),
            entry("common-pool", CommonPoolTotals::new),
            entry("deadlines", Deadlines::new),
            entry("logback", AuditLog::new));

    private static final Map<String, Client> MADE = new ConcurrentHashMap<>();

    private Clients() {}

    private static Map.Entry<String, Supplier<Client>> entry(String name, Supplier<Client> maker) {
        return Map.entry(name, maker);
    }

    public static String call(String name) throws Exception {
        Client client = MADE.computeIfAbsent(name, n -> MAKERS.get(n).get());
        return String.valueOf(client.call());
    }
}
