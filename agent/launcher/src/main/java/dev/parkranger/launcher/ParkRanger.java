package dev.parkranger.launcher;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.function.UnaryOperator;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The agent's three doors, and the one class of it that the application can see: {@code -javaagent}, attach, and
 * {@code java -jar}. Whatever goes wrong behind them becomes one line on stderr; the application starts without the
 * agent.
 */
public final class ParkRanger {

    private static final String DOOR = "dev.parkranger.weaving.Door";

    /** Marks a request of our own command line among agent arguments, which never begin so. */
    static final String REQUEST = "!";

    static final String SEPARATOR = "|";

    /** What an answer begins with when all is well. */
    static final String OK = "ok ";

    static final String FAILED = "failed ";

    /** Answers requests, a name and what goes with it, once the agent is armed; null until then. */
    private static @Nullable UnaryOperator<String> agent;

    private ParkRanger() {}

    /** Called by the JVM before {@code main}. Never throws. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        String answer = arm(arguments, instrumentation, false);
        if (answer.startsWith(FAILED)) {
            System.err.println(answer.substring(FAILED.length()));
        }
    }

    /** Called by the JVM when the agent is attached, by our own command line or by another tool. Never throws. */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        if (arguments == null || !arguments.startsWith(REQUEST)) {
            premainLate(arguments, instrumentation);
            return;
        }
        // !request|reply file|options
        String[] parts = arguments.substring(REQUEST.length()).split("\\" + SEPARATOR, 3);
        if (parts.length < 2) {
            System.err.println(
                    "parkranger: found the request \"" + arguments + "\", which names no file for the reply");
            return;
        }
        String answer = switch (parts[0]) {
            case "attach" -> arm(parts.length > 2 ? parts[2] : null, instrumentation, true);
            default -> ask(parts[0] + SEPARATOR + (parts.length > 2 ? parts[2] : ""));
        };
        try {
            Files.writeString(Path.of(parts[1]), answer, StandardCharsets.UTF_8);
        } catch (IOException | RuntimeException e) {
            System.err.println("parkranger: could not write the reply to " + parts[1] + ": " + e);
        }
    }

    private static void premainLate(@Nullable String arguments, Instrumentation instrumentation) {
        String answer = arm(arguments, instrumentation, true);
        if (answer.startsWith(FAILED)) {
            System.err.println(answer.substring(FAILED.length()));
        }
    }

    /** Called by {@code java -jar}; ends the JVM with the command's exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(System.in, System.out, System.err, ownJar()).run(arguments));
    }

    private static synchronized String ask(String request) {
        UnaryOperator<String> armed = agent;
        if (armed == null) {
            return FAILED + "parkranger: this JVM runs without the agent; attach it first";
        }
        try {
            return OK + armed.apply(request);
        } catch (IllegalStateException e) {
            return FAILED + "parkranger: " + e.getMessage();
        } catch (RuntimeException e) {
            // A refusal of the agent's own is a whole sentence.
            String refusal = e instanceof IllegalStateException ? e.getMessage() : null;
            return FAILED + "parkranger: " + (refusal == null ? e.toString() : refusal);
        }
    }

    private static synchronized String arm(@Nullable String arguments, Instrumentation instrumentation, boolean late) {
        if (agent != null) {
            return FAILED + "parkranger: this JVM has the agent already; the options \""
                    + (arguments == null ? "" : arguments) + "\" are ignored";
        }
        try {
            agent = start(arguments, instrumentation, late);
            return OK + "armed";
        } catch (Throwable e) {
            return FAILED + describe(e);
        }
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        // What the agent refuses by itself comes with a whole sentence; anything else needs its type.
        return message != null && message.startsWith("parkranger: ")
                ? message
                : "parkranger: could not start, the application runs without it: " + failure;
    }

    private static UnaryOperator<String> start(
            @Nullable String arguments, Instrumentation instrumentation, boolean late) throws Exception {
        File jar = ownJar();
        IsolatedLoader loader = new IsolatedLoader(new ZipFile(jar));
        Class.forName(DOOR, true, loader);
        return loader.door().apply(new Object[] {arguments, instrumentation, late, version(), jar});
    }

    static String version() {
        String version = ParkRanger.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    private static File ownJar() {
        CodeSource source = ParkRanger.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new IllegalStateException("parkranger: cannot find its own jar");
        }
        try {
            return new File(source.getLocation().toURI());
        } catch (java.net.URISyntaxException | IllegalArgumentException e) {
            throw new IllegalStateException("parkranger: its own jar is at no file: " + source.getLocation(), e);
        }
    }
}
