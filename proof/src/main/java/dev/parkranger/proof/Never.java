package dev.parkranger.proof;

import java.util.Map;
import java.util.Set;

/**
 * References that are there and that nobody follows to wake a thread. Each is bookkeeping of the JDK's or of the
 * collector's; followed, they would reach every thread, and nothing could be proven.
 */
final class Never {

    private static final String REFERENCE = "java.lang.ref.Reference";

    private static final Map<String, Set<String>> FIELDS = Map.of(
            // What thread dumps show; whoever has the Thread can interrupt it, but does not wake it by its blocker.
            "java.lang.Thread",
            Set.of("parkBlocker"),
            // To list threads, on JDK 17.
            "java.lang.ThreadGroup",
            Set.of("threads"),
            // Who holds a lock; whoever waits for it does not reach the holder through it.
            "java.util.concurrent.locks.AbstractOwnableSynchronizer",
            Set.of("exclusiveOwnerThread"),
            // All virtual threads, for thread dumps; of another name on JDK 21.
            "jdk.internal.vm.ThreadContainers$RootContainer$TrackingRootContainer",
            Set.of("VTHREADS", "THREADS"),
            // The collector's own list.
            REFERENCE,
            Set.of("discovered"));

    /** What to do with a field. */
    enum Way {
        FOLLOW,
        REFERENT,
        NEVER
    }

    private final boolean on;

    Never(boolean on) {
        this.on = on;
    }

    Way follow(String declaredBy, long nameId, Names names) {
        Set<String> never = FIELDS.get(declaredBy);
        if (never == null) {
            return Way.FOLLOW;
        }
        String name = names.of(nameId);
        if (declaredBy.equals(REFERENCE) && name.equals("referent")) {
            return Way.REFERENT;
        }
        return on && never.contains(name) ? Way.NEVER : Way.FOLLOW;
    }
}
