package dev.parkranger.agent.tests.programs;

import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts a crowd of threads that stand about, so that a profile has something to count; and a server that works beside
 * them.
 */
public final class CrowdProgram extends ChildProgram {

    private final List<byte[]> ballast = new ArrayList<>();
    private volatile boolean over;

    private CrowdProgram() {
        on("crowd", this::crowd);
        on("serve", arguments -> serve());
        on("cpu", arguments -> cpu(arguments[0]) + " " + processCpu());
        on("fill", arguments -> fill(Integer.parseInt(arguments[0])));
    }

    public static void main(String[] arguments) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        new CrowdProgram().obey();
    }

    /** {@code crowd 10000 virtual}. */
    private Object crowd(String[] arguments) {
        int size = Integer.parseInt(arguments[0]);
        ThreadFactory factory = arguments[1].equals("virtual") ? Virtual.factory() : CrowdProgram::platform;
        site("crowd");
        for (int i = 0; i < size; i++) {
            factory.newThread(this::standAbout).start();
        }
        return null;
    }

    private static Thread platform(Runnable body) {
        Thread thread = new Thread(null, body, "crowd", 256 << 10);
        thread.setDaemon(true);
        return thread;
    }

    private void standAbout() {
        while (!over) {
            LockSupport.park(this);
        }
    }

    /** Answers with a little JSON; returns the port. A virtual thread for each request, or a pool where there are none. */
    private static int serve() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(
                Virtual.available() ? Virtual.perTaskExecutor(Virtual.factory()) : Executors.newFixedThreadPool(16));
        server.createContext("/quotes", CrowdProgram::answer);
        server.start();
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        StringBuilder quotes = new StringBuilder("[");
        for (int i = 0; i < 20; i++) {
            quotes.append(i == 0 ? "" : ",").append("{\"bid\":").append(i).append('}');
        }
        byte[] body = quotes.append(']').toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Nanoseconds of processor time that live threads of such names have used. */
    private static long cpu(String prefix) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long nanos = 0;
        for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null && info.getThreadName().startsWith(prefix)) {
                nanos += Math.max(0, threads.getThreadCpuTime(info.getThreadId()));
            }
        }
        return nanos;
    }

    /** Of all threads and of the JVM's own, which compile and collect. */
    private static long processCpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Leaves so many megabytes of the heap, as good as it gets. */
    private Object fill(int megabytes) {
        long wanted = (long) megabytes << 20;
        Runtime heap = Runtime.getRuntime();
        System.gc();
        while (heap.maxMemory() - heap.totalMemory() + heap.freeMemory() > wanted) {
            ballast.add(new byte[256 << 10]);
        }
        System.gc();
        return (heap.maxMemory() - heap.totalMemory() + heap.freeMemory()) >> 20;
    }
}
