package dev.parkranger.benchmarks.work;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Park Ranger as seen from outside, where it is there. */
final class Agent {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** A busy machine may keep it from its first look for a while. */
    private static final int PATIENCE_MILLIS = 20_000;

    private Agent() {}

    /** The id of the reaper's thread, or -1 without the agent. */
    static long reaper() {
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals("parkranger-reaper")) {
                return thread.getThreadId();
            }
        }
        return -1;
    }

    /** So that its own beginning is not measured; returns at once without the agent. */
    static void awaitFirstLook() throws Exception {
        if (reaper() >= 0) {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            for (int waited = 0; !server.isRegistered(name()); waited += 10) {
                if (waited > PATIENCE_MILLIS) {
                    throw new IllegalStateException("no first look within " + PATIENCE_MILLIS + " ms");
                }
                Thread.sleep(10);
            }
        }
    }

    /** Last of all: its state; a figure measured with a disarmed agent is none. */
    static void say() throws Exception {
        if (reaper() >= 0) {
            awaitFirstLook();
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            Figures.say("armed", Boolean.TRUE.equals(server.getAttribute(name(), "Armed")) ? 1 : 0);
            for (String count : new String[] {"SuppressedErrors", "DroppedRecords", "LeakCount"}) {
                Figures.say(count, ((Number) server.getAttribute(name(), count)).doubleValue());
            }
        }
    }

    private static ObjectName name() throws Exception {
        return new ObjectName("dev.parkranger:type=Reaper");
    }
}
