package dev.parkranger.agent.tests.programs;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Leaks and heals to order, and looks at the agent through JMX as an application could. */
public class HandOffProgram extends ChildProgram {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final List<String> notifications = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch release = new CountDownLatch(1);

    public HandOffProgram() {
        on("leak", this::leak);
        on("release", arguments -> {
            release.countDown();
            release = new CountDownLatch(1);
            return null;
        });
        on("sleepers", this::sleepers);
        on("healthy", this::healthy);
        on("attributes", arguments -> attributes());
        on("listen", arguments -> {
            server.addNotificationListener(
                    reaper(), (notification, handback) -> notifications.add(notification.getType()), null, null);
            return null;
        });
        on("notifications", arguments -> notifications);
        on("dump", arguments -> operation("dumpSuspects"));
        on("dump-json", arguments -> operation("dumpSuspectsAsJson"));
        on("reap", arguments -> operation("reapNow"));
        on("asked", arguments -> AskedServers.asked());
    }

    public static void main(String[] arguments) throws IOException {
        new HandOffProgram().start();
    }

    /** Callable where this class came by another loader. */
    public final void start() throws IOException {
        obey();
    }

    private Object leak(String[] arguments) throws Exception {
        CountDownLatch never = release;
        Front.owners(arguments, () -> {
            Thread worker = new Thread(() -> await(never), "leaked-worker");
            worker.setDaemon(true);
            site("leak");
            worker.start();
        });
        return null;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Object sleepers(String[] arguments) throws Exception {
        long millis = Long.parseLong(arguments[1]);
        Front.owners(arguments, () -> {
            Thread sleeper = new Thread(() -> pause(millis), "sleeper");
            sleeper.setDaemon(true);
            site("sleepers");
            sleeper.start();
        });
        return null;
    }

    private Object healthy(String[] arguments) throws Exception {
        Front.owners(arguments, () -> {
            Thread worker = new Thread(() -> pause(2), "healthy-worker");
            worker.start();
            try {
                worker.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return null;
    }

    /** Registered with the agent's first look, a second after the start at the latest. */
    private ObjectName reaper() throws JMException {
        ObjectName name = new ObjectName("dev.parkranger:type=Reaper");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!server.isRegistered(name) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return name;
    }

    private String attributes() throws JMException {
        List<String> values = new ArrayList<>();
        for (MBeanAttributeInfo attribute : server.getMBeanInfo(reaper()).getAttributes()) {
            values.add(attribute.getName() + "=" + server.getAttribute(reaper(), attribute.getName()));
        }
        return values.stream().sorted().collect(Collectors.joining(" "));
    }

    /** On one line, as answers are. */
    private String operation(String name) throws JMException {
        Object answer = server.invoke(reaper(), name, new Object[0], new String[0]);
        return answer == null ? "" : answer.toString().replace("\r", "").replace('\n', '\t');
    }
}
