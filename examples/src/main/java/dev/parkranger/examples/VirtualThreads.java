package dev.parkranger.examples;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** Virtual threads where the JDK has them (21 and later), by reflection because this is built for 17; else platform. */
final class VirtualThreads {

    private VirtualThreads() {}

    /** A virtual thread for each task, or a fixed pool of this size. */
    static ExecutorService executorOr(int poolSize) {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return Executors.newFixedThreadPool(poolSize);
        }
    }

    /** Virtual threads of this name, or platform threads. */
    static ThreadFactory factoryOrPlatform(String name) {
        try {
            var builderType = Class.forName("java.lang.Thread$Builder");
            var builder = Thread.class.getMethod("ofVirtual").invoke(null);
            builderType.getMethod("name", String.class).invoke(builder, name);
            return (ThreadFactory) builderType.getMethod("factory").invoke(builder);
        } catch (ReflectiveOperationException e) {
            return task -> new Thread(task, name);
        }
    }
}
