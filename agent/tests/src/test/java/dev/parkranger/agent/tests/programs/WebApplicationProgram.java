package dev.parkranger.agent.tests.programs;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** A Tomcat with asynchronous servlets and a filter, and a web application that comes and goes. */
public final class WebApplicationProgram extends ChildProgram {

    private static final ConcurrentLinkedQueue<AsyncContext> WAITING = new ConcurrentLinkedQueue<>();

    private final Tomcat tomcat;
    private final Path base;

    private WebApplicationProgram(Tomcat tomcat, Path base) {
        this.tomcat = tomcat;
        this.base = base;
        on("get", arguments -> get(arguments[0], Integer.parseInt(arguments[1])));
        on("poll", arguments -> poll(arguments[0], Integer.parseInt(arguments[1])));
        on("ring", arguments -> ring());
        on("dispatch", arguments -> dispatch());
        on("deploy", arguments -> deploy());
        on("undeploy", arguments -> undeploy());
    }

    public static void main(String[] arguments) throws LifecycleException, IOException {
        Path base = Files.createDirectories(Path.of("tomcat").toAbsolutePath());
        var tomcat = new Tomcat();
        tomcat.setBaseDir(base.toString());
        tomcat.setPort(0);
        Context root = tomcat.addContext("", base.toString());
        serve(root, "/poll", new Poll());
        serve(root, "/hand-on", new HandOn());
        serve(root, "/late", new Late());
        var filter = new FilterDef();
        filter.setFilterName("leaky");
        filter.setFilter(new LeakyFilter());
        filter.setAsyncSupported("true");
        root.addFilterDef(filter);
        var mapping = new FilterMap();
        mapping.setFilterName("leaky");
        mapping.addURLPattern("/filtered");
        root.addFilterMap(mapping);
        serve(root, "/filtered", new Prices());
        tomcat.getConnector();
        tomcat.start();
        new WebApplicationProgram(tomcat, base).obey();
    }

    private static void serve(Context context, String path, HttpServlet servlet) {
        Wrapper wrapper = Tomcat.addServlet(context, path, servlet);
        wrapper.setAsyncSupported(true);
        wrapper.setLoadOnStartup(1);
        context.addServletMappingDecoded(path, path);
    }

    private Object deploy() {
        var shop = new StandardContext();
        shop.setName("/shop");
        shop.setPath("/shop");
        shop.setDocBase(base.toString());
        shop.addLifecycleListener(new Tomcat.FixContextListener());
        shop.addApplicationListener(ShopListener.class.getName());
        serve(shop, "/prices", new Prices());
        // The host is running: this starts it.
        tomcat.getHost().addChild(shop);
        return null;
    }

    private Object undeploy() {
        tomcat.getHost().removeChild(tomcat.getHost().findChild("/shop"));
        return null;
    }

    private int get(String path, int count) {
        int answered = 0;
        for (int i = 0; i < count; i++) {
            answered += request(path) ? 1 : 0;
        }
        return answered;
    }

    private int poll(String path, int count) {
        for (int i = 0; i < count; i++) {
            Thread client = new Thread(() -> request(path), "client");
            client.setDaemon(true);
            client.start();
        }
        while (WAITING.size() < count) {
            pause(10);
        }
        return WAITING.size();
    }

    private static int ring() {
        int completed = 0;
        for (AsyncContext waiting = WAITING.poll(); waiting != null; waiting = WAITING.poll()) {
            waiting.complete();
            completed++;
        }
        return completed;
    }

    private static int dispatch() {
        int dispatched = 0;
        for (AsyncContext waiting = WAITING.poll(); waiting != null; waiting = WAITING.poll()) {
            waiting.dispatch("/late");
            dispatched++;
        }
        return dispatched;
    }

    private boolean request(String path) {
        try {
            var connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path)
                            .toURL()
                            .openConnection();
            if (connection.getResponseCode() != 200) {
                return false;
            }
            try (InputStream body = connection.getInputStream()) {
                body.readAllBytes();
            }
            return true;
        } catch (IOException e) {
            System.out.println("request " + path + ": " + e);
            return false;
        }
    }

    /** Each place gives a lambda of its own: places that share a class share their count of owners. */
    private static Thread left(String name, Runnable waits) {
        Thread left = new Thread(waits, name);
        left.setDaemon(true);
        return left;
    }

    /** A long poll: a thread waits silently for what never comes, and the request is answered without it. */
    static final class Poll extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            AsyncContext waiting = request.startAsync();
            waiting.setTimeout(0);
            Thread left = left("poll", () -> ChildProgram.waitForEver());
            site("poll");
            left.start();
            WAITING.add(waiting);
        }
    }

    /** Left open, and handed on by a dispatch. */
    static final class HandOn extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            AsyncContext waiting = request.startAsync();
            waiting.setTimeout(0);
            WAITING.add(waiting);
        }
    }

    static final class Late extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Thread left = left("late", () -> ChildProgram.waitForEver());
            site("late");
            left.start();
            response.getWriter().println("late");
        }
    }

    static final class LeakyFilter extends HttpFilter {

        private static final long serialVersionUID = 1;

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            Thread left = left("filter", () -> ChildProgram.waitForEver());
            site("filter");
            left.start();
            chain.doFilter(request, response);
        }
    }

    /** Starts what it never ends. */
    public static final class ShopListener implements ServletContextListener {

        @Override
        public void contextInitialized(ServletContextEvent event) {
            Thread left = left("refresh", () -> ChildProgram.waitForEver());
            site("refresh");
            left.start();
            site("pool");
            ExecutorService pool = Executors.newFixedThreadPool(1);
            event.getServletContext().setAttribute("pool", pool);
        }
    }

    static final class Prices extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        public void init(ServletConfig config) throws ServletException {
            super.init(config);
            if (config.getServletContext().getContextPath().isEmpty()) {
                return;
            }
            Thread left = left("prices", () -> ChildProgram.waitForEver());
            site("init");
            left.start();
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            var pool = (ExecutorService) getServletContext().getAttribute("pool");
            try {
                response.getWriter()
                        .println(pool == null ? "none" : pool.submit(() -> "42").get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                throw new IOException(e);
            }
        }
    }
}
