package dev.parkranger.agent.tests.programs;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/** Leaves behind what was told to stop and goes on, and what nobody has told. */
public final class ToldProgram extends ChildProgram {

    private final ExecutorService pool = Executors.newCachedThreadPool(body -> daemon(new Thread(body, "shared")));
    private final CountDownLatch never = new CountDownLatch(1);
    private final Object monitor = new Object();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final Queue<Future<?>> futures = new ConcurrentLinkedQueue<>();

    private ToldProgram() {
        on("never", arguments -> {
            Front.owners(arguments, () -> {
                Thread left = daemon(new Thread(ChildProgram::waitForEver, "never"));
                site("never");
                left.start();
            });
            return null;
        });
        on("swallow", arguments -> {
            swallow(arguments, Thread::new);
            return null;
        });
        on("swallow-virtual", arguments -> {
            swallow(arguments, Virtual.factory());
            return null;
        });
        on("monitor", arguments -> {
            hold();
            Front.owners(arguments, () -> {
                Thread left = daemon(new Thread(this::enter, "monitor"));
                site("monitor");
                left.start();
                threads.add(left);
            });
            return null;
        });
        on("submit", arguments -> {
            Front.owners(arguments, this::submit);
            return null;
        });
        on("interrupt", arguments -> {
            threads.forEach(Thread::interrupt);
            return threads.size();
        });
        on("cancel", arguments -> {
            futures.forEach(future -> future.cancel(true));
            return futures.size();
        });
    }

    public static void main(String[] arguments) throws IOException {
        new ToldProgram().obey();
    }

    private static Thread daemon(Thread thread) {
        thread.setDaemon(true);
        return thread;
    }

    private void swallow(String[] arguments, ThreadFactory factory) throws Exception {
        Front.owners(arguments, () -> {
            CountDownLatch running = new CountDownLatch(1);
            Thread left = daemon(factory.newThread(() -> waitAgainAndAgain(running)));
            threads.add(left);
            site("swallow");
            left.start();
            await(running);
        });
    }

    /** Whoever wants to enter is blocked, and an interrupt does not change that. */
    private void hold() {
        CountDownLatch holding = new CountDownLatch(1);
        daemon(new Thread(
                        () -> {
                            synchronized (monitor) {
                                holding.countDown();
                                waitForEver();
                            }
                        },
                        "holder"))
                .start();
        await(holding);
    }

    private void enter() {
        synchronized (monitor) {
            System.out.println("nobody should get in");
        }
    }

    private void submit() {
        CountDownLatch running = new CountDownLatch(1);
        site("submit");
        futures.add(pool.submit(() -> waitAgainAndAgain(running)));
        await(running);
    }

    /** What an interrupt does not end. */
    private void waitAgainAndAgain(CountDownLatch running) {
        running.countDown();
        while (true) {
            try {
                never.await();
            } catch (InterruptedException e) {
                // Swallowed: this is the fault.
            }
        }
    }

    private static void await(CountDownLatch running) {
        try {
            running.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
