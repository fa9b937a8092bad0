package dev.parkranger.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A thread's true identifier. {@link Thread#getId()} can be overridden (and is, by some libraries), and
 * {@code threadId()} is there only from JDK 19 on, so the field itself is read. A constant handle costs no more than a
 * field access.
 */
public final class ThreadIds {

    private static final @Nullable VarHandle TID = find();

    private ThreadIds() {}

    /** Returns null where {@code java.lang} is not open to us: in unit tests, without the agent. */
    private static @Nullable VarHandle find() {
        try {
            return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
                    .findVarHandle(Thread.class, "tid", long.class);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    public static long of(Thread thread) {
        return TID != null ? (long) TID.get(thread) : getId(thread);
    }

    @SuppressWarnings("deprecation") // threadId() is not there on 17
    private static long getId(Thread thread) {
        return thread.getId();
    }

    /** {@code isVirtual()} is there only from JDK 19 on; slow, for the rare case of a thread met unawares. */
    static boolean isVirtual(Thread thread) {
        for (Class<?> type = thread.getClass(); type != Thread.class && type != null; type = type.getSuperclass()) {
            if (type.getName().equals("java.lang.BaseVirtualThread")) {
                return true;
            }
        }
        return false;
    }
}
