package dev.parkranger.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent's own classes from beside this one, out of the application's sight: its parent is the platform loader,
 * and their files are named so that no class path finds them. Whatever it loads may hand it the door to the agent.
 */
final class IsolatedLoader extends ClassLoader implements Consumer<Function<Object[], UnaryOperator<String>>> {

    static {
        registerAsParallelCapable();
    }

    /** What the agent itself consists of. */
    static final String AGENT = "parkranger/isolated/";

    /** What analyses heap dumps, in a JVM of its own. */
    static final String PROOF = "parkranger/proof/";

    private static final String OURS = "dev.parkranger.";

    /** These are the bootstrap loader's. */
    private static final String HOOKS = "dev.parkranger.hooks.";

    private static final String ENDING = ".classdata";

    private final ZipFile jar;
    private final String folder;
    private @Nullable Function<Object[], UnaryOperator<String>> door;

    IsolatedLoader(ZipFile jar) {
        this(jar, AGENT);
    }

    IsolatedLoader(ZipFile jar, String folder) {
        super("parkranger", ClassLoader.getPlatformClassLoader());
        this.jar = jar;
        this.folder = folder;
    }

    @Override
    public void accept(Function<Object[], UnaryOperator<String>> itsDoor) {
        door = itsDoor;
    }

    Function<Object[], UnaryOperator<String>> door() {
        Function<Object[], UnaryOperator<String>> handed = door;
        if (handed == null) {
            throw new IllegalStateException("nobody has handed over the door");
        }
        return handed;
    }

    /** Our own classes from here and nowhere else: to ask the parents first would be two lookups for each. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS) || name.startsWith(HOOKS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ZipEntry entry = jar.getEntry(folder + name.replace('.', '/') + ENDING);
        if (entry == null) {
            throw new ClassNotFoundException(name);
        }
        byte[] code;
        try (InputStream in = jar.getInputStream(entry)) {
            code = in.readNBytes((int) entry.getSize());
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
