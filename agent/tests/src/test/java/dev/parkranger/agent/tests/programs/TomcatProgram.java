package dev.parkranger.agent.tests.programs;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** An embedded Tomcat that sends requests to itself. */
public final class TomcatProgram extends ChildProgram {

    private static final int CLIENTS = 8;

    private final int port;

    private TomcatProgram(int port) {
        this.port = port;
        on("get", arguments -> get(arguments[0], Integer.parseInt(arguments[1])));
        on("mixed", arguments -> mixed(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])));
    }

    public static void main(String[] arguments) throws LifecycleException, IOException {
        Path base = Files.createDirectories(Path.of("tomcat").toAbsolutePath());
        var tomcat = new Tomcat();
        tomcat.setBaseDir(base.toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", base.toString());
        serve(tomcat, context, "/hand-off", new HandOffServlet());
        serve(tomcat, context, "/mixed", new MixedServlet());
        serve(tomcat, context, "/healthy", new HealthyServlet());
        serve(tomcat, context, "/pool-per-request", new PoolPerRequestServlet());
        serve(tomcat, context, "/shared-pool", new SharedPoolServlet());
        tomcat.getConnector();
        tomcat.start();
        new TomcatProgram(tomcat.getConnector().getLocalPort()).obey();
    }

    private static void serve(Tomcat tomcat, Context context, String path, HttpServlet servlet) {
        Tomcat.addServlet(context, path, servlet);
        context.addServletMappingDecoded(path, path);
    }

    private int get(String path, int count) throws InterruptedException {
        return requests(count, number -> path);
    }

    /** Of {@code all} requests {@code late} are late, evenly spread. */
    private int mixed(int all, int late) throws InterruptedException {
        int each = all / late;
        return requests(all, number -> number % each == 0 ? "/mixed?late=1" : "/mixed");
    }

    private int requests(int count, IntFunction<String> path) throws InterruptedException {
        var next = new AtomicInteger();
        var answered = new AtomicInteger();
        var done = new CountDownLatch(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            Thread client = new Thread(
                    () -> {
                        for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                            if (request(path.apply(n))) {
                                answered.incrementAndGet();
                            }
                        }
                        done.countDown();
                    },
                    "client");
            client.start();
        }
        done.await();
        return answered.get();
    }

    private boolean request(String path) {
        try {
            var connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
            connection.setReadTimeout(30_000);
            int status = connection.getResponseCode();
            if (status == 200) {
                try (InputStream body = connection.getInputStream()) {
                    body.readAllBytes();
                }
            }
            return status == 200;
        } catch (IOException e) {
            System.out.println("request " + path + ": " + e);
            return false;
        }
    }
}
