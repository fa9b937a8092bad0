package dev.parkranger.weaving.servlet;

public interface AsyncContext {
    void addListener(AsyncListener listener);
}
