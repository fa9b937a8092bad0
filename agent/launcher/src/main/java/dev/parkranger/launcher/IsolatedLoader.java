package dev.parkranger.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent's own classes from beside this one, out of the application's sight: its parent is the platform loader,
 * and their files are named so that no class path finds them.
 */
final class IsolatedLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    /** What the agent itself consists of. */
    static final String AGENT = "parkranger/isolated/";

    /** What analyses heap dumps, in a JVM of its own. */
    static final String PROOF = "parkranger/proof/";

    private static final String ENDING = ".classdata";

    private final JarFile jar;
    private final String folder;

    IsolatedLoader(JarFile jar) {
        this(jar, AGENT);
    }

    IsolatedLoader(JarFile jar, String folder) {
        super("parkranger", ClassLoader.getPlatformClassLoader());
        this.jar = jar;
        this.folder = folder;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] code;
        try (InputStream in = open(folder + name.replace('.', '/') + ENDING)) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            code = in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
        return defineClass(name, code, 0, code.length);
    }

    /** Of the whole jar, by its full path there. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        try {
            return open(name);
        } catch (IOException e) {
            return null;
        }
    }

    private @Nullable InputStream open(String path) throws IOException {
        ZipEntry entry = jar.getEntry(path);
        return entry == null ? null : jar.getInputStream(entry);
    }
}
