package dev.parkranger.reaper;

import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * From where the classes of each package came: the first that was seen speaks for its package. Names only, no loader and
 * no class is kept. Written while classes load, read by hooks and the reaper.
 */
public final class CodeSources {

    /** Many times what a large application has; what is beyond is of unknown origin. */
    private static final int MAX_PACKAGES = 20_000;

    private static final int MAX_SOURCES = 5_000;

    /** A jar or directory; where {@link #holdsLibraries} everything was poured together, and it tells nothing. */
    private static final class Source {

        private final boolean directory;
        private final boolean jar;
        private volatile boolean holdsLibraries;

        private Source(String location) {
            boolean libraries = location.contains("-INF/lib/");
            directory = !libraries
                    && (location.contains("WEB-INF/classes")
                            || location.contains("BOOT-INF/classes")
                            || (location.startsWith("file:") && location.endsWith("/")));
            jar = libraries || location.endsWith(".jar") || location.endsWith(".jar!/");
        }
    }

    private final Map<String, Source> packages = new ConcurrentHashMap<>();
    private final Map<String, Source> sources = new ConcurrentHashMap<>();
    private volatile String mainClass = "";
    private volatile String mainOwner = "";

    /**
     * A class loads. All but the first of a package cost one look into a map.
     *
     * @param type internal name, {@code com/acme/Quotes}
     */
    public void seen(String type, @Nullable ProtectionDomain domain) {
        int slash = type.lastIndexOf('/');
        String name = slash < 0 ? "" : type.substring(0, slash);
        if (domain == null || packages.containsKey(name)) {
            return;
        }
        CodeSource from = domain.getCodeSource();
        URL location = from == null ? null : from.getLocation();
        if (location != null) {
            // Not its toString: that would ask the handler, which may be a class of the application's.
            note(name, location.getProtocol() + ":" + location.getPath());
        }
    }

    /** @param name with slashes */
    void note(String name, String location) {
        Source source = sources.get(location);
        if (source == null) {
            if (sources.size() >= MAX_SOURCES) {
                return;
            }
            Source fresh = new Source(location);
            Source other = sources.putIfAbsent(location, fresh);
            source = other == null ? fresh : other;
        }
        if (packages.size() < MAX_PACKAGES) {
            packages.putIfAbsent(name, source);
        }
        if (KnownCode.isLibrary(name.replace('/', '.') + ".")) {
            source.holdsLibraries = true;
        }
    }

    /** Names the class with which the application began; a launcher, or the JDK's, is none. */
    public void main(String className) {
        if (className.isEmpty() || KnownCode.isJdk(className) || KnownCode.isLibrary(className)) {
            return;
        }
        // In this order: who sees the owner sees the class.
        mainClass = className;
        if (className.indexOf('.') >= 0) {
            mainOwner = KnownCode.owner(className);
        }
    }

    /** Whether the line is where the application began: everything is below it, so it says little. */
    boolean isMain(String className, String method) {
        return method.equals("main") && className.equals(mainClass);
    }

    /** Whether the class is surely the application's. Of a class that is neither the JDK's nor a known library's. */
    boolean isApplications(String className) {
        String owner = mainOwner;
        if (!owner.isEmpty() && className.startsWith(owner) && className.startsWith(".", owner.length())) {
            return true;
        }
        Source source = of(className);
        if (source == null || source.holdsLibraries) {
            return false;
        }
        String main = mainClass;
        return source.directory || (!main.isEmpty() && source == of(main));
    }

    /** Whether the class came in a jar of its own, in an application that is known to have code elsewhere. */
    boolean isForeign(String className) {
        Source source = of(className);
        return source != null && source.jar && !isApplications(className) && (!mainOwner.isEmpty() || hasDirectory());
    }

    private boolean hasDirectory() {
        for (Source source : sources.values()) {
            if (source.directory && !source.holdsLibraries) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Source of(String className) {
        int dot = className.lastIndexOf('.');
        return packages.get(dot < 0 ? "" : className.substring(0, dot).replace('.', '/'));
    }
}
