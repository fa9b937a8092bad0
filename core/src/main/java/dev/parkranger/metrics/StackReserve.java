package dev.parkranger.metrics;

import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/**
 * What the system sets aside for a platform thread's stack by default. Through JMX and by name, so that a runtime image
 * without the management modules merely lacks the number.
 */
final class StackReserve {

    private static final long KILOBYTE = 1024;

    private StackReserve() {}

    /** Bytes; empty where the JVM does not say. */
    static OptionalLong ofThread() {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            Object option = server.invoke(
                    new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
                    "getVMOption",
                    new Object[] {"ThreadStackSize"},
                    new String[] {String.class.getName()});
            long kilobytes =
                    option instanceof CompositeData data ? Long.parseLong(String.valueOf(data.get("value"))) : 0;
            // Nought means that the system decides, and it does not tell.
            return kilobytes > 0 ? OptionalLong.of(kilobytes * KILOBYTE) : OptionalLong.empty();
        } catch (JMException | RuntimeException | LinkageError e) {
            return OptionalLong.empty();
        }
    }
}
