package dev.parkranger.reaper;

import dev.parkranger.record.CodeOrigins;
import dev.parkranger.record.Frame;
import dev.parkranger.record.Origin;
import dev.parkranger.record.PoolRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the application's own code from the JDK's and from libraries', by the names of classes. */
public final class CodeMap implements CodeOrigins {

    private static final String[] JDK = {"java.", "javax.", "jdk.", "sun.", "com.sun."};

    /** Of {@code javax}, what no JDK has. */
    private static final String[] NOT_JDK = {
        "javax.servlet.", "javax.ws.", "javax.ejb.", "javax.persistence.", "javax.inject.", "javax.enterprise."
    };

    /** Widely used servers, clients and frameworks: called by the application, or calling it, but never its own line. */
    private static final String[] LIBRARIES = {
        "akka.",
        "ch.qos.logback.",
        "com.fasterxml.",
        "com.github.benmanes.",
        "com.google.common.",
        "com.mysql.",
        "com.zaxxer.",
        "dev.parkranger.api.",
        "groovy.",
        "io.grpc.",
        "io.helidon.",
        "io.micrometer.",
        "io.micronaut.",
        "io.netty.",
        "io.opentelemetry.",
        "io.quarkus.",
        "io.undertow.",
        "io.vertx.",
        "jakarta.",
        "javax.",
        "kotlin.",
        "kotlinx.",
        "net.bytebuddy.",
        "net.sf.cglib.",
        "okhttp3.",
        "okio.",
        "org.aopalliance.",
        "org.apache.",
        "org.aspectj.",
        "org.codehaus.groovy.",
        "org.eclipse.jetty.",
        "org.glassfish.",
        "org.h2.",
        "org.hibernate.",
        "org.jboss.",
        "org.postgresql.",
        "org.quartz.",
        "org.slf4j.",
        "org.springframework.",
        "org.xnio.",
        "reactor.",
        "scala."
    };

    /** {@code org.apache.kafka}, {@code com.zaxxer.hikari}. */
    private static final int LIBRARY_PARTS = 3;

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

    /**
     * A map that knows the application by its packages.
     *
     * @param applicationPackages empty to take for the application's what is neither the JDK's nor a known library's
     */
    public CodeMap(List<String> applicationPackages) {
        this.applicationPackages = new String[applicationPackages.size()];
        for (int i = 0; i < this.applicationPackages.length; i++) {
            this.applicationPackages[i] = applicationPackages.get(i) + ".";
        }
    }

    /** Whether the class is the JDK's, by its name. */
    public static boolean isJdk(String className) {
        return startsWithAny(className, JDK) && !startsWithAny(className, NOT_JDK);
    }

    private static boolean isGenerated(String name) {
        return name.contains("$$") || name.contains("$Proxy") || name.indexOf('/') >= 0;
    }

    private boolean isApplication(Frame frame) {
        return isApplication(frame.className());
    }

    @Override
    public boolean isApplication(String name) {
        if (isGenerated(name)) {
            return false;
        }
        if (applicationPackages.length > 0) {
            return startsWithAny(name, applicationPackages);
        }
        return !isJdk(name) && !startsWithAny(name, LIBRARIES);
    }

    /** Whether what runs was written by the application; a lambda's class is named after the one that holds it. */
    boolean isApplications(@Nullable Class<?> runs) {
        if (runs == null) {
            return false;
        }
        String name = runs.getName();
        int lambda = name.indexOf("$$Lambda");
        return isApplication(lambda < 0 ? name : name.substring(0, lambda));
    }

    private static boolean startsWithAny(String name, String[] prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** The application's innermost line; where there is none, the innermost that is not the JDK's; else null. */
    @Nullable
    Frame applicationFrame(List<Frame> stack) {
        Frame library = null;
        for (Frame frame : stack) {
            if (isApplication(frame)) {
                return frame;
            }
            if (library == null && !isJdk(frame.className()) && !isGenerated(frame.className())) {
                library = frame;
            }
        }
        return library;
    }

    private boolean holdsApplication(List<Frame> stack) {
        for (Frame frame : stack) {
            if (isApplication(frame)) {
                return true;
            }
        }
        return false;
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
        List<Frame> callers = isApplication(pool) ? callers(stack, pool) : stack;
        if (holdsApplication(callers)) {
            return new Creation(applicationFrame(callers), stack, List.of(), initialiser, client(callers));
        }
        if (holdsApplication(stack)) {
            return new Creation(applicationFrame(stack), stack, List.of(), initialiser, client(stack));
        }
        Frame blamed = null;
        String client = "";
        List<Frame> creators = new ArrayList<>();
        for (Origin at = origin.creator(); at != null && blamed == null; at = at.creator()) {
            List<Frame> itsStack = at.frames();
            Frame frame = applicationFrame(itsStack);
            if (frame != null) {
                creators.add(frame);
            }
            if (holdsApplication(itsStack)) {
                blamed = frame;
                client = client(itsStack);
            }
        }
        if (blamed == null) {
            // A leak that lives wholly inside libraries: their line is better than none.
            blamed = applicationFrame(stack);
        }
        if (blamed == null && !creators.isEmpty()) {
            blamed = creators.get(0);
        }
        return new Creation(blamed, stack, creators, initialiser, client);
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

    /** The library whose code the application's innermost line has called; empty where that is the JDK, or nobody. */
    private String client(List<Frame> stack) {
        String called = "";
        for (Frame frame : stack) {
            String name = frame.className();
            if (isApplication(name)) {
                break;
            }
            if (!isGenerated(name)) {
                called = isJdk(name) ? jdkClient(name) : library(name);
            }
        }
        return called;
    }

    /** The JDK's own client object that has threads and pools of its own. */
    private static String jdkClient(String name) {
        return name.startsWith("java.net.http.") || name.startsWith("jdk.internal.net.http.") ? "java.net.http" : "";
    }

    /** The first two parts of its package, or three: as people name libraries. */
    private static String library(String name) {
        int end = -1;
        for (int parts = 0; parts < LIBRARY_PARTS; parts++) {
            int next = name.indexOf('.', end + 1);
            if (next < 0 || Character.isUpperCase(name.charAt(end + 1))) {
                break;
            }
            end = next;
        }
        return end < 0 ? name : name.substring(0, end);
    }

    /** Reads a waiting stack. */
    Waiting waiting(List<Frame> stack, Thread.State state) {
        return new Waiting(waitedIn(stack), applicationFrame(stack), state, stack);
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
            if (!startsWithAny(frame.className() + "." + frame.methodName(), PLUMBING)) {
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
