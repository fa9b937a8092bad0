package dev.parkranger.agent.tests;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The JDK under test, which is the one that runs the tests, and the files that its children need. */
final class Jdk {

    private static final String EXECUTABLE_SUFFIX =
            System.getProperty("os.name").startsWith("Windows") ? ".exe" : "";

    private Jdk() {}

    static int feature() {
        return Runtime.version().feature();
    }

    static boolean hasVirtualThreads() {
        return feature() >= 21;
    }

    static Path java() {
        return tool("java");
    }

    static Path tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name + EXECUTABLE_SUFFIX);
    }

    /** The shipped jar. */
    static Path parkranger() {
        String jar = System.getProperty("parkranger.jar");
        if (jar == null) {
            throw new IllegalStateException(
                    "system property parkranger.jar is not set; give it the absolute path of the shipped jar");
        }
        return Path.of(jar);
    }

    /** The jar or directory that a class comes from, so that a child gets that one and nothing else of ours. */
    static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot tell where " + type + " comes from", e);
        }
    }

    /** As {@link #home(Class)}, for a class that must not be initialised here. */
    static Path home(String className) {
        try {
            return home(Class.forName(className, false, Jdk.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(className + " is not on the test class path", e);
        }
    }
}
