package dev.parkranger.reaper;

import java.util.List;
import java.util.Locale;

/**
 * Threads of which none can go on before another has, and what else waits for them. Seen so at two looks in a row, between
 * which none of them has moved.
 *
 * @param members in the order in which they wait for each other; of an orphaned lock whoever waits for it
 * @param victims whoever waits for one of the members, and holds nothing that they want
 */
public record Standstill(Kind kind, List<Held> members, List<Held> victims) {

    /** What keeps them from going on. */
    public enum Kind {
        /** Each holds the lock that the one before it waits for. */
        CYCLE,
        /** The thread that holds the lock has ended. */
        DEAD_OWNER,
        /** Whoever holds the lock waits, without a timeout, for something else. */
        HELD_WHILE_WAITING,
        /** All workers of a pool wait for tasks that wait in its own queue. */
        STARVED_POOL;

        /** As reports have it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * One of them.
     *
     * @param waitsFor {@code ReentrantLock}, or of a pool its class
     * @param holder name and number of the thread that holds it; empty where nobody does
     */
    public record Held(TaskFacts task, String waitsFor, String holder) {}

    public Standstill {
        members = List.copyOf(members);
        victims = List.copyOf(victims);
    }
}
