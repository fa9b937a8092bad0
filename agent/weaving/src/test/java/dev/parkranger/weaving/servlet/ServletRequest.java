package dev.parkranger.weaving.servlet;

/** As much of the API's as is asked. */
public interface ServletRequest {
    boolean isAsyncStarted();

    AsyncContext getAsyncContext();

    DispatcherType getDispatcherType();

    ServletContext getServletContext();

    enum DispatcherType {
        REQUEST,
        ASYNC
    }
}
