package dev.parkranger.corpus;

/** What a thread does. A Runnable itself, so that each lambda in a pattern is a class of its own to the agent. */
@FunctionalInterface
public interface Body extends Runnable {

    /** May be interrupted, and then ends; anything else that it throws is told on stdout. */
    void work() throws Exception;

    @Override
    default void run() {
        try {
            work();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            System.out.println("unexpected " + Thread.currentThread().getName() + " " + e);
        }
    }
}
