package dev.parkranger.weaving;

import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A program that goes through every hooked method, run by a JDK that has been woven. */
public final class Busy {
    static final String DONE = "all of it works";

    private Busy() {}

    public static void main(String[] arguments) throws Exception {
        Thread thread = new Thread(() -> {});
        thread.start();
        thread.interrupt();
        thread.join();

        ExecutorService pool = Executors.newFixedThreadPool(2);
        pool.submit(() -> {}).get();
        pool.shutdown();
        pool.shutdownNow();

        ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
        CountDownLatch twice = new CountDownLatch(2);
        scheduler.scheduleAtFixedRate(twice::countDown, 0, 1, TimeUnit.MILLISECONDS);
        twice.await();
        scheduler.shutdownNow();

        Timer timer = new Timer("busy", true);
        CountDownLatch rung = new CountDownLatch(1);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        rung.countDown();
                    }
                },
                0);
        rung.await();
        timer.cancel();

        ForkJoinPool forks = new ForkJoinPool(2);
        forks.submit(() -> {}).get();
        forks.shutdown();
        CompletableFuture.runAsync(() -> {}).thenRunAsync(() -> {}).get();

        if (Runtime.version().feature() >= 21) {
            ExecutorService virtual = (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
            virtual.submit(() -> {}).get();
            virtual.submit(() -> Thread.currentThread().interrupt()).get();
            virtual.shutdown();
        }
        System.out.println(DONE);
    }
}
