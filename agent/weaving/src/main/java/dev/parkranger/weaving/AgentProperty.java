package dev.parkranger.weaving;

import java.util.Properties;

/**
 * A word among the JVM's own properties of agents, which {@code java -jar parkranger.jar list} reads without loading
 * anything. The application does not see them.
 */
final class AgentProperty {

    private static final String KEY = "dev.parkranger";

    private AgentProperty() {}

    /** After {@link JavaBase#open}. */
    static void say(String state) {
        try {
            Object properties = Class.forName("jdk.internal.vm.VMSupport")
                    .getMethod("getAgentProperties")
                    .invoke(null);
            if (properties instanceof Properties agents) {
                agents.setProperty(KEY, state);
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // Then the list does not know; all else works.
        }
    }
}
