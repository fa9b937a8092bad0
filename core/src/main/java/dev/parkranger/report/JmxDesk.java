package dev.parkranger.report;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import org.jspecify.annotations.Nullable;

/**
 * Registers with JMX at the first look, and brings the news there. Not earlier: the platform's MBean server is slow to
 * make, and an application may yet set properties that it reads.
 */
public final class JmxDesk {

    private final LogSink log;
    private @Nullable Control control;
    private @Nullable JmxRegistration registration;

    /**
     * Not registered yet.
     *
     * @param control what to register; null for nothing
     */
    public JmxDesk(LogSink log, @Nullable Control control) {
        this.log = log;
        this.control = control;
    }

    /** Tells JMX listeners, on the calling thread. */
    public void announce(News news) {
        Control waiting = control;
        if (waiting != null) {
            control = null;
            registration = register(waiting);
        }
        if (registration != null) {
            registration.reaper().announce(news);
        }
    }

    private @Nullable JmxRegistration register(Control itsControl) {
        try {
            return JmxRegistration.register(ManagementFactory.getPlatformMBeanServer(), itsControl);
        } catch (JMException | RuntimeException | LinkageError e) {
            // A runtime image without java.management is one way to get here.
            log.warn("JMX: the reaper could not be registered, all else works: " + e);
            return null;
        }
    }
}
