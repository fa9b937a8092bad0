package dev.parkranger.agent.tests.servers;

import dev.parkranger.agent.tests.programs.ChildProgram;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.websocket.server.WsSci;

/** Tomcat, embedded: servlets, one of them asynchronous, and a WebSocket. */
public final class TomcatServer implements Server {

    private final Tomcat tomcat = new Tomcat();

    @Override
    public int start(Shop shop) throws Exception {
        Path base = Files.createDirectories(Path.of("tomcat").toAbsolutePath());
        tomcat.setBaseDir(base.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", base.toString());
        shop.routes().forEach((route, answer) -> serve(context, route, new ShopServlet(answer)));
        serve(context, "/leak/own-pool", new ShopServlet(tail -> ownPool()));
        serve(context, "/events", new EventsServlet());
        // Filters, and so WebSockets, see only what some servlet is mapped to.
        serve(context, "/", new DefaultServlet());
        context.addServletContainerInitializer(new WsSci(), null);
        context.addServletContainerInitializer((types, servlets) -> serveSessions(servlets), null);
        tomcat.start();
        return tomcat.getConnector().getLocalPort();
    }

    private static void serve(Context context, String route, Servlet servlet) {
        Wrapper wrapper = Tomcat.addServlet(context, route, servlet);
        wrapper.setAsyncSupported(true);
        context.addServletMappingDecoded(route, route);
    }

    private static void serveSessions(jakarta.servlet.ServletContext servlets) throws ServletException {
        var container = (ServerContainer) servlets.getAttribute(ServerContainer.class.getName());
        try {
            container.addEndpoint(ChatSession.class);
        } catch (DeploymentException e) {
            throw new ServletException(e);
        }
    }

    private String ownPool() {
        Executor executor = ((AbstractProtocol<?>) tomcat.getConnector().getProtocolHandler()).getExecutor();
        ChildProgram.site("own-pool");
        executor.execute(ChildProgram::waitForEver);
        return "planted";
    }
}
