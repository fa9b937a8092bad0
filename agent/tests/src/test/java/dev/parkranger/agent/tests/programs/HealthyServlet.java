package dev.parkranger.agent.tests.programs;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The twin of {@link HandOffServlet}: there is room for the answer that nobody waits for any more. */
final class HealthyServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var handOff = new ArrayBlockingQueue<String>(1);
        Thread worker = new Thread(
                () -> {
                    ChildProgram.pause(5);
                    handOff.add("42");
                },
                "healthy-worker");
        worker.setDaemon(true);
        worker.start();
        try {
            String quote = handOff.poll(1, TimeUnit.MILLISECONDS);
            response.getWriter().println(quote == null ? "timed out" : quote);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
