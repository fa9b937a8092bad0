package dev.parkranger.weaving;

import java.lang.instrument.Instrumentation;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where the launcher comes in. Refers to nothing that refers to the hooks: they are defined here first. */
public final class Agent {

    private Agent() {}

    /**
     * Arms the agent.
     *
     * @param late whether the application runs already
     * @return answers requests by name, {@code suspects} for one
     * @throws Exception with a line for the user where the message begins with {@code parkranger:}
     */
    public static UnaryOperator<String> start(
            @Nullable String arguments, Instrumentation instrumentation, boolean late, String version)
            throws Exception {
        JavaBase.open(instrumentation);
        if (JavaBase.isDumpingArchive()) {
            throw new IllegalStateException(
                    "parkranger: the JVM is writing an archive of its classes, so the agent stays passive");
        }
        if (JavaBase.hooksAreDefined()) {
            throw new IllegalStateException("parkranger: this JVM has the agent already, from another jar");
        }
        JavaBase.defineHooks();
        return Composition.start(arguments, instrumentation, late, version);
    }
}
