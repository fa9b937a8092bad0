package dev.parkranger.weaving;

import dev.parkranger.report.Control;
import dev.parkranger.report.JmxRegistration;
import dev.parkranger.report.LogSink;
import dev.parkranger.report.News;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import org.jspecify.annotations.Nullable;

/**
 * Registers with JMX at the first look, and brings the news there. Not earlier: the platform's MBean server is slow to
 * make, and an application may yet set properties that it reads.
 */
final class JmxDesk {

    private final LogSink log;
    private @Nullable Control control;
    private @Nullable JmxRegistration registration;

    JmxDesk(LogSink log, @Nullable Control control) {
        this.log = log;
        this.control = control;
    }

    void announce(News news) {
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
