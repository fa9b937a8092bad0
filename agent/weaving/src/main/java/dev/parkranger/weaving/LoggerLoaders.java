package dev.parkranger.weaving;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The class loaders that have defined SLF4J's factory, weakly, in the order in which they did. The main class's own wins,
 * else the oldest that is still alive. Thread-safe.
 */
final class LoggerLoaders implements Supplier<@Nullable ClassLoader> {

    static final String FACTORY = "org/slf4j/LoggerFactory";

    /** Application servers may have one a web application; the first few are enough to choose from. */
    private static final int MAX = 64;

    private final List<WeakReference<ClassLoader>> seen = new ArrayList<>();

    synchronized void seen(ClassLoader loader) {
        seen.removeIf(reference -> reference.refersTo(null));
        if (seen.size() < MAX) {
            seen.add(new WeakReference<>(loader));
        }
    }

    /** Returns null where no SLF4J has been loaded. */
    @Override
    public synchronized @Nullable ClassLoader get() {
        ClassLoader main = ClassLoader.getSystemClassLoader();
        ClassLoader oldest = null;
        for (WeakReference<ClassLoader> reference : seen) {
            ClassLoader loader = reference.get();
            if (loader == main) {
                return loader;
            }
            if (oldest == null) {
                oldest = loader;
            }
        }
        return oldest;
    }
}
