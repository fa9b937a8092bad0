package dev.parkranger.weaving.servlet;

public interface ServletContext {
    String getContextPath();

    default ClassLoader getClassLoader() {
        throw new UnsupportedOperationException("as of a context that a listener must not ask");
    }
}
