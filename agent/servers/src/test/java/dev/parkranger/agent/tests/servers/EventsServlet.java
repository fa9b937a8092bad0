package dev.parkranger.agent.tests.servers;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A long poll that holds no thread: the request ends long after its service method has returned. */
final class EventsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        AsyncContext async = request.startAsync();
        Shop.get().bell().onNextRing(() -> async.start(() -> complete(async)));
    }

    private static void complete(AsyncContext async) {
        try {
            async.getResponse().getWriter().print("{\"rang\":true}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            async.complete();
        }
    }
}
