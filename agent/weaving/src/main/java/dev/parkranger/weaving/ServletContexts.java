package dev.parkranger.weaving;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Finds the context of a web application, and its name. What the server's code throws costs only the answer. */
final class ServletContexts {

    private static final int MAX_PARENTS = 64;

    private static final String GETTER = "getServletContext";
    private static final MethodType PLAIN = MethodType.methodType(Object.class, Object.class);

    /** Whose getter is asked; a server's class behind them need not be public. */
    private static final String[] INTERFACES = {"ServletRequest", "ServletConfig", "FilterConfig"};

    private final ClassValue<MethodHandle> contexts = new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> type) {
            try {
                return find(type);
            } catch (ReflectiveOperationException e) {
                return MethodHandles.dropArguments(MethodHandles.constant(Object.class, null), 0, Object.class);
            }
        }
    };

    /** @param asked a request, an event, a configuration, a context itself, or what a container calls one */
    @Nullable
    Object contextOf(Object asked) {
        try {
            return (Object) contexts.get(asked.getClass()).invokeExact(asked);
        } catch (Throwable e) {
            return null;
        }
    }

    /** Of an application that is being deployed, seldom enough for reflection. */
    String nameOf(Object context) {
        try {
            Class<?> type = ServletRequests.implemented(context.getClass(), "ServletContext");
            Object path = type == null ? null : type.getMethod("getContextPath").invoke(context);
            return "web application " + (path == null || path.equals("") ? "/" : path);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return "web application";
        }
    }

    /** Its own alone; null where it is its server's, or the main application's, which are never unloaded. */
    @Nullable
    ClassLoader loaderOf(Object context) {
        try {
            Class<?> type = ServletRequests.implemented(context.getClass(), "ServletContext");
            Object loader =
                    type == null ? null : type.getMethod("getClassLoader").invoke(context);
            return loader instanceof ClassLoader its
                            && !isOrIsAbove(its, context.getClass().getClassLoader())
                            && !isOrIsAbove(its, ClassLoader.getSystemClassLoader())
                    ? its
                    : null;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    private static boolean isOrIsAbove(ClassLoader loader, @Nullable ClassLoader other) {
        ClassLoader at = other;
        for (int i = 0; i < MAX_PARENTS && at != null; i++) {
            if (at == loader) {
                return true;
            }
            at = at.getParent();
        }
        return false;
    }

    private static MethodHandle find(Class<?> type) throws ReflectiveOperationException {
        if (ServletRequests.implemented(type, "ServletContext") != null) {
            return MethodHandles.identity(Object.class);
        }
        for (String each : INTERFACES) {
            Class<?> of = ServletRequests.implemented(type, each);
            if (of != null) {
                return handle(of.getMethod(GETTER));
            }
        }
        Method own = publicMethod(type, GETTER);
        if (own != null) {
            return handle(own);
        }
        // Undertow's manager: its deployment has the context.
        Method deployment = type.getMethod("getDeployment");
        return MethodHandles.filterReturnValue(
                handle(deployment), handle(deployment.getReturnType().getMethod(GETTER)));
    }

    private static @Nullable Method publicMethod(Class<?> type, String name) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            if (Modifier.isPublic(at.getModifiers())) {
                try {
                    return at.getMethod(name);
                } catch (NoSuchMethodException e) {
                    return null;
                }
            }
        }
        return null;
    }

    private static MethodHandle handle(Method getter) throws IllegalAccessException {
        return MethodHandles.publicLookup().unreflect(getter).asType(PLAIN);
    }
}
