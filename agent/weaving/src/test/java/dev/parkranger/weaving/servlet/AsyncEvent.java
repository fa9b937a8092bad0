package dev.parkranger.weaving.servlet;

public record AsyncEvent(AsyncContext context) {
    public AsyncContext getAsyncContext() {
        return context;
    }
}
