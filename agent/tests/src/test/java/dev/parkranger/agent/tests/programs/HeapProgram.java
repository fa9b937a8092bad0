package dev.parkranger.agent.tests.programs;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Has a heap of some size, of what applications have there: maps of orders with lines, texts and numbers. */
public final class HeapProgram extends ChildProgram {

    private static final int LINES = 8;

    private final Map<Long, List<Line>> orders = new HashMap<>();
    private final List<Thread> threads = new ArrayList<>();

    private record Line(String article, String note, double price, int[] stock) {}

    private HeapProgram() {
        on("fill", arguments -> fill(Long.parseLong(arguments[0]) << 20));
        on("park", arguments -> park(Integer.parseInt(arguments[0])));
        on("bare", arguments -> bare(Path.of(arguments[0])));
        on("prove", arguments -> prove());
    }

    public static void main(String[] arguments) throws IOException {
        new HeapProgram().obey();
    }

    /** Until so many bytes are alive; returns how many. */
    private Object fill(long bytes) {
        long id = 0;
        while (used() < bytes) {
            for (int i = 0; i < 10_000; i++, id++) {
                List<Line> lines = new ArrayList<>(LINES);
                for (int line = 0; line < LINES; line++) {
                    lines.add(new Line("article " + id, "note " + line + " of " + id, line, new int[line]));
                }
                orders.put(id, lines);
            }
            if (used() >= bytes) {
                System.gc();
            }
        }
        return used();
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Virtual threads. */
    private Object park(int count) throws InterruptedException {
        CountDownLatch parked = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            Thread thread = Virtual.factory().newThread(() -> {
                parked.countDown();
                for (; ; ) {
                    LockSupport.park(this);
                }
            });
            thread.start();
            threads.add(thread);
        }
        parked.await();
        return threads.size();
    }

    /** What the JVM's own dump takes, in milliseconds. */
    private static Object bare(Path file) throws IOException {
        long begun = System.nanoTime();
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), false);
        double millis = (System.nanoTime() - begun) / 1e6;
        Files.delete(file);
        return millis;
    }

    private static Object prove() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName reaper = new ObjectName("dev.parkranger:type=Reaper");
        // It is there from the first look on, a second after the start.
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!server.isRegistered(reaper) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        return ((String) server.invoke(reaper, "prove", new Object[0], new String[0])).replace('\n', '|');
    }
}
