package dev.parkranger.weaving;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How the launcher gets hold of the agent: initialising this class hands the door to the loader that loads it. The first
 * reflective call with five arguments would spin two dozen classes before the application's {@code main}, 18 ms on 25.
 */
final class Door implements Function<Object[], UnaryOperator<String>> {

    static {
        handTo(Door.class.getClassLoader());
    }

    private Door() {}

    @SuppressWarnings("unchecked") // the launcher's loader; this is the contract with it
    private static void handTo(@Nullable ClassLoader loader) {
        if (loader instanceof Consumer<?>) {
            ((Consumer<Function<Object[], UnaryOperator<String>>>) loader).accept(new Door());
        }
    }

    /**
     * Arms the agent.
     *
     * @param with the arguments of {@link Agent#start}, in their order
     */
    @Override
    public UnaryOperator<String> apply(@Nullable Object[] with) {
        return Agent.start(
                (String) with[0], (Instrumentation) with[1], (boolean) with[2], (String) with[3], (File) with[4]);
    }
}
