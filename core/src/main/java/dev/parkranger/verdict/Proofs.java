package dev.parkranger.verdict;

import org.jspecify.annotations.Nullable;

/** What has been proven so far, by thread. */
public interface Proofs {

    /** Nothing has. */
    Proofs NONE = new Proofs() {
        @Override
        public boolean isEmpty() {
            return true;
        }

        @Override
        public @Nullable ThreadProof of(long threadId) {
            return null;
        }

        @Override
        public @Nullable String reachableThrough(long threadId) {
            return null;
        }
    };

    /** Whether nothing is known of any thread. */
    boolean isEmpty();

    /** Null where nothing was proven of it. */
    @Nullable
    ThreadProof of(long threadId);

    /** Who could still wake a thread, at the last proof; null where nobody asked. */
    @Nullable
    String reachableThrough(long threadId);
}
