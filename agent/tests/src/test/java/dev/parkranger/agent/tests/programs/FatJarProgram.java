package dev.parkranger.agent.tests.programs;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a program as the launcher of a fat jar does: from a class loader of its own, which alone has SLF4J. */
public final class FatJarProgram {

    private FatJarProgram() {}

    /** @param arguments the main class, then its class path */
    public static void main(String[] arguments) throws ReflectiveOperationException, MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : arguments[1].split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        var loader = new URLClassLoader("fat jar", urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        Class.forName(arguments[0], true, loader)
                .getMethod("main", String[].class)
                .invoke(null, (Object) new String[0]);
    }
}
