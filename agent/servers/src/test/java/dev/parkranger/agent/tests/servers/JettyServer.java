package dev.parkranger.agent.tests.servers;

import dev.parkranger.agent.tests.programs.ChildProgram;
import jakarta.servlet.Servlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty, embedded: servlets on its own kind of pool. */
public final class JettyServer implements Server {

    private final QueuedThreadPool threads = new QueuedThreadPool(40, 4);

    @Override
    public int start(Shop shop) throws Exception {
        var server = new org.eclipse.jetty.server.Server(threads);
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        var context = new ServletContextHandler("/");
        shop.routes().forEach((route, answer) -> serve(context, route, new ShopServlet(answer)));
        serve(context, "/leak/own-pool", new ShopServlet(tail -> ownPool()));
        serve(context, "/events", new EventsServlet());
        server.setHandler(context);
        server.start();
        return connector.getLocalPort();
    }

    private static void serve(ServletContextHandler context, String route, Servlet servlet) {
        var holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, route);
    }

    private String ownPool() {
        ChildProgram.site("own-pool");
        threads.execute(ChildProgram::waitForEver);
        return "planted";
    }
}
