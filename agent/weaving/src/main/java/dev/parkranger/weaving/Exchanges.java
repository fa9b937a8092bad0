package dev.parkranger.weaving;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Asks an exchange of {@code com.sun.net.httpserver}, through its public class: a module that a runtime image may lack.
 * The exchange may be of the application's making; what it throws costs only the answer.
 */
final class Exchanges {

    private static final String EXCHANGE = "com.sun.net.httpserver.HttpExchange";

    /** The JDK's own server; another one behind the same interface does not tell when it has answered. */
    private static final String OF_THE_JDK = "sun.net.httpserver.";

    private record Getters(MethodHandle method, MethodHandle uri, MethodHandle response) {}

    private final PathNames names;

    /** There is one such class in a JVM: the platform's. */
    private volatile @Nullable Getters getters;

    Exchanges(PathNames names) {
        this.names = names;
    }

    String nameOf(Object exchange) {
        try {
            Getters of = getters(exchange);
            String method = (String) of.method().invokeExact(exchange);
            URI uri = (URI) of.uri().invokeExact(exchange);
            return names.nameOf(method, uri.getPath());
        } catch (Throwable e) {
            return exchange.getClass().getSimpleName();
        }
    }

    /** The head of the response: the same object whichever class of the server is asked. */
    @Nullable
    Object responseOf(Object exchange) {
        try {
            return exchange.getClass().getName().startsWith(OF_THE_JDK)
                    ? (Object) getters(exchange).response().invokeExact(exchange)
                    : null;
        } catch (Throwable e) {
            return null;
        }
    }

    private Getters getters(Object exchange) throws ReflectiveOperationException {
        Getters known = getters;
        if (known == null) {
            known = gettersOf(exchange.getClass());
            getters = known;
        }
        return known;
    }

    private static Getters gettersOf(Class<?> exchange) throws ReflectiveOperationException {
        Class<?> type = exchange;
        while (!type.getName().equals(EXCHANGE)) {
            type = type.getSuperclass();
            if (type == null) {
                throw new NoSuchMethodException(exchange + " is no exchange");
            }
        }
        Class<?> head = Class.forName("com.sun.net.httpserver.Headers", false, type.getClassLoader());
        return new Getters(
                getter(type, "getRequestMethod", String.class, String.class),
                getter(type, "getRequestURI", URI.class, URI.class),
                getter(type, "getResponseHeaders", head, Object.class));
    }

    private static MethodHandle getter(Class<?> type, String name, Class<?> result, Class<?> as)
            throws ReflectiveOperationException {
        return MethodHandles.publicLookup()
                .findVirtual(type, name, MethodType.methodType(result))
                .asType(MethodType.methodType(as, Object.class));
    }
}
