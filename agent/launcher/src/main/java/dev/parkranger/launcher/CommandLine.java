package dev.parkranger.launcher;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * {@code java -jar parkranger.jar}: attaches to a running JVM and asks an armed one, through the JDK's own attach API and
 * a reply file. Nothing is started in the other JVM that listens to anybody.
 */
final class CommandLine {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private static final String HELP = """
            Park Ranger finds the threads that stay parked after closing time.

              java -javaagent:parkranger.jar[=key=value,...] ...   start an application with it
              java -jar parkranger.jar attach PID [key=value,...]  arm a JVM that runs already
              java -jar parkranger.jar suspects PID                print the suspects of an armed JVM
              java -jar parkranger.jar prove PID                   look at its heap for threads that nothing can wake
              java -jar parkranger.jar help                        this text, and the options
            """;

    private final PrintStream out;
    private final PrintStream err;
    private final File jar;

    CommandLine(PrintStream out, PrintStream err, File jar) {
        this.out = out;
        this.err = err;
        this.jar = jar;
    }

    /** Returns the exit code. */
    int run(String[] arguments) {
        String command = arguments.length == 0 ? "help" : arguments[0];
        return switch (command) {
            case "help", "--help", "-h" -> {
                out.print(HELP);
                out.println();
                out.print(optionsHelp());
                yield DONE;
            }
            case "attach" ->
                arguments.length == 2 || arguments.length == 3
                        ? attach(arguments[1], arguments.length == 3 ? arguments[2] : "")
                        : usage("attach takes a PID and at most one list of options");
            case "suspects" ->
                arguments.length == 2 ? suspects(arguments[1]) : usage("suspects takes a PID and nothing else");
            case "prove" -> arguments.length == 2 ? prove(arguments[1]) : usage("prove takes a PID and nothing else");
            default -> usage("found the command \"" + command + "\", allowed: attach, suspects, prove, help");
        };
    }

    private int usage(String what) {
        err.println("parkranger: " + what);
        err.print(HELP);
        return USAGE;
    }

    private int attach(String pid, String options) {
        if (!isPid(pid)) {
            return noPid(pid);
        }
        String answer = ask("attach", pid, options);
        if (answer.startsWith(ParkRanger.OK)) {
            out.println("parkranger: armed in " + pid);
            return DONE;
        }
        return failed(answer);
    }

    private int noPid(String found) {
        return usage("found the PID \"" + found + "\", allowed: the process id of a running JVM, a number");
    }

    private int suspects(String pid) {
        return isPid(pid) ? print("suspects", pid) : noPid(pid);
    }

    /** Says what it will cost before it does. */
    private int prove(String pid) {
        if (!isPid(pid)) {
            return noPid(pid);
        }
        int told = print("prove-cost", pid);
        return told == DONE ? print("prove", pid) : told;
    }

    private int print(String request, String pid) {
        String answer = ask(request, pid, "");
        if (answer.startsWith(ParkRanger.OK)) {
            out.print(answer.substring(ParkRanger.OK.length()));
            return DONE;
        }
        return failed(answer);
    }

    private int failed(String answer) {
        err.println(answer.startsWith(ParkRanger.FAILED) ? answer.substring(ParkRanger.FAILED.length()) : answer);
        return FAILED;
    }

    /** Returns the other JVM's answer, or a failure of our own in the same form. */
    private String ask(String request, String pid, String options) {
        if (ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
            return "parkranger: there is no process " + pid;
        }
        if (!isJvm(pid)) {
            return "parkranger: process " + pid + " is no JVM that this one can attach to";
        }
        Path reply = null;
        try {
            reply = Files.createTempFile("parkranger-", ".reply");
            VirtualMachine jvm = VirtualMachine.attach(pid);
            try {
                jvm.loadAgent(
                        jar.getPath(),
                        ParkRanger.REQUEST + request + ParkRanger.SEPARATOR + reply + ParkRanger.SEPARATOR + options);
            } finally {
                jvm.detach();
            }
            String answer = Files.readString(reply, StandardCharsets.UTF_8);
            return answer.isEmpty() ? "parkranger: process " + pid + " gave no answer; its stderr says why" : answer;
        } catch (AttachNotSupportedException | IOException e) {
            return "parkranger: cannot attach to process " + pid + ", which must be a JVM of the same user: "
                    + e.getMessage();
        } catch (AgentLoadException | AgentInitializationException e) {
            return "parkranger: process " + pid + " refused the agent: " + e.getMessage();
        } catch (NoClassDefFoundError e) {
            return "parkranger: this Java has no module jdk.attach; run the command with a full JDK";
        } finally {
            delete(reply);
        }
    }

    /**
     * Asks a process that is no JVM to attach, and it is waited for in vain for ten seconds. Where the system shows what
     * a process has mapped, that tells at once; where it does not, the attempt will.
     */
    private static boolean isJvm(String pid) {
        try (Stream<String> mapped = Files.lines(Path.of("/proc", pid, "maps"), StandardCharsets.ISO_8859_1)) {
            return mapped.anyMatch(line -> line.contains("libjvm"));
        } catch (IOException | RuntimeException e) {
            return true;
        }
    }

    private static boolean isPid(String text) {
        return text.matches("[1-9][0-9]{0,9}");
    }

    private static void delete(@org.jspecify.annotations.Nullable Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // An empty file in the temporary folder is the system's to sweep.
            }
        }
    }

    /** The table of options lives with the code that reads them. */
    private String optionsHelp() {
        try (java.util.jar.JarFile file = new java.util.jar.JarFile(jar)) {
            return (String) Class.forName("dev.parkranger.options.OptionsHelp", true, new IsolatedLoader(file))
                    .getMethod("text")
                    .invoke(null);
        } catch (ReflectiveOperationException | IOException e) {
            return "the table of options is missing from " + jar + ": " + e + System.lineSeparator();
        }
    }
}
