package dev.parkranger.agent.tests.programs;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Keeps many tasks alive, has the agent look at them, and dumps its own heap. */
public final class RetainedProgram extends ChildProgram {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final CountDownLatch never = new CountDownLatch(1);
    private final ExecutorService pool = Executors.newFixedThreadPool(1);

    private RetainedProgram() {
        on("platform", arguments -> park(arguments, RetainedProgram::small));
        on("virtual", arguments -> park(arguments, Virtual.factory()));
        on("queue", this::queue);
        on("dump", arguments -> dump(arguments[0]));
    }

    public static void main(String[] arguments) throws IOException {
        new RetainedProgram().obey();
    }

    private static Thread small(Runnable body) {
        Thread thread = new Thread(null, body, "parked", 256 << 10);
        thread.setDaemon(true);
        return thread;
    }

    private Object park(String[] arguments, ThreadFactory factory) throws InterruptedException {
        int count = Integer.parseInt(arguments[0]);
        var running = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            factory.newThread(() -> {
                        running.countDown();
                        await();
                    })
                    .start();
        }
        running.await();
        return null;
    }

    /** One is run, and the others wait behind it. */
    private Object queue(String[] arguments) {
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            pool.submit(this::await);
        }
        return null;
    }

    private void await() {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** No look is under way meanwhile: this one has ended, and the next is a minute off. */
    private Object dump(String file) throws JMException {
        server.invoke(new ObjectName("dev.parkranger:type=Reaper"), "reapNow", new Object[0], new String[0]);
        server.invoke(
                new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
                "dumpHeap",
                new Object[] {file, true},
                new String[] {String.class.getName(), boolean.class.getName()});
        return null;
    }
}
