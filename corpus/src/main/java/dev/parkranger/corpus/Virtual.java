package dev.parkranger.corpus;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Virtual threads, by method handles because this is built for 17. */
final class Virtual {

    private static final MethodHandle OF_VIRTUAL;
    private static final MethodHandle NAME;
    private static final MethodHandle UNSTARTED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
            OF_VIRTUAL = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual));
            NAME = lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class));
            UNSTARTED = lookup.findVirtual(builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Virtual() {}

    static Thread thread(String name, Runnable body) {
        try {
            return (Thread) UNSTARTED.invoke(NAME.invoke(OF_VIRTUAL.invoke(), name), body);
        } catch (Throwable e) {
            throw new IllegalStateException("no virtual threads on JDK " + Runtime.version(), e);
        }
    }
}
