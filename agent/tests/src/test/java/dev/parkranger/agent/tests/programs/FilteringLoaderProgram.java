package dev.parkranger.agent.tests.programs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;

/**
 * {@link JavaxServletProgram} behind a class loader that delegates nothing but {@code java.*}, as an OSGi bundle's does:
 * woven code in there must find what it calls.
 */
public final class FilteringLoaderProgram {

    private FilteringLoaderProgram() {}

    public static void main(String[] arguments) throws Exception {
        new Filtering()
                .loadClass(JavaxServletProgram.class.getName())
                .getMethod("main", String[].class)
                .invoke(null, (Object) arguments);
    }

    private static final class Filtering extends ClassLoader {

        private final ClassLoader files = FilteringLoaderProgram.class.getClassLoader();

        Filtering() {
            super(null);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                return name.startsWith("java.") ? files.loadClass(name) : define(name);
            }
        }

        /** The servlet API reads its messages. */
        @Override
        public URL getResource(String name) {
            return files.getResource(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String path = name.replace('.', '/') + ".class";
            try (InputStream in = files.getResourceAsStream(path)) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
