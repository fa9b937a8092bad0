package dev.parkranger.record;

/** Names a request the way a person would, {@code GET /orders}; called on the application's thread as it begins. */
@FunctionalInterface
public interface RequestNames {

    String nameOf(Object servlet, Object request);
}
