package dev.parkranger.weaving;

import dev.parkranger.hooks.Hooks;
import dev.parkranger.reaper.CodeSources;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Brings the weaving into the JVM: what is loaded already is retransformed, everything else is woven as it loads, so that
 * an application pays at its start only for what it uses.
 */
final class Installation {

    private static final String LAUNCHER = "dev.parkranger.launcher.";

    private final Instrumentation instrumentation;
    private final JdkWeaver weaver;
    private final LateWeavings application;
    private final LoggerLoaders loggers;
    private final CodeSources sources;
    private final FlightDesk flight;

    Installation(
            Instrumentation instrumentation,
            JdkWeaver weaver,
            LateWeavings application,
            LoggerLoaders loggers,
            CodeSources sources,
            FlightDesk flight) {
        this.instrumentation = instrumentation;
        this.weaver = weaver;
        this.application = application;
        this.loggers = loggers;
        this.sources = sources;
        this.flight = flight;
    }

    /** Before anything else runs, or at attach. From its return on no class of the table is used unwoven. */
    void install() {
        // First the transformer, then the list: a class that loads in between is woven, and perhaps once more.
        instrumentation.addTransformer(new AgentTransformer(weaver, application, loggers, sources, flight), true);
        List<Class<?>> targets = new ArrayList<>();
        List<Class<?>> servletTypes = new ArrayList<>();
        List<Class<?>> apis = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String type : weaver.types()) {
            names.add(type.replace('/', '.'));
        }
        Class<?>[] loaded = instrumentation.getAllLoadedClasses();
        for (Class<?> type : loaded) {
            if (type.getClassLoader() != null) {
                if (isOurs(type)) {
                    continue;
                }
                note(type, servletTypes, apis);
            } else {
                // A thousand of them: in the interpreter, turning each dot into a slash takes longer than the rest.
                String name = type.getName();
                flight.seesLoaded(name);
                if (names.contains(name)) {
                    targets.add(type);
                }
            }
        }
        retransform(targets);
        retransformLate(loaded, servletTypes);
        for (Class<?> api : apis) {
            retransformAlone(api);
        }
    }

    /**
     * Later, in the background: loads what has not been used yet, and retransforms what slipped through while it loaded,
     * as a class does that is loaded by a transformer's own work. Not initialised: some of these classes read the
     * application's settings when they are.
     */
    void complete() {
        List<Class<?>> missed = new ArrayList<>();
        for (String type : weaver.types()) {
            try {
                Class<?> target = Class.forName(type.replace('/', '.'), false, null);
                if (!weaver.hasSeen(type)) {
                    missed.add(target);
                }
            } catch (ClassNotFoundException e) {
                // This JDK has it not; its hooks are told as absent.
            }
        }
        retransform(missed);
    }

    private void retransform(List<Class<?>> targets) {
        if (targets.isEmpty()) {
            return;
        }
        try {
            instrumentation.retransformClasses(targets.toArray(new Class<?>[0]));
        } catch (UnmodifiableClassException e) {
            throw new IllegalStateException("parkranger: this JVM does not let its classes be woven: " + e, e);
        }
    }

    /** The isolated classes, and the launcher's, which the application's own loader has loaded. */
    private static boolean isOurs(Class<?> type) {
        return type.getClassLoader() == Installation.class.getClassLoader()
                || type.getName().startsWith(LAUNCHER);
    }

    private void note(Class<?> type, List<Class<?>> servletTypes, List<Class<?>> apis) {
        String name = type.getName();
        if (!type.isArray()) {
            sources.seen(name.replace('.', '/'), type.getProtectionDomain());
        }
        if (ServletWeaver.INTERFACES.contains(name)) {
            servletTypes.add(type);
        } else if (name.equals("org.slf4j.LoggerFactory")) {
            loggers.seen(type.getClassLoader());
        } else if (name.equals(ApiWeaver.CLASS)) {
            apis.add(type);
        }
    }

    /** Those that are there already, at an attach. */
    private void retransformLate(Class<?>[] loaded, List<Class<?>> servletTypes) {
        List<Class<?>> applications = new ArrayList<>();
        for (Class<?> type : loaded) {
            ClassLoader loader = type.getClassLoader();
            if (loader != null && !isOurs(type) && !type.isInterface() && instrumentation.isModifiableClass(type)) {
                applications.add(type);
            }
        }
        for (Class<?> type : applications) {
            if (isServlet(type, servletTypes) || Executor.class.isAssignableFrom(type)) {
                retransformAlone(type);
            }
        }
        // What is nested in an executor is known once that is.
        for (Class<?> type : applications) {
            if (application.isNamed(type.getName().replace('.', '/'))) {
                retransformAlone(type);
            }
        }
    }

    private void retransformAlone(Class<?> type) {
        try {
            retransform(List.of(type));
        } catch (Throwable e) {
            Hooks.dropped(e);
        }
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
