package dev.parkranger.agent.tests.programs;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Leaks threads that nobody can wake, and threads that somebody still could. */
public final class ProveProgram extends ChildProgram {

    /** Somebody might come by and trip one. */
    private static final List<CountDownLatch> KEPT = new ArrayList<>();

    /** A class of a plugin's own keeps things by class. */
    private static final ClassValue<CountDownLatch> BY_CLASS = new ClassValue<>() {
        @Override
        protected CountDownLatch computeValue(Class<?> type) {
            return new CountDownLatch(1);
        }
    };

    private static final ReentrantLock LOCK = new ReentrantLock();

    /** So that a heap dump takes its time, and its room. */
    private static final List<byte[]> LOAD = new ArrayList<>();

    private final ThreadFactory factory;

    private ProveProgram(ThreadFactory factory) {
        this.factory = factory;
        on("dropped", arguments -> dropped(Integer.parseInt(arguments[0])));
        on("kept", arguments -> kept(Integer.parseInt(arguments[0])));
        on("by-class", arguments -> byClass(Integer.parseInt(arguments[0])));
        on("dead-owner", arguments -> deadOwner(Integer.parseInt(arguments[0])));
        on("load", arguments -> load(Integer.parseInt(arguments[0])));
        on("unload", arguments -> load(0));
        on("collect", arguments -> collect());
        on("trip", arguments -> trip());
        on("prove", arguments -> ask("prove"));
        on("cost", arguments -> ask("proveCost"));
        on("json", arguments -> ask("dumpSuspectsAsJson"));
        on("disarm", arguments -> disarm());
    }

    public static void main(String[] arguments) throws IOException {
        boolean virtual = arguments.length > 0 && arguments[0].equals("virtual");
        new ProveProgram(virtual ? Virtual.factory() : Thread::new).obey();
    }

    private Object dropped(int owners) throws Exception {
        Front.owners(owners, () -> {
            CountDownLatch answer = new CountDownLatch(1);
            byte[] page = new byte[100_000];
            site("dropped");
            factory.newThread(() -> await(answer, page)).start();
        });
        return null;
    }

    private Object kept(int owners) throws Exception {
        Front.owners(owners, () -> {
            CountDownLatch answer = new CountDownLatch(1);
            synchronized (KEPT) {
                KEPT.add(answer);
            }
            site("kept");
            factory.newThread(() -> await(answer, null)).start();
        });
        return null;
    }

    private Object byClass(int owners) throws Exception {
        Front.owners(owners, () -> {
            CountDownLatch answer = BY_CLASS.get(ProveProgram.class);
            site("by-class");
            factory.newThread(() -> await(answer, null)).start();
        });
        return null;
    }

    private Object deadOwner(int owners) throws Exception {
        Thread owner = new Thread(LOCK::lock);
        owner.start();
        owner.join();
        Front.owners(owners, () -> {
            site("dead-owner");
            factory.newThread(LOCK::lock).start();
        });
        return null;
    }

    private static void await(CountDownLatch latch, Object held) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (held instanceof Runnable task) {
            task.run();
        }
    }

    private static Object load(int megabytes) {
        LOAD.clear();
        for (int i = 0; i < megabytes; i++) {
            LOAD.add(new byte[1 << 20]);
        }
        return null;
    }

    /** The garbage collector's turn; asked again, for it takes its time. */
    private static Object collect() {
        System.gc();
        return null;
    }

    private static Object trip() {
        synchronized (KEPT) {
            KEPT.forEach(CountDownLatch::countDown);
        }
        return null;
    }

    private static String ask(String operation) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            Object answer = server.invoke(
                    new ObjectName("dev.parkranger:type=Reaper"), operation, new Object[0], new String[0]);
            return String.valueOf(answer).replace('\n', '|');
        } catch (javax.management.RuntimeMBeanException e) {
            return "refused: " + e.getCause().getMessage().replace('\n', '|');
        } catch (MBeanException e) {
            return "refused: " + e.getCause();
        }
    }

    private static Object disarm() throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("dev.parkranger:type=Reaper"),
                        "disarm",
                        new Object[] {"for a test"},
                        new String[] {String.class.getName()});
    }
}
