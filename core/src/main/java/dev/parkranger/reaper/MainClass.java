package dev.parkranger.reaper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** The class with which the application began, by what the JVM was started with. */
public final class MainClass {

    /** Spring Boot's loader is the main class of its jars; this names the one that someone has written. */
    private static final Attributes.Name START_CLASS = new Attributes.Name("Start-Class");

    private MainClass() {}

    /**
     * Finds it; opens the jar that was given with {@code -jar}.
     *
     * @param command the property {@code sun.java.command}: a main class, a module and one, or a jar, then arguments
     * @param classPath the property {@code java.class.path}, with {@code -jar} that jar alone
     * @return empty where nobody knows, as in a JVM that a native launcher has made
     */
    public static String find(@Nullable String command, @Nullable String classPath) {
        if (command == null) {
            return "";
        }
        if (classPath != null && !classPath.isEmpty() && begins(command, classPath)) {
            String ofJar = ofJar(classPath);
            if (ofJar != null) {
                return ofJar;
            }
        }
        int space = command.indexOf(' ');
        String first = space < 0 ? command : command.substring(0, space);
        // A module comes before its class.
        String name = first.substring(first.indexOf('/') + 1);
        return isClassName(name) ? name : "";
    }

    private static boolean begins(String command, String jar) {
        return command.startsWith(jar) && (command.length() == jar.length() || command.charAt(jar.length()) == ' ');
    }

    /** Null where it is no jar. */
    private static @Nullable String ofJar(String path) {
        try {
            Path file = Path.of(path);
            if (!Files.isRegularFile(file)) {
                return null;
            }
            try (JarFile jar = new JarFile(file.toFile(), false)) {
                Manifest manifest = jar.getManifest();
                return manifest == null ? null : ofManifest(manifest.getMainAttributes());
            }
        } catch (IOException | InvalidPathException e) {
            // Whoever could start it could read it; if not, the application is told by less.
            return null;
        }
    }

    private static @Nullable String ofManifest(Attributes manifest) {
        String start = manifest.getValue(START_CLASS);
        return start != null ? start.strip() : stripped(manifest.getValue(Attributes.Name.MAIN_CLASS));
    }

    private static @Nullable String stripped(@Nullable String name) {
        return name == null ? null : name.strip();
    }

    private static boolean isClassName(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != '.' && !Character.isJavaIdentifierPart(name.charAt(i))) {
                return false;
            }
        }
        return !name.isEmpty() && !name.endsWith(".jar");
    }
}
