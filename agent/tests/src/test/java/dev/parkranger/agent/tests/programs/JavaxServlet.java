package dev.parkranger.agent.tests.programs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** {@link HandOffServlet} as it was written before the packages were renamed. */
final class JavaxServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        var handOff = new SynchronousQueue<String>();
        var givenUp = new CountDownLatch(1);
        Thread worker = new Thread(() -> quote(handOff, givenUp), "javax-worker");
        worker.setDaemon(true);
        ChildProgram.site("javax");
        worker.start();
        try {
            handOff.poll(1, TimeUnit.MILLISECONDS);
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
