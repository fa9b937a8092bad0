package dev.parkranger.report;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/** An application's SLF4J, compiled on the spot: what is logged through it ends up in a system property. */
final class FakeSlf4j {
    private final Path classes;
    private final String property;

    private FakeSlf4j(Path classes, String property) {
        this.classes = classes;
        this.property = property;
    }

    /**
     * Compiles it.
     *
     * @param state what {@code INITIALIZATION_STATE} says
     * @param log the body of the logging methods; {@code keep(level, message)} keeps the event
     */
    static FakeSlf4j compile(Path folder, int state, String log) throws IOException {
        String property = "fake-slf4j-" + folder.getFileName();
        Path source = Files.createDirectories(folder.resolve("org/slf4j"));
        Path logger = Files.writeString(source.resolve("Logger.java"), """
                package org.slf4j;
                public interface Logger { void warn(String m); void info(String m); void debug(String m); }
                """);
        Path factory = Files.writeString(source.resolve("LoggerFactory.java"), """
                package org.slf4j;
                public final class LoggerFactory {
                    static volatile int INITIALIZATION_STATE = %d;
                    public static Logger getLogger(String name) { return new Kept(name); }
                    private static final class Kept implements Logger {
                        final String name;
                        Kept(String name) { this.name = name; }
                        public void warn(String m) { log("warn", m); }
                        public void info(String m) { log("info", m); }
                        public void debug(String m) { log("debug", m); }
                        void log(String level, String m) { %s }
                        void keep(String level, String m) {
                            String p = "%s";
                            System.setProperty(p, System.getProperty(p, "") + name + " " + level + " " + m + "|"
                                + Thread.currentThread().getName() + ";");
                        }
                    }
                }
                """.formatted(state, log, property));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", folder.toString(), logger.toString(), factory.toString());
        if (result != 0) {
            throw new IllegalStateException("the fake does not compile");
        }
        return new FakeSlf4j(folder, property);
    }

    URLClassLoader loader() throws MalformedURLException {
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    /** What was logged since last asked, {@code name level message|thread}. */
    List<String> logged() {
        String all = System.getProperty(property, "");
        System.clearProperty(property);
        return all.isEmpty() ? List.of() : List.of(all.split(";"));
    }
}
