package dev.parkranger.corpus;

/** What a thread does. A Runnable itself, so that each lambda in a pattern is a class of its own to the agent. */
@FunctionalInterface
public interface Body extends Runnable {

    /** May be interrupted, and then ends; what else it throws goes to the thread's handler, as it would without us. */
    void work() throws Exception;

    @Override
    default void run() {
        try {
            work();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
