package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/**
 * What requests are asked, on the application's thread. The answers come from the application's or its server's code:
 * an implementation throws nothing of theirs, and without an answer a request is a plain one.
 */
@FunctionalInterface
public interface Requests {

    /** The way a person would, {@code GET /orders}. */
    String nameOf(Object servlet, Object request);

    /** What stays the same, however often a request is wrapped on its way through the server. */
    default Object innermost(Object request) {
        return request;
    }

    /** Whether the server hands on a request that another call has left open. */
    default boolean isHandedOn(Object request) {
        return false;
    }

    /** Whether the request goes on when the call that served it has returned. */
    default boolean goesOn(Object request) {
        return false;
    }

    /**
     * Has somebody told when a request that goes on is complete.
     *
     * @return false where that cannot be
     */
    default boolean whenComplete(Object request, Runnable told) {
        return false;
    }

    /**
     * The context of a web application: of the request, or of whatever else of it or of its server is asked; null where
     * there is none.
     */
    default @Nullable Object contextOf(Object asked) {
        return null;
    }

    /** By its path, {@code web application /shop}. */
    default String nameOfApplication(Object context) {
        return context.toString();
    }

    /** The class loader that a web application has for itself alone; null where it shares its server's. */
    default @Nullable ClassLoader loaderOf(Object context) {
        return null;
    }

    /** As {@link #nameOf}, of an exchange of the JDK's HTTP server. */
    default String nameOf(Object exchange) {
        return exchange.toString();
    }

    /** What the end of an exchange is told by; null where it ends with its handler. */
    default @Nullable Object responseOf(Object exchange) {
        return null;
    }
}
