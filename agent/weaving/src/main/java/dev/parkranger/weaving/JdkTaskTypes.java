package dev.parkranger.weaving;

import static dev.parkranger.weaving.JdkFields.getter;
import static dev.parkranger.weaving.JdkFields.read;

import dev.parkranger.record.TaskTypes;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Looks into threads and futures for what the application wrote. A field that this JDK does not have is passed over, and
 * the wrapper's own class is the answer: counts are then less exact, and verdicts less sure.
 */
final class JdkTaskTypes implements TaskTypes {

    private static final @Nullable MethodHandle PLATFORM_HOLDER =
            getter("java.lang.Thread", "holder", "java.lang.Thread$FieldHolder");
    private static final @Nullable MethodHandle HOLDER_TASK =
            getter("java.lang.Thread$FieldHolder", "task", "java.lang.Runnable");
    private static final @Nullable MethodHandle TARGET = getter("java.lang.Thread", "target", "java.lang.Runnable");
    private static final @Nullable MethodHandle CONTINUATION =
            getter("java.lang.VirtualThread", "cont", "jdk.internal.vm.Continuation");
    private static final @Nullable MethodHandle CONTINUATION_TARGET =
            getter("jdk.internal.vm.Continuation", "target", "java.lang.Runnable");
    private static final @Nullable MethodHandle WRAPPED_TASK =
            getter("java.lang.VirtualThread$VThreadContinuation$1", "val$task", "java.lang.Runnable");
    private static final @Nullable MethodHandle CALLABLE =
            getter("java.util.concurrent.FutureTask", "callable", "java.util.concurrent.Callable");
    private static final @Nullable MethodHandle ADAPTED =
            getter("java.util.concurrent.Executors$RunnableAdapter", "task", "java.lang.Runnable");
    private static final @Nullable MethodHandle SUPPLY =
            getter("java.util.concurrent.CompletableFuture$AsyncSupply", "fn", "java.util.function.Supplier");
    private static final @Nullable MethodHandle RUN =
            getter("java.util.concurrent.CompletableFuture$AsyncRun", "fn", "java.lang.Runnable");

    /** What a platform thread was constructed with; null where that is nothing, or over. */
    static @Nullable Object taskOf(Thread thread) {
        try {
            return target(thread);
        } catch (Throwable e) {
            return null;
        }
    }

    private static @Nullable Object target(Thread thread) throws Throwable {
        return TARGET != null ? read(TARGET, thread) : read(HOLDER_TASK, read(PLATFORM_HOLDER, thread));
    }

    @Override
    public Class<?> ofThread(Thread thread) {
        try {
            Object task = thread.getClass().getName().equals("java.lang.VirtualThread")
                    ? read(WRAPPED_TASK, read(CONTINUATION_TARGET, read(CONTINUATION, thread)))
                    : target(thread);
            return task == null ? thread.getClass() : ofTask(task);
        } catch (Throwable e) {
            return thread.getClass();
        }
    }

    @Override
    public Class<?> ofTask(Object task) {
        try {
            Object inner = inside(task);
            if (inner != null && ADAPTED != null && inner.getClass().getName().endsWith("$RunnableAdapter")) {
                Object adapted = read(ADAPTED, inner);
                inner = adapted == null ? inner : adapted;
            }
            return carried(inner == null ? task : inner).getClass();
        } catch (Throwable e) {
            return task.getClass();
        }
    }

    /**
     * What the API's wrapper holds: else all carried tasks would be of one site. It is a JDK class that is asked, never
     * the application's.
     */
    private static Object carried(Object task) {
        if (task instanceof AtomicReference<?> wrapper
                && task.getClass().getName().startsWith(ApiWeaver.CARRIED)) {
            Object inner = wrapper.get();
            return inner == null ? task : inner;
        }
        return task;
    }

    private static @Nullable Object inside(Object task) throws Throwable {
        if (task instanceof FutureTask) {
            return read(CALLABLE, task);
        }
        return switch (task.getClass().getName()) {
            case "java.util.concurrent.CompletableFuture$AsyncSupply" -> read(SUPPLY, task);
            case "java.util.concurrent.CompletableFuture$AsyncRun" -> read(RUN, task);
            default -> null;
        };
    }
}
