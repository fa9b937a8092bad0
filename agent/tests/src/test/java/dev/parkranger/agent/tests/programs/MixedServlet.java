package dev.parkranger.agent.tests.programs;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** Hands over in time, except when it is asked to be late: then it leaks as {@link HandOffServlet} does. */
final class MixedServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean late = request.getParameter("late") != null;
        var handOff = new SynchronousQueue<String>();
        var givenUp = new CountDownLatch(late ? 1 : 0);
        Thread worker = new Thread(() -> quote(handOff, givenUp, late), "mixed-worker");
        worker.setDaemon(true);
        ChildProgram.site("mixed");
        worker.start();
        try {
            String quote = handOff.poll(late ? 1 : 20_000, TimeUnit.MILLISECONDS);
            response.getWriter().println(quote == null ? "timed out" : quote);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            givenUp.countDown();
        }
    }

    /** Late for sure where it is late: however long the caller's millisecond lasts on a busy machine. */
    private static void quote(SynchronousQueue<String> handOff, CountDownLatch givenUp, boolean late) {
        if (late) {
            ChildProgram.pause(30);
        }
        try {
            givenUp.await();
            handOff.put("42");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
