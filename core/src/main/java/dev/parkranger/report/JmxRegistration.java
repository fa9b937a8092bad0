package dev.parkranger.report;

import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The reaper's place on an MBean server, from registration to close. */
public final class JmxRegistration implements AutoCloseable {
    public static final String NAME = "dev.parkranger:type=Reaper";

    private final MBeanServer server;
    private final ObjectName name;
    private final ReaperJmx reaper;

    private JmxRegistration(MBeanServer server, ObjectName name, ReaperJmx reaper) {
        this.server = server;
        this.name = name;
        this.reaper = reaper;
    }

    /**
     * Puts the reaper on the server.
     *
     * @throws JMException also where the name is taken: by another agent, for instance
     */
    public static JmxRegistration register(MBeanServer server, Control control) throws JMException {
        ObjectName name = new ObjectName(NAME);
        ReaperJmx reaper = new ReaperJmx(control, name);
        server.registerMBean(reaper, name);
        return new JmxRegistration(server, name, reaper);
    }

    /** To be told the news, for the notifications. */
    public ReaperJmx reaper() {
        return reaper;
    }

    @Override
    public void close() throws JMException {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            // Somebody swept the server; it is as we want it.
        }
    }
}
