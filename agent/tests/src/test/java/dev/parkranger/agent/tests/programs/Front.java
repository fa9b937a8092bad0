package dev.parkranger.agent.tests.programs;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The front pool of a program: each task that it runs to its end is one owner that comes and goes. */
final class Front {

    private static final ExecutorService POOL = Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task, "front");
        thread.setDaemon(true);
        return thread;
    });

    private Front() {}

    static void owners(int count, Runnable work) throws InterruptedException, ExecutionException {
        var runs = new ArrayList<Future<?>>();
        for (int i = 0; i < count; i++) {
            runs.add(POOL.submit(work));
        }
        for (Future<?> run : runs) {
            run.get();
        }
    }

    static void owners(String[] arguments, Runnable work) throws InterruptedException, ExecutionException {
        owners(Integer.parseInt(arguments[0]), work);
    }
}
