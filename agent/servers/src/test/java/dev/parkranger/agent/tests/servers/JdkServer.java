package dev.parkranger.agent.tests.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's own server: a thread of a pool for each request on 17, a virtual thread from 21 on. */
public final class JdkServer implements Server {

    @Override
    public int start(Shop shop) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor());
        shop.routes().forEach((route, answer) -> {
            String path = route.replace("*", "");
            server.createContext(path, exchange -> handle(exchange, path, answer));
        });
        server.start();
        return server.getAddress().getPort();
    }

    private static void handle(HttpExchange exchange, String path, Answer answer) throws IOException {
        String tail = exchange.getRequestURI().getPath().substring(path.length());
        try (exchange) {
            byte[] body = answer.to(tail).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static ExecutorService executor() throws ReflectiveOperationException {
        if (Runtime.version().feature() < 21) {
            return Executors.newFixedThreadPool(16);
        }
        Method perTask = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
        return (ExecutorService) perTask.invoke(null);
    }
}
