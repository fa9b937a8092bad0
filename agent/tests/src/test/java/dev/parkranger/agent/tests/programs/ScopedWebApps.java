package dev.parkranger.agent.tests.programs;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.function.IntFunction;

/** Two web applications, each of which brings the API along; the server around them has none. */
public final class ScopedWebApps extends ChildProgram {

    private ScopedWebApps(Path api) throws Exception {
        IntFunction<?> first = work(api);
        IntFunction<?> second = work(api);
        if (first.getClass() == second.getClass()) {
            throw new IllegalStateException("the loaders are one");
        }
        on("first", arguments -> first.apply(Integer.parseInt(arguments[0])));
        on("second", arguments -> second.apply(Integer.parseInt(arguments[0])));
    }

    public static void main(String[] arguments) throws Exception {
        try {
            Class.forName("dev.parkranger.api.OwnerScope");
            throw new IllegalStateException("the API is on the class path");
        } catch (ClassNotFoundException e) {
            new ScopedWebApps(Path.of(arguments[0])).start();
        }
    }

    private void start() throws IOException {
        obey();
    }

    private static IntFunction<?> work(Path api) throws ReflectiveOperationException, MalformedURLException {
        URL own = ScopedWebApps.class.getProtectionDomain().getCodeSource().getLocation();
        return (IntFunction<?>) new WebApp(new URL[] {api.toUri().toURL(), own})
                .loadClass(ScopedWork.class.getName())
                .getConstructor()
                .newInstance();
    }

    /** As a web container's loader: its own classes first. */
    private static final class WebApp extends URLClassLoader {

        WebApp(URL[] urls) {
            super(urls, ScopedWebApps.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                return name.startsWith("dev.parkranger.") ? findClass(name) : super.loadClass(name, resolve);
            }
        }
    }
}
