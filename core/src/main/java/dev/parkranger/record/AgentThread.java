package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/**
 * A thread of the agent's own: a daemon named {@code parkranger-*}, blind to the application's inheritable thread locals
 * and class loaders, and invisible to the agent's reports.
 */
public final class AgentThread extends Thread {

    /** Of the names of all threads that the agent starts. */
    public static final String PREFIX = "parkranger-";

    public AgentThread(String name, Runnable body) {
        this(null, name, body);
    }

    /**
     * One that passes a group on to the threads that it starts.
     *
     * @param group null for that of whoever makes it
     */
    public AgentThread(@Nullable AgentGroup group, String name, Runnable body) {
        super(group, body, PREFIX + name, 0, false);
        setDaemon(true);
        setContextClassLoader(ClassLoader.getSystemClassLoader());
    }
}
