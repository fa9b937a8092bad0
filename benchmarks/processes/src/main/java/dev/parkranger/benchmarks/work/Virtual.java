package dev.parkranger.benchmarks.work;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Virtual threads, by method handles because this is built for 17; constant ones, which cost nothing. */
final class Virtual {

    private static final MethodHandle START;
    private static final MethodHandle PER_TASK;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            START = lookup.findStatic(
                    Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
            PER_TASK = lookup.findStatic(
                    Executors.class, "newVirtualThreadPerTaskExecutor", MethodType.methodType(ExecutorService.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Virtual() {}

    static Thread start(Runnable body) {
        try {
            return (Thread) START.invokeExact(body);
        } catch (Throwable e) {
            throw new IllegalStateException("no virtual thread started", e);
        }
    }

    static ExecutorService perTaskExecutor() {
        try {
            return (ExecutorService) PER_TASK.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("no executor of virtual threads", e);
        }
    }
}
