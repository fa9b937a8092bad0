package dev.parkranger.agent.tests.servers;

import dev.parkranger.agent.tests.programs.ChildProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What is behind the server: healthy in all that it does. */
public final class Shop {

    private static final int WORKERS = 16;
    private static final int BURST = 20;
    private static Shop shop;

    private final Bell bell = new Bell();
    private final Lazy<ExecutorService> workers = new Lazy<>(() -> Executors.newFixedThreadPool(WORKERS));
    private final ExecutorService parcels =
            new ThreadPoolExecutor(0, 64, 2, TimeUnit.SECONDS, new SynchronousQueue<>());
    private volatile int port;

    private Shop() {}

    static synchronized Shop open() {
        shop = new Shop();
        shop.bell.start();
        return shop;
    }

    public static synchronized Shop get() {
        return shop;
    }

    void openOn(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    public Bell bell() {
        return bell;
    }

    /** The pool that all requests share, made by the first of them. */
    ExecutorService workers() {
        return workers.get();
    }

    /** All that a server can offer without knowing what it is; a star stands for the tail. */
    public Map<String, Answer> routes() {
        var routes = new LinkedHashMap<String, Answer>();
        routes.put("/orders/*", this::order);
        routes.put("/wait", tail -> await());
        routes.put("/burst", tail -> burst());
        routes.put("/clients/*", Clients::call);
        routes.putAll(Leaks.ROUTES);
        return routes;
    }

    public String order(String id) throws Exception {
        Future<Integer> price = workers().submit(() -> {
            ChildProgram.pause(1);
            return id.hashCode() % 100;
        });
        return "{\"id\":\"" + id + "\",\"price\":" + price.get(5, TimeUnit.SECONDS) + "}";
    }

    /** Blocks the server's thread until the bell rings. */
    public String await() throws InterruptedException {
        return "{\"rang\":" + bell.await(5_000) + "}";
    }

    /** A pool that grows for a moment and then shrinks. */
    public String burst() throws Exception {
        List<Future<?>> packing = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            packing.add(parcels.submit(() -> ChildProgram.pause(40)));
        }
        for (Future<?> parcel : packing) {
            parcel.get(5, TimeUnit.SECONDS);
        }
        return "{\"packed\":" + BURST + "}";
    }
}
