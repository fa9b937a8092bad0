package dev.parkranger.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    /**
     * What the agent itself consists of: what it needs before the application's {@code main}, and the rest. {@code
     * build/ClassBundle.java} says how they are made.
     */
    static final List<String> AGENT = List.of("parkranger/start.classes", "parkranger/isolated.classes");

    /** What analyses heap dumps, in a JVM of its own. */
    static final List<String> PROOF = List.of("parkranger/proof.classes");

    private static final String OURS = "dev.parkranger.";

    /** These are the bootstrap loader's. */
    private static final String HOOKS = "dev.parkranger.hooks.";

    private final ZipFile jar;
    private final Bundle[] bundles;
    private @Nullable Function<Object[], UnaryOperator<String>> door;

    IsolatedLoader(ZipFile jar) {
        this(jar, AGENT);
    }

    IsolatedLoader(ZipFile jar, List<String> files) {
        super("parkranger", ClassLoader.getPlatformClassLoader());
        this.jar = jar;
        bundles = new Bundle[files.size()];
        for (int i = 0; i < bundles.length; i++) {
            bundles[i] = new Bundle(jar, files.get(i));
        }
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
        try {
            for (Bundle bundle : bundles) {
                byte[] all = bundle.all();
                int at = Bundle.find(all, name);
                if (at >= 0) {
                    return defineClass(name, all, at + 4, Bundle.int4(all, at));
                }
            }
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
        throw new ClassNotFoundException(name);
    }

    /** Of the whole jar, by its full path there. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        try {
            ZipEntry entry = jar.getEntry(name);
            return entry == null ? null : jar.getInputStream(entry);
        } catch (IOException e) {
            return null;
        }
    }

    /** Many classes in one file of the jar. */
    private static final class Bundle {

        private final ZipFile jar;
        private final String file;

        /**
         * All of the file: read once at the start, when it is needed again and again, and forgotten at the next
         * collection of garbage. Two threads that find it gone both read it.
         */
        private volatile @Nullable WeakReference<byte[]> read;

        Bundle(ZipFile jar, String file) {
            this.jar = jar;
            this.file = file;
        }

        byte[] all() throws IOException {
            WeakReference<byte[]> before = read;
            byte[] all = before == null ? null : before.get();
            if (all == null) {
                ZipEntry entry = jar.getEntry(file);
                if (entry == null) {
                    throw new IOException(file + " is not in the agent's jar");
                }
                try (InputStream in = jar.getInputStream(entry)) {
                    all = in.readNBytes((int) entry.getSize());
                }
                read = new WeakReference<>(all);
            }
            return all;
        }

        /** Returns where the length of the class's code stands, which follows it, or -1. */
        static int find(byte[] all, String name) {
            int at = placeOf(all, name.hashCode());
            if (at < 0) {
                return -1;
            }
            int length = int4(all, at);
            // Two names may have one hash code.
            String found = new String(all, at + 4, length, StandardCharsets.US_ASCII);
            return found.equals(name) ? at + 4 + length : -1;
        }

        private static int placeOf(byte[] all, int hash) {
            int low = 0;
            int high = int4(all, 0) - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int at = 4 + middle * 8;
                int here = int4(all, at);
                if (here == hash) {
                    return int4(all, at + 4);
                }
                if (here < hash) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return -1;
        }

        static int int4(byte[] bytes, int at) {
            return (bytes[at] & 0xFF) << 24
                    | (bytes[at + 1] & 0xFF) << 16
                    | (bytes[at + 2] & 0xFF) << 8
                    | (bytes[at + 3] & 0xFF);
        }
    }
}
