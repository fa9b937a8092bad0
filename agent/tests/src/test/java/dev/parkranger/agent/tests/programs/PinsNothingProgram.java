package dev.parkranger.agent.tests.programs;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Drops what the collector should then take: loaders, executors, HTTP clients. */
public final class PinsNothingProgram extends ChildProgram {

    private static final long HEALING_MILLIS = 50_000;

    private PinsNothingProgram() {
        on("loader", arguments -> loader());
        on("single-thread-executors", arguments -> executors("single", Executors::newSingleThreadExecutor));
        on("fixed-pools", arguments -> executors("fixed", factory -> Executors.newFixedThreadPool(1, factory)));
        on("http-clients", arguments -> httpClients());
        on("collect-loader", arguments -> healed(() -> loader.refersTo(null)));
        on("collect-single-thread-executors", arguments -> healed(() -> alive("single-") == 0));
        on("collect-fixed-pools", arguments -> healed(() -> alive("fixed-") == 0, 2_000));
        on("collect-http-clients", arguments -> healed(() -> alive("HttpClient-") == 0));
    }

    private WeakReference<ClassLoader> loader = new WeakReference<>(null);

    public static void main(String[] arguments) throws IOException {
        new PinsNothingProgram().obey();
    }

    /** In a scope of its own, so that nothing of it stays on a stack. */
    private Object loader() throws ReflectiveOperationException {
        URL home =
                PinsNothingProgram.class.getProtectionDomain().getCodeSource().getLocation();
        var isolated = new URLClassLoader(new URL[] {home}, ClassLoader.getPlatformClassLoader());
        Class<?> work = Class.forName(IsolatedWork.class.getName(), true, isolated);
        if (work == IsolatedWork.class) {
            throw new IllegalStateException("the class came from our own loader");
        }
        ((Runnable) work.getConstructor().newInstance()).run();
        loader = new WeakReference<>(isolated);
        return alive("");
    }

    private static Object executors(String name, Function<ThreadFactory, ExecutorService> maker)
            throws InterruptedException, ExecutionException {
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, name + "-worker");
            thread.setDaemon(true);
            return thread;
        };
        Front.owners(8, () -> {
            try {
                maker.apply(factory).submit(() -> {}).get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        });
        return alive(name + "-");
    }

    private static Object httpClients() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        Front.owners(6, () -> {
            try {
                HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        int alive = alive("HttpClient-");
        server.stop(0);
        return alive;
    }

    private static boolean healed(BooleanSupplier condition) {
        return healed(condition, HEALING_MILLIS);
    }

    private static boolean healed(BooleanSupplier condition, long atMostMillis) {
        List<byte[]> litter = new ArrayList<>();
        long deadline = System.nanoTime() + atMostMillis * 1_000_000;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            litter.add(new byte[1 << 20]);
            if (litter.size() > 8) {
                litter.clear();
            }
            System.gc();
            pause(100);
        }
        return true;
    }

    private static int alive(String prefix) {
        int alive = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(prefix)) {
                alive++;
            }
        }
        return alive;
    }
}
