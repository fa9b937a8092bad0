package dev.parkranger.agent.tests.programs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What many servers are: {@code main} starts the threads that will serve, and returns. */
public final class MainReturnsProgram {

    private static final int SERVERS = 40;

    private MainReturnsProgram() {}

    public static void main(String[] arguments) {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < SERVERS; i++) {
            new Thread(() -> await(never), "server-" + i).start();
        }
        System.out.println("main returns");
    }

    private static void await(CountDownLatch latch) {
        try {
            // Bounded, should nobody end this JVM.
            latch.await(5, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
