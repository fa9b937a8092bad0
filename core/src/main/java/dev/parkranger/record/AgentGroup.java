package dev.parkranger.record;

/**
 * Of the threads that the JDK starts on the agent's behalf: they are no {@link AgentThread}s, but whoever is in such a
 * group passes it on to the threads it starts.
 */
public final class AgentGroup extends ThreadGroup {

    public AgentGroup(String name) {
        super(AgentThread.PREFIX + name);
    }

    /** Gives those that the JDK has named itself names by which people know whose they are. */
    public void nameAll() {
        Thread[] threads = new Thread[activeCount() + 8];
        int count = enumerate(threads);
        for (int i = 0; i < count; i++) {
            String name = threads[i].getName();
            if (!name.startsWith(AgentThread.PREFIX)) {
                threads[i].setName(getName() + "-" + name);
            }
        }
    }

    static boolean holds(Thread thread) {
        return thread.getThreadGroup() instanceof AgentGroup;
    }
}
