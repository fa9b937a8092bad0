package dev.parkranger.agent.tests.servers;

import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.Servlet;
import java.net.InetSocketAddress;

/** Undertow, embedded: servlets on the workers of XNIO. */
public final class UndertowServer implements Server {

    @Override
    public int start(Shop shop) throws Exception {
        DeploymentInfo deployment = Servlets.deployment()
                .setClassLoader(UndertowServer.class.getClassLoader())
                .setContextPath("/")
                .setDeploymentName("shop");
        shop.routes().forEach((route, answer) -> deployment.addServlet(servlet(route, new ShopServlet(answer))));
        deployment.addServlet(servlet("/events", new EventsServlet()));
        DeploymentManager manager = Servlets.defaultContainer().addDeployment(deployment);
        manager.deploy();
        Undertow undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(2)
                .setWorkerThreads(20)
                .setHandler(manager.start())
                .build();
        undertow.start();
        var address = (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
        return address.getPort();
    }

    private static ServletInfo servlet(String route, Servlet servlet) {
        return Servlets.servlet(route, servlet.getClass(), new ImmediateInstanceFactory<>(servlet))
                .addMapping(route)
                .setAsyncSupported(true);
    }
}
