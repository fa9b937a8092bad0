package dev.parkranger.agent.tests.programs;

import dev.parkranger.api.OwnerScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Work that no server hands out: scopes of the program's own, leaky and healthy. */
@SuppressWarnings("try") // that a scope is open is all there is to it
public final class OwnerScopeProgram extends ChildProgram {

    private final ExecutorService pool = Executors.newFixedThreadPool(2, task -> daemon(task, "shared"));
    private final List<OwnerScope> unclosed = new ArrayList<>();

    private OwnerScopeProgram() {
        on("leaky", arguments -> repeat(arguments, this::leaky));
        on("healthy", arguments -> repeat(arguments, this::healthy));
        on("carried", arguments -> repeat(arguments, this::carried));
        on("stuck", arguments -> repeat(arguments, this::stuck));
        on("elsewhere", arguments -> repeat(arguments, this::closedElsewhere));
        on("detached", arguments -> repeat(arguments, this::detached));
        on("unclosed", arguments -> repeat(arguments, this::unclosed));
        on("name", arguments -> {
            try (OwnerScope scope = OwnerScope.open(null)) {
                return scope;
            } catch (NullPointerException e) {
                return e.getMessage();
            }
        });
    }

    public static void main(String[] arguments) throws IOException {
        new OwnerScopeProgram().obey();
    }

    private static int repeat(String[] arguments, Callable<?> work) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        for (int i = 0; i < count; i++) {
            work.call();
        }
        return count;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private Object leaky() {
        try (OwnerScope scope = OwnerScope.open("nightly import")) {
            Thread left = daemon(ChildProgram::waitForEver, "left-behind");
            site("leaky");
            left.start();
        }
        return null;
    }

    /** All is over when the scope is; the shared pool is used within it and stays. */
    private Object healthy() throws Exception {
        try (OwnerScope scope = OwnerScope.open("healthy import")) {
            Thread part = daemon(() -> pause(2), "part");
            part.start();
            pool.submit(scope.carry(() -> pause(1))).get();
            ExecutorService own = Executors.newFixedThreadPool(2, task -> daemon(task, "own"));
            own.submit(() -> pause(1)).get();
            own.shutdown();
            part.join();
        }
        return null;
    }

    /** Started by a worker of the shared pool, whose task is over at once: whose it is only the carried scope knows. */
    private Object carried() throws Exception {
        try (OwnerScope scope = OwnerScope.open("carried import")) {
            pool.submit(OwnerScope.current().carry(() -> {
                        Thread left = daemon(ChildProgram::waitForEver, "carried");
                        site("carried");
                        left.start();
                    }))
                    .get();
            pool.submit(scope.carry(() -> "done")).get();
        }
        return null;
    }

    /** A carried task that never returns, of a pool that has a thread for each. */
    private Object stuck() {
        try (OwnerScope scope = OwnerScope.open("stuck import")) {
            Runnable waits = ChildProgram::waitForEver;
            Thread stuck = daemon(scope.carry(waits), "stuck");
            site("stuck");
            stuck.start();
        }
        return null;
    }

    /** Opened here and closed by a pool's task, which leaves a thread behind. */
    private Object closedElsewhere() throws Exception {
        OwnerScope scope = OwnerScope.open("handed over");
        return pool.submit(() -> {
                    try (scope;
                            OwnerScope again = scope.resume()) {
                        Thread left = daemon(ChildProgram::waitForEver, "handed-over");
                        site("elsewhere");
                        left.start();
                    }
                    return true;
                })
                .get();
    }

    /** What is meant to stay: a thread and a pool that the first who needs them makes, and somebody uses no more. */
    private Object detached() throws Exception {
        try (OwnerScope scope = OwnerScope.open("detached import")) {
            try (OwnerScope lasting = OwnerScope.detached()) {
                LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
                daemon(() -> drain(queue), "housekeeper").start();
                ExecutorService made = Executors.newFixedThreadPool(1, task -> daemon(task, "made"));
                made.submit(() -> pause(1)).get();
            }
        }
        return null;
    }

    private static void drain(LinkedBlockingQueue<String> queue) {
        try {
            while (true) {
                queue.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Object unclosed() throws InterruptedException {
        unclosed.add(OwnerScope.open("unclosed import"));
        daemon(ChildProgram::waitForEver, "unclosed").start();
        TimeUnit.MILLISECONDS.sleep(1);
        return null;
    }
}
