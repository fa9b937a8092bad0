package dev.parkranger.agent.tests.programs;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The most frequent real leak: a pool for each request, never shut down. */
final class PoolPerRequestServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ChildProgram.site("pool-per-request");
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            response.getWriter()
                    .println(pool.submit(() -> "one").get()
                            + pool.submit(() -> "two").get());
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
