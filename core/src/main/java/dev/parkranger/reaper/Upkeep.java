package dev.parkranger.reaper;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a thread keeps on the heap for as long as it is there. Reads fields; the application is asked nothing. For
 * one thread.
 */
public interface Upkeep {

    /** Bytes of heap that a virtual thread's stack takes while it waits; 0 where they cannot be read. */
    long heapStack(Thread virtual);

    Locals inheritedLocals(Thread thread);

    @Nullable
    ClassLoader contextLoader(Thread thread);

    /**
     * Values that a thread has of {@link InheritableThreadLocal}s.
     *
     * @param types names of their classes, the application's first, each once
     */
    record Locals(int count, List<String> types) {

        public static final Locals NONE = new Locals(0, List.of());

        public Locals {
            types = List.copyOf(types);
        }
    }

    /** Knows nothing. */
    Upkeep UNKNOWN = new Upkeep() {
        @Override
        public long heapStack(Thread virtual) {
            return 0;
        }

        @Override
        public Locals inheritedLocals(Thread thread) {
            return Locals.NONE;
        }

        @Override
        public @Nullable ClassLoader contextLoader(Thread thread) {
            return null;
        }
    };
}
