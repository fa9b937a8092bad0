package dev.parkranger.agent.tests.programs;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The front pool of a program: each task that it runs to its end is one owner that comes and goes. */
final class Front {

    private static final ExecutorService POOL = Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task, "front");
        thread.setDaemon(true);
        return thread;
    });

    private static final int SPREAD_MILLIS = 700;

    private Front() {}

    /** One, and after more than the tests' grace the rest: tasks that all end within grace are taken for start-up. */
    static void owners(int count, Runnable work) throws InterruptedException, ExecutionException {
        var runs = new ArrayList<Future<?>>();
        for (int i = 0; i < count; i++) {
            runs.add(POOL.submit(work));
            if (i == 0 && count > 1) {
                TimeUnit.MILLISECONDS.sleep(SPREAD_MILLIS);
            }
        }
        for (Future<?> run : runs) {
            run.get();
        }
    }

    static void owners(String[] arguments, Runnable work) throws InterruptedException, ExecutionException {
        owners(Integer.parseInt(arguments[0]), work);
    }
}
