package dev.parkranger.agent.tests.programs;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.MBeanServerDelegate;
import javax.management.ObjectName;

/**
 * Makes MBean servers that count what the agent's bean is asked for, by the property
 * {@code javax.management.builder.initial}.
 */
public final class AskedServers extends MBeanServerBuilder {

    private static final AtomicInteger ATTRIBUTES = new AtomicInteger();
    private static final AtomicInteger OPERATIONS = new AtomicInteger();

    @Override
    public MBeanServer newMBeanServer(String defaultDomain, MBeanServer outer, MBeanServerDelegate delegate) {
        MBeanServer server = super.newMBeanServer(defaultDomain, outer, delegate);
        return (MBeanServer) Proxy.newProxyInstance(
                AskedServers.class.getClassLoader(), new Class<?>[] {MBeanServer.class}, (proxy, method, arguments) -> {
                    count(method, arguments);
                    try {
                        return method.invoke(server, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void count(Method method, Object[] arguments) {
        if (arguments == null
                || !(arguments[0] instanceof ObjectName name)
                || !name.getDomain().equals("dev.parkranger")) {
            return;
        }
        if (method.getName().startsWith("getAttribute")) {
            ATTRIBUTES.incrementAndGet();
        } else if (method.getName().equals("invoke")) {
            OPERATIONS.incrementAndGet();
        }
    }

    /** How often for attributes, and for operations. */
    static String asked() {
        return ATTRIBUTES + " " + OPERATIONS;
    }
}
