package dev.parkranger.weaving;

import dev.parkranger.hooks.Hooks;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * An {@code AsyncListener}, of whichever API, that is told when a request is complete. Errors and timeouts are followed
 * by completion.
 */
final class AsyncEnd implements InvocationHandler {

    private final Runnable told;

    AsyncEnd(Runnable told) {
        this.told = told;
    }

    /** Returns false where the context is of no known API. */
    boolean listenTo(Object asyncContext) throws ReflectiveOperationException {
        Class<?> context = ServletRequests.implemented(asyncContext.getClass(), "AsyncContext");
        if (context == null) {
            return false;
        }
        ClassLoader loader = context.getClassLoader();
        Class<?> type = Class.forName(context.getPackageName() + ".AsyncListener", false, loader);
        Object listener = Proxy.newProxyInstance(loader, new Class<?>[] {type}, this);
        return add(context, asyncContext, type, listener);
    }

    private static boolean add(Class<?> context, Object asyncContext, Class<?> type, Object listener)
            throws ReflectiveOperationException {
        try {
            context.getMethod("addListener", type).invoke(asyncContext, listener);
            return true;
        } catch (InvocationTargetException e) {
            // Completed in the meantime.
            return false;
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && arguments[0] == proxy;
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "parkranger";
            default -> {
                told(method.getName(), proxy, arguments);
                yield null;
            }
        };
    }

    private void told(String event, Object listener, Object @Nullable [] arguments) {
        if (event.equals("onComplete")) {
            complete();
        } else if (event.equals("onStartAsync")) {
            startedAgain(listener, arguments);
        }
    }

    private void complete() {
        try {
            told.run();
        } catch (Throwable e) {
            Hooks.dropped(e);
        }
    }

    /** A listener lasts for one round of a request. */
    private static void startedAgain(Object listener, Object @Nullable [] arguments) {
        try {
            if (arguments == null) {
                return;
            }
            Object event = arguments[0];
            Object asyncContext = event.getClass().getMethod("getAsyncContext").invoke(event);
            Class<?> type = listener.getClass().getInterfaces()[0];
            Class<?> context = ServletRequests.implemented(asyncContext.getClass(), "AsyncContext");
            if (context != null) {
                add(context, asyncContext, type, listener);
            }
        } catch (Throwable e) {
            Hooks.dropped(e);
        }
    }
}
