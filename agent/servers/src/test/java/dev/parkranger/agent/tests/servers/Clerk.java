package dev.parkranger.agent.tests.servers;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/** Another one: a thread that is an executor itself. */
final class Clerk extends Thread implements Executor {

    private final LinkedBlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();

    Clerk() {
        super("clerk");
        setDaemon(true);
        start();
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
    }

    @Override
    public void run() {
        try {
            while (true) {
                waiting.take().run();
            }
        } catch (InterruptedException e) {
            interrupt();
        }
    }
}
