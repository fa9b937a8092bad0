package dev.parkranger.agent.tests.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The front pool of a program: each task that it runs to its end is one owner that comes and goes. */
public final class Front {

    private static final ExecutorService POOL = Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task, "front");
        thread.setDaemon(true);
        return thread;
    });

    private static final int SPREAD_MILLIS = 700;

    private Front() {}

    /**
     * All but one, and after more than the tests' grace the last: tasks that all end within grace are taken for start-up.
     * So it is the last that makes a group of them, and the group is whole when it is first told of.
     */
    public static void owners(int count, Runnable work) throws InterruptedException, ExecutionException {
        var runs = new ArrayList<Future<?>>();
        for (int i = 0; i < count; i++) {
            if (i > 0 && i == count - 1) {
                awaitEnd(runs);
                spread();
            }
            runs.add(POOL.submit(work));
        }
        awaitEnd(runs);
    }

    /** Owners that somebody else will end. */
    static List<Future<?>> open(int count, Runnable work) {
        var runs = new ArrayList<Future<?>>();
        for (int i = 0; i < count; i++) {
            runs.add(POOL.submit(work));
        }
        return runs;
    }

    static void awaitEnd(List<Future<?>> runs) throws InterruptedException, ExecutionException {
        for (Future<?> run : runs) {
            run.get();
        }
    }

    /** For so long that what ends before and what ends after is no burst. */
    public static void spread() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(SPREAD_MILLIS);
    }

    public static void owners(String[] arguments, Runnable work) throws InterruptedException, ExecutionException {
        owners(Integer.parseInt(arguments[0]), work);
    }
}
