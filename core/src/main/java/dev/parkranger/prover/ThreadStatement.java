package dev.parkranger.prover;

import org.jspecify.annotations.Nullable;

/**
 * How a thread stood, as far as a dump does not show.
 *
 * @param waits how often it has waited so far, of a virtual thread how often it was resumed; it has moved when that
 *     changes
 * @param lockClass of the object whose monitor it waits in or for; null for none
 * @param lockHash of that object
 * @param ownerTid of the thread that holds the monitor; -1 where nobody knows
 */
record ThreadStatement(
        String name, long waits, boolean waiting, @Nullable String lockClass, int lockHash, long ownerTid) {

    static final long UNKNOWN = -1;

    ThreadStatement with(String newLockClass, long newOwner) {
        return new ThreadStatement(name, waits, waiting, newLockClass, lockHash, newOwner);
    }

    /** One that was still running when it was asked has parked since, perhaps with a lock that it took in between. */
    boolean isUnmovedSince(ThreadStatement before) {
        return waiting && before.waiting && waits == before.waits && lockHash == before.lockHash;
    }
}
