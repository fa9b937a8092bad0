package dev.parkranger.weaving;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the agent needs of the JDK's inside: its own access to it, opened through the instrumentation, and the hooks'
 * classes in the bootstrap loader. They are defined there directly: appending a jar to the bootstrap path would print a
 * warning about class data sharing into the application's output.
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
                Map.of("jdk.internal.misc", us, "jdk.internal.vm", us),
                Map.of(
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
            return (boolean) MethodHandles.lookup()
                    .findStatic(
                            Class.forName("jdk.internal.misc.CDS"),
                            "isDumpingArchive",
                            MethodType.methodType(boolean.class))
                    .invoke();
        } catch (Throwable e) {
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
            Object ignored =
                    Definer.DEFINE.invokeExact(name, code, 0, code.length, (ClassLoader) null, (ProtectionDomain) null);
        } catch (Throwable e) {
            throw new IllegalStateException("parkranger: " + name + " could not be defined: " + e, e);
        }
    }

    private static MethodHandle findDefine() {
        try {
            Class<?> unsafeType = Class.forName("jdk.internal.misc.Unsafe");
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Object unsafe = lookup.findStatic(unsafeType, "getUnsafe", MethodType.methodType(unsafeType))
                    .invoke();
            MethodType type = MethodType.methodType(
                    Class.class,
                    String.class,
                    byte[].class,
                    int.class,
                    int.class,
                    ClassLoader.class,
                    ProtectionDomain.class);
            return lookup.findVirtual(unsafeType, "defineClass", type)
                    .bindTo(unsafe)
                    .asType(type.changeReturnType(Object.class));
        } catch (Throwable e) {
            throw new IllegalStateException("parkranger: this JDK has no way into its bootstrap loader: " + e, e);
        }
    }

    /** Touched only after {@link #open}. */
    private static final class Definer {
        static final MethodHandle DEFINE = findDefine();
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
