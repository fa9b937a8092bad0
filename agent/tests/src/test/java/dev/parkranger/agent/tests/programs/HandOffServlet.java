package dev.parkranger.agent.tests.programs;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** The article's leak: the caller times out, and the worker stays in the hand-off for ever. */
final class HandOffServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var handOff = new SynchronousQueue<String>();
        var givenUp = new CountDownLatch(1);
        Thread worker = new Thread(() -> quote(handOff, givenUp), "quote-worker");
        worker.setDaemon(true);
        ChildProgram.site("hand-off");
        worker.start();
        try {
            String quote = handOff.poll(1, TimeUnit.MILLISECONDS);
            response.getWriter().println(quote == null ? "timed out" : quote);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            givenUp.countDown();
        }
    }

    /** Late for sure: however long the caller's millisecond lasts on a busy machine. */
    private static void quote(SynchronousQueue<String> handOff, CountDownLatch givenUp) {
        ChildProgram.pause(30);
        try {
            givenUp.await();
            handOff.put("42");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
