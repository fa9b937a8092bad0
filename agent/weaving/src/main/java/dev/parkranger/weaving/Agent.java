package dev.parkranger.weaving;

import dev.parkranger.options.BadOption;
import dev.parkranger.options.Options;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the launcher starts, through {@link Door}. Refers to nothing that refers to the hooks: they are defined here first. */
final class Agent {

    private Agent() {}

    /**
     * Arms the agent.
     *
     * @param late whether the application runs already
     * @param jar that the agent comes from
     * @return answers requests by name, {@code suspects} for one
     * @throws RuntimeException with a line for the user where the message begins with {@code parkranger:}
     */
    static UnaryOperator<String> start(
            @Nullable String arguments, Instrumentation instrumentation, boolean late, String version, File jar) {
        // Before anything is changed: an agent that refuses its options must leave the JVM as it was.
        Options options = parse(arguments);
        JavaBase.open(instrumentation);
        if (JavaBase.isDumpingArchive()) {
            throw new IllegalStateException(
                    "parkranger: the JVM is writing an archive of its classes, so the agent stays passive");
        }
        JavaBase.defineHooks();
        return Composition.start(options, instrumentation, late, version, jar);
    }

    private static Options parse(@Nullable String arguments) {
        try {
            return Options.parse(arguments, System.getProperties());
        } catch (BadOption e) {
            String text = String.valueOf(e.getMessage());
            throw new IllegalArgumentException(text.startsWith("parkranger: ") ? text : "parkranger: " + text, e);
        }
    }
}
