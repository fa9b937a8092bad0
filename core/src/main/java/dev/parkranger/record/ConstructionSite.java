package dev.parkranger.record;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is constructing a pool: the nearest class of the application; where there is none, the nearest that is neither the
 * JDK's nor the pool's own. Walking the stack costs some microseconds, which
 * beside a pool's own construction is little.
 */
final class ConstructionSite
        implements Function<Stream<StackWalker.StackFrame>, ConstructionSite>, Consumer<StackWalker.StackFrame> {

    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final int MAX_FRAMES = 256;
    private static final @Nullable ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
    private static final @Nullable ClassLoader OURS = ConstructionSite.class.getClassLoader();

    private @Nullable Class<?> type;
    private String method = "";
    private boolean initialiser;
    private boolean virtualThreadScheduler;

    private final Class<?> constructed;
    private final CodeOrigins code;
    private boolean applications;

    private ConstructionSite(Class<?> constructed, CodeOrigins code) {
        this.constructed = constructed;
        this.code = code;
    }

    /** Of an object that is being constructed on this thread. */
    static ConstructionSite of(Object constructed, CodeOrigins code) {
        ConstructionSite site = new ConstructionSite(constructed.getClass(), code);
        WALKER.walk(site);
        return site;
    }

    /** Itself the function, and no lambda: this runs in hooks, where nothing should be linked for the first time. */
    @Override
    public ConstructionSite apply(Stream<StackWalker.StackFrame> frames) {
        frames.limit(MAX_FRAMES).forEach(this);
        return this;
    }

    @Override
    public void accept(StackWalker.StackFrame frame) {
        Class<?> declaring = frame.getDeclaringClass();
        String name = frame.getMethodName();
        if (name.equals("<clinit>")) {
            initialiser = true;
        }
        ClassLoader loader = declaring.getClassLoader();
        if (loader == null || loader == PLATFORM) {
            // By the initialiser: the class itself is at the bottom of every virtual thread's stack.
            if (name.equals("<clinit>") && declaring.getName().equals("java.lang.VirtualThread")) {
                virtualThreadScheduler = true;
            }
        } else if (!applications && loader != OURS && !declaring.isAssignableFrom(constructed)) {
            applications = code.isApplication(declaring.getName());
            if (applications || type == null) {
                type = declaring;
                method = name;
            }
        }
    }

    /** Null where the stack holds only the JDK. */
    @Nullable
    Class<?> type() {
        return type;
    }

    String method() {
        return method;
    }

    /** Under a class initialiser: what is made there is made once, for the application. */
    boolean isInitialiser() {
        return initialiser;
    }

    boolean isVirtualThreadScheduler() {
        return virtualThreadScheduler;
    }
}
