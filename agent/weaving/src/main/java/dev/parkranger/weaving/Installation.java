package dev.parkranger.weaving;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;

/** Brings the weaving into the JVM. */
final class Installation {

    private final Instrumentation instrumentation;
    private final LoggerLoaders loggers;

    Installation(Instrumentation instrumentation, LoggerLoaders loggers) {
        this.instrumentation = instrumentation;
        this.loggers = loggers;
    }

    /** @param late whether classes of the application are loaded already */
    void install(JdkWeaver weaver, boolean late) {
        // Loaded before the transformer is there, so that each of them comes by on retransformation, and once only.
        List<Class<?>> targets = load(weaver);
        instrumentation.addTransformer(new AgentTransformer(weaver, loggers), true);
        if (late) {
            targets.addAll(alreadyLoaded());
        }
        try {
            instrumentation.retransformClasses(targets.toArray(new Class<?>[0]));
        } catch (UnmodifiableClassException e) {
            throw new IllegalStateException("parkranger: this JVM does not let its classes be woven: " + e, e);
        }
    }

    /** Not initialised: some of these classes read the application's settings when they are. */
    private static List<Class<?>> load(JdkWeaver weaver) {
        List<Class<?>> targets = new ArrayList<>();
        for (String type : weaver.types()) {
            try {
                targets.add(Class.forName(type.replace('/', '.'), false, null));
            } catch (ClassNotFoundException e) {
                // This JDK has it not; its hooks are told as absent.
            }
        }
        return targets;
    }

    /** Servlets that are there already; on the way the logger factories are noted. */
    private List<Class<?>> alreadyLoaded() {
        List<Class<?>> servletTypes = new ArrayList<>();
        Class<?>[] loaded = instrumentation.getAllLoadedClasses();
        for (Class<?> type : loaded) {
            String name = type.getName();
            if (name.equals("jakarta.servlet.Servlet") || name.equals("javax.servlet.Servlet")) {
                servletTypes.add(type);
            } else if (name.equals("org.slf4j.LoggerFactory") && type.getClassLoader() != null) {
                loggers.seen(type.getClassLoader());
            }
        }
        List<Class<?>> servlets = new ArrayList<>();
        if (!servletTypes.isEmpty()) {
            for (Class<?> type : loaded) {
                if (isServlet(type, servletTypes) && instrumentation.isModifiableClass(type)) {
                    servlets.add(type);
                }
            }
        }
        return servlets;
    }

    private static boolean isServlet(Class<?> type, List<Class<?>> servletTypes) {
        for (Class<?> servlet : servletTypes) {
            if (!type.isInterface() && servlet.isAssignableFrom(type)) {
                return true;
            }
        }
        return false;
    }
}
