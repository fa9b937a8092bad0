package dev.parkranger.agent.tests.servers;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/** An executor that somebody wrote for himself: workers that are lambdas, one more with each task until all are there. */
final class Till implements Executor {

    private final LinkedBlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private final int most;
    private int workers;

    Till(int most) {
        this.most = most;
    }

    @Override
    public synchronized void execute(Runnable task) {
        waiting.add(task);
        if (workers < most) {
            workers++;
            Thread worker = new Thread(() -> work(), "till-" + workers);
            worker.setDaemon(true);
            worker.start();
        }
    }

    private void work() {
        try {
            while (true) {
                waiting.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
