package dev.parkranger.reaper;

import dev.parkranger.record.CodeOrigins;
import dev.parkranger.record.Frame;
import dev.parkranger.record.Origin;
import dev.parkranger.record.PoolRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the application's own code from the JDK's and from libraries', by the names of classes and where they came from. */
public final class CodeMap implements CodeOrigins {

    /** The plumbing between a JDK method that a user calls and the place where the thread really parks. */
    private static final String[] PLUMBING = {
        "jdk.internal.",
        "sun.",
        "java.lang.VirtualThread",
        "java.lang.Thread.run",
        "java.lang.Thread.yield",
        "java.util.concurrent.locks.LockSupport",
        "java.util.concurrent.locks.AbstractQueued",
        "java.util.concurrent.ForkJoinPool.managedBlock",
        "java.util.concurrent.ForkJoinPool.unmanagedBlock",
        "java.util.concurrent.ForkJoinPool.compensatedBlock"
    };

    private final String[] applicationPackages;
    private final CodeSources sources;
    private final Blame blame = new Blame(this);

    /** A map that knows names alone. */
    public CodeMap(List<String> applicationPackages) {
        this(applicationPackages, new CodeSources());
    }

    /**
     * A map that knows the application by its packages.
     *
     * @param applicationPackages empty to find out
     * @param sources where classes come from, which tells where the packages are not given
     */
    public CodeMap(List<String> applicationPackages, CodeSources sources) {
        this.sources = sources;
        this.applicationPackages = new String[applicationPackages.size()];
        for (int i = 0; i < this.applicationPackages.length; i++) {
            this.applicationPackages[i] = applicationPackages.get(i) + ".";
        }
    }

    /** Whether the class is the JDK's, by its name. */
    public static boolean isJdk(String className) {
        return KnownCode.isJdk(className);
    }

    @Override
    public boolean isApplication(String className) {
        return origin(className).mayBeApplications();
    }

    /** Whether what runs was written by the application; a lambda's class is named after the one that holds it. */
    boolean isApplications(@Nullable Class<?> runs) {
        if (runs == null) {
            return false;
        }
        String name = runs.getName();
        int lambda = name.indexOf("$$Lambda");
        String holder = lambda < 0 ? name : name.substring(0, lambda);
        return isApplication(holder) && !isForeign(holder);
    }

    private boolean isForeign(String className) {
        return origin(className) == CodeOrigin.UNKNOWN && sources.isForeign(className);
    }

    private CodeOrigin origin(String className) {
        if (KnownCode.isGenerated(className)) {
            return CodeOrigin.NOBODYS;
        }
        if (KnownCode.startsWithAny(className, applicationPackages)) {
            return CodeOrigin.APPLICATION;
        }
        if (isJdk(className)) {
            return CodeOrigin.NOBODYS;
        }
        if (applicationPackages.length > 0 || KnownCode.isLibrary(className)) {
            return CodeOrigin.LIBRARY;
        }
        return sources.isApplications(className) ? CodeOrigin.APPLICATION : CodeOrigin.UNKNOWN;
    }

    CodeOrigin origin(Frame frame) {
        CodeOrigin origin = origin(frame.className());
        return origin == CodeOrigin.APPLICATION && sources.isMain(frame.className(), frame.methodName())
                ? CodeOrigin.UNKNOWN
                : origin;
    }

    /** The application's line, as {@link Blame} has it; where there is none, a library's; else null. */
    @Nullable
    Frame applicationFrame(List<Frame> stack) {
        Line line = blame.of(stack);
        return line == null ? null : line.frame();
    }

    /** The library whose line it is, for want of one of the application's; else empty. */
    private String within(@Nullable Frame blamed) {
        if (blamed == null) {
            return "";
        }
        String name = blamed.className();
        return origin(name) == CodeOrigin.LIBRARY || isForeign(name) ? KnownCode.library(name) : "";
    }

    /**
     * The creation of a pool, or of a task that was handed to one. Where the pool is of the application's own making, its
     * constructor and {@code execute} are nobody's fault: blamed is who called these.
     */
    public Creation creation(Origin origin, PoolRecord pool) {
        return creation(origin, pool.className());
    }

    /** Reads an origin: the line to blame, along the chain of creators if need be. */
    public Creation creation(Origin origin) {
        return creation(origin, "");
    }

    /** The pool is the name of its class, empty for none. */
    Creation creation(Origin origin, String pool) {
        List<Frame> stack = origin.frames();
        boolean initialiser = false;
        for (Frame frame : stack) {
            initialiser |= frame.methodName().equals("<clinit>");
        }
        Line own = isApplication(pool) ? blame.of(callers(stack, pool)) : blame.of(stack);
        if (own == null || !own.origin().mayBeApplications()) {
            own = blame.of(stack);
        }
        List<Frame> creators = new ArrayList<>();
        Line found = blame.ofOrigin(origin, own, creators);
        Frame blamed = null;
        if (found != null) {
            blamed = found.frame();
        } else if (!creators.isEmpty()) {
            blamed = creators.get(0);
        }
        String client = found != null && found.origin().mayBeApplications() ? client(found.callees()) : "";
        return new Creation(blamed, stack, creators, initialiser, client, within(blamed));
    }

    /** What is left of a stack without a class's own innermost lines, and what these have called. */
    private static List<Frame> callers(List<Frame> stack, String className) {
        boolean own = false;
        for (int i = 0; i < stack.size(); i++) {
            boolean was = own;
            String name = stack.get(i).className();
            own = name.equals(className) || name.startsWith(className + "$");
            if (was && !own) {
                return stack.subList(i, stack.size());
            }
        }
        return stack;
    }

    /** The library whose code a line has called; empty where that is the JDK's, or nobody's. */
    private static String client(List<Frame> callees) {
        String called = "";
        for (Frame frame : callees) {
            String name = frame.className();
            if (!KnownCode.isGenerated(name)) {
                called = isJdk(name) ? jdkClient(name) : KnownCode.library(name);
            }
        }
        return called;
    }

    /** The JDK's own client object that has threads and pools of its own. */
    private static String jdkClient(String name) {
        return name.startsWith("java.net.http.") || name.startsWith("jdk.internal.net.http.") ? "java.net.http" : "";
    }

    /** Reads a waiting stack. */
    public Waiting waiting(List<Frame> stack, Thread.State state) {
        List<Frame> task = withinTask(stack);
        Frame line = applicationFrame(task);
        String library = line != null && origin(line) == CodeOrigin.LIBRARY ? KnownCode.library(line.className()) : "";
        return new Waiting(waitedIn(task), line, state, stack, library);
    }

    /** What a pool's worker does for a task: what a thread factory has put around its loop waits for nobody. */
    private static List<Frame> withinTask(List<Frame> stack) {
        for (int i = 0; i < stack.size(); i++) {
            if (Waiting.isWorkersLoop(stack.get(i))) {
                return stack.subList(0, i);
            }
        }
        return stack;
    }

    /** The JDK method that code outside the JDK called; where all is JDK, the first that is not plumbing. */
    private static @Nullable Frame waitedIn(List<Frame> stack) {
        Frame outermost = null;
        for (Frame frame : stack) {
            if (!isJdk(frame.className())) {
                return PublicName.of(outermost != null ? outermost : frame);
            }
            outermost = frame;
        }
        for (Frame frame : stack) {
            if (!KnownCode.startsWithAny(frame.className() + "." + frame.methodName(), PLUMBING)) {
                return frame;
            }
            Frame named = PublicName.of(frame);
            if (!named.equals(frame)) {
                return named;
            }
        }
        return stack.isEmpty() ? null : stack.get(0);
    }
}
