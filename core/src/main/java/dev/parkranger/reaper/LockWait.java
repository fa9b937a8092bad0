package dev.parkranger.reaper;

import org.jspecify.annotations.Nullable;

/**
 * What a thread waits for, without a timeout, where that is a lock that names its owner.
 *
 * @param lock stands for the lock from look to look: its identity hash
 * @param lockClass as a user knows it, {@code ReentrantLock}; of a monitor the object's class
 * @param ownerTid of the thread that holds it
 * @param owner the same, where it is known; it may have ended
 */
record LockWait(
        int lock, String lockClass, long ownerTid, @Nullable Thread owner) {

    boolean isSameAs(LockWait other) {
        return lock == other.lock && ownerTid == other.ownerTid;
    }

    /** Whether nobody will ever unlock it: only the owner could. */
    boolean isOrphaned() {
        return owner != null && owner.getState() == Thread.State.TERMINATED;
    }
}
