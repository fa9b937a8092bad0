package dev.parkranger.benchmarks.empty;

import java.lang.instrument.Instrumentation;

/** Only the JVM's own price of having an agent. */
public final class EmptyAgent {

    private EmptyAgent() {}

    public static void premain(String arguments, Instrumentation instrumentation) {
        // Nothing, that is the point.
    }
}
