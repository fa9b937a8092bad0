package dev.parkranger.launcher;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Placeholder: gives the build an entry point until the launcher is written. */
public final class ParkRanger {
    private ParkRanger() {}

    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {}

    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {}

    public static void main(String[] arguments) {}
}
