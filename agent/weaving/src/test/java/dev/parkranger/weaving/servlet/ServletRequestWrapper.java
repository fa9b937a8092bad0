package dev.parkranger.weaving.servlet;

public class ServletRequestWrapper implements ServletRequest {
    private final ServletRequest request;

    public ServletRequestWrapper(ServletRequest request) {
        this.request = request;
    }

    public ServletRequest getRequest() {
        return request;
    }

    @Override
    public boolean isAsyncStarted() {
        return request.isAsyncStarted();
    }

    @Override
    public AsyncContext getAsyncContext() {
        return request.getAsyncContext();
    }

    @Override
    public DispatcherType getDispatcherType() {
        return DispatcherType.ASYNC;
    }

    @Override
    public ServletContext getServletContext() {
        return request.getServletContext();
    }
}
