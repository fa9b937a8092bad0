package dev.parkranger.weaving.servlet;

public interface AsyncListener {
    void onComplete(AsyncEvent event);

    void onStartAsync(AsyncEvent event);

    void onTimeout(AsyncEvent event);
}
