package dev.parkranger.launcher;

import java.io.File;
import java.io.IOException;
import java.util.jar.JarFile;

/** What {@code help} prints; the README shows the same. */
final class Help {

    static final String COMMANDS = """
            java -javaagent:parkranger.jar[=key=value,...] ...   start an application with it
            java -jar parkranger.jar list                        your JVMs, and whether they are armed
            java -jar parkranger.jar attach PID [key=value,...]  arm a JVM that runs already
            java -jar parkranger.jar suspects PID                print the suspects of an armed JVM
            java -jar parkranger.jar watch [--once] PID          its suspects as a live table, a line each
            java -jar parkranger.jar profile [--debug 1|2] [--seconds N] [-o FILE] PID
                                                                 where its threads are: for go tool pprof,
                                                                 or as text; of N seconds what has changed
            java -jar parkranger.jar diff BEFORE AFTER           two profiles --debug 1, what grows first
            java -jar parkranger.jar prove PID                   look at its heap for threads that nothing can wake
            java -jar parkranger.jar detach PID                  disarm it: its hooks go quiet for good
            java -jar parkranger.jar help                        this text, and the options
            java -jar parkranger.jar version                     which Park Ranger this is
            """;

    private static final String EXIT_CODES = """
            Exit codes: 0 done; 1 done, and there are leaks (suspects, watch --once); 2 wrong usage;
            3 could not be done.
            """;

    private Help() {}

    static String commands() {
        return "Park Ranger finds the threads that stay parked after closing time.\n\n"
                + COMMANDS.indent(2)
                + "\n" + EXIT_CODES;
    }

    /** The table of options lives with the code that reads them. */
    static String options(File jar) {
        try (JarFile file = new JarFile(jar)) {
            return (String) Class.forName("dev.parkranger.options.OptionsHelp", true, new IsolatedLoader(file))
                    .getMethod("text")
                    .invoke(null);
        } catch (ReflectiveOperationException | IOException e) {
            return "the table of options is missing from " + jar + ": " + e + System.lineSeparator();
        }
    }
}
