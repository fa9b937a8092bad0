package dev.parkranger.weaving;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.internal.misc.CDS;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * What the agent needs of the JDK's inside: its own access to it, opened through the instrumentation, and the hooks'
 * classes in the bootstrap loader. They are defined there directly: appending a jar to the bootstrap path would print a
 * warning about class data sharing into the application's output. The JDK's own types are named directly, and linked when
 * {@link #open} has opened them: method handles in their stead would be spun before the application's {@code main}.
 */
final class JavaBase {

    private static final String HOOKS_PACKAGE = "dev.parkranger.hooks.";

    /** Where the shipped jar keeps them, out of sight of every class path. */
    private static final String HOOKS_FOLDER = "/parkranger/hooks/dev/parkranger/hooks/";

    /** In the order in which they can be defined. */
    private static final List<String> HOOK_CLASSES = List.of("HookListener", "Hooks");

    private JavaBase() {}

    /** Opens to this loader's classes, and to nobody else, what the records read. */
    static void open(Instrumentation instrumentation) {
        Set<Module> us = Set.of(JavaBase.class.getModule());
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                Map.of(
                        // To open is to export, at run time.
                        "jdk.internal.misc", us,
                        "java.lang", us,
                        "java.util.concurrent", us,
                        "java.util.concurrent.locks", us,
                        "jdk.internal.vm", us),
                Set.of(),
                Map.of());
    }

    /** Whether an archive of classes is being dumped: retransformed JDK classes crash that on some JDKs. */
    static boolean isDumpingArchive() {
        try {
            return CDS.isDumpingArchive();
        } catch (LinkageError e) {
            // A JDK that has it no more.
            return false;
        }
    }

    /**
     * Defines the hooks, unless an earlier attempt has.
     *
     * @throws IllegalStateException when a class of the agent's own jar is missing or refused
     */
    static void defineHooks() {
        try {
            for (String simpleName : HOOK_CLASSES) {
                if (!isDefined(HOOKS_PACKAGE + simpleName)) {
                    define(HOOKS_PACKAGE + simpleName, read(simpleName));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("parkranger: the hooks could not be read: " + e, e);
        }
    }

    static boolean isDefined(String name) {
        try {
            Class.forName(name, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Defines a class in the bootstrap loader. */
    static void define(String name, byte[] code) {
        try {
            Unsafe.getUnsafe().defineClass(name, code, 0, code.length, null, null);
        } catch (LinkageError e) {
            throw new IllegalStateException("parkranger: " + name + " could not be defined: " + e, e);
        }
    }

    private static byte[] read(String simpleName) throws IOException {
        String path = HOOKS_FOLDER + simpleName + ".classdata";
        try (InputStream in = open(path)) {
            if (in == null) {
                throw new IOException(path + " is not in the agent's jar");
            }
            return in.readAllBytes();
        }
    }

    private static @Nullable InputStream open(String path) {
        return JavaBase.class.getResourceAsStream(path);
    }
}
