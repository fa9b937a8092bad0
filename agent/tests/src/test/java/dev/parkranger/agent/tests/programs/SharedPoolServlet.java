package dev.parkranger.agent.tests.programs;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One pool for all requests, made by the first of them: rightly never shut down. */
final class SharedPoolServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private transient ExecutorService pool;

    private synchronized ExecutorService pool() {
        if (pool == null) {
            pool = Executors.newFixedThreadPool(8, task -> {
                Thread thread = new Thread(task, "shared-worker");
                thread.setDaemon(true);
                return thread;
            });
        }
        return pool;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            response.getWriter().println(pool().submit(() -> "one").get());
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
