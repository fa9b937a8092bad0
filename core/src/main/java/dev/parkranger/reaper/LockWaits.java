package dev.parkranger.reaper;

import dev.parkranger.record.Registry;
import dev.parkranger.record.ThreadRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds threads that wait for each other's locks, or for a lock whose owner has ended. The JVM's own search stops the
 * application, and sees neither virtual threads nor dead owners; here two fields of each thread are read, of so many at a
 * time, and only who waits for a lock is followed.
 *
 * <p>Threads go on while they are looked at, so what one look sees may never have been true at once. Only what the next
 * look finds unchanged, with no wait ended in between, is a standstill.
 */
final class LockWaits {

    /** Threads that one look asks what they wait for; where there are more, they take turns. */
    private static final int MAX_ASKED = 20_000;

    /** A chain of waiters longer than this is followed no further; a ring of so many is a test, not a program. */
    private static final int MAX_CHAIN = 1_024;

    /** Waiters that are remembered; one lock that a crowd waits for is understood without all of them. */
    private static final int MAX_WAITERS = 10_000;

    /** A thread that waits, and how often it has waited so far: it has moved when that changes. */
    private record Waiter(ThreadRecord record, Thread thread, LockWait sought, long waits) {

        boolean isUnchanged(@Nullable Waiter before) {
            return before != null && sought.isSameAs(before.sought) && waits == before.waits;
        }
    }

    /**
     * What was found, threads only.
     *
     * @param holder who holds the lock and waits for something else; null but for {@link Standstill.Kind#HELD_WHILE_WAITING}
     */
    record Found(
            Standstill.Kind kind,
            List<ThreadRecord> members,
            List<ThreadRecord> victims,
            @Nullable ThreadRecord holder) {}

    private final ThreadProbe probe;
    private final Registry registry;
    private IdentityHashMap<ThreadRecord, Waiter> before = new IdentityHashMap<>();
    private IdentityHashMap<ThreadRecord, Waiter> waiters = new IdentityHashMap<>();

    /** Of this look's locks, by their holders' ids; a crowd waits for one. */
    private final Map<Long, String> holders = new HashMap<>();

    private long looks;
    private long passed;
    /** A power of two. */
    private long oneIn = 1;

    LockWaits(ThreadProbe probe, Registry registry) {
        this.probe = probe;
        this.registry = registry;
    }

    /** Begins a look. */
    void begin() {
        oneIn = Math.max(1, Long.highestOneBit(2 * passed / MAX_ASKED));
        passed = 0;
        looks++;
        before = waiters;
        waiters = new IdentityHashMap<>();
        holders.clear();
    }

    /** Asks a live thread what it waits for, if it is its turn or it has waited at the last look. */
    void pass(ThreadRecord record, Thread thread) {
        boolean turn = (passed++ + looks & oneIn - 1) == 0;
        if (turn || (!before.isEmpty() && before.containsKey(record))) {
            ask(record, thread);
        }
    }

    private @Nullable Waiter ask(ThreadRecord record, Thread thread) {
        LockWait wait = waiters.size() < MAX_WAITERS ? probe.lockWait(thread) : null;
        if (wait == null) {
            return null;
        }
        if (record.isVirtual() && !record.countsResumes()) {
            record.countResumes();
        }
        Waiter waiter =
                new Waiter(record, thread, wait, record.isVirtual() ? record.resumes() : probe.timesWaited(thread));
        waiters.put(record, waiter);
        return waiter;
    }

    /** Whether a virtual thread waits for a lock: its resumes must be counted. */
    boolean watchesVirtual() {
        return waiters.keySet().stream().anyMatch(ThreadRecord::isVirtual);
    }

    /** What a waiter waits for; null for who is none. */
    @Nullable
    LockWait waitOf(ThreadRecord record) {
        Waiter waiter = waiters.get(record);
        return waiter == null ? null : waiter.sought();
    }

    /** Who holds the lock that it waits for, by name and id; empty where it waits for none that is known. */
    String holderFor(ThreadRecord record) {
        LockWait wait = waitOf(record);
        return wait == null ? "" : holders.computeIfAbsent(wait.ownerTid(), tid -> nameOf(wait));
    }

    private String nameOf(LockWait wait) {
        Thread owner = wait.owner();
        if (owner == null) {
            ThreadRecord record = registry.recordOf(wait.ownerTid());
            owner = record == null ? null : record.get();
        }
        return owner == null ? "" : (owner.getName() + " #" + wait.ownerTid()).strip();
    }

    /** Ends a look: those that have stood still since the last one, and why. */
    List<Found> found() {
        for (Waiter waiter : List.copyOf(waiters.values())) {
            follow(waiter);
        }
        IdentityHashMap<Object, Ring> rings = new IdentityHashMap<>();
        for (Waiter waiter : waiters.values()) {
            Ring ring = ringOf(waiter);
            if (ring != null) {
                Ring known = rings.computeIfAbsent(ring.key, key -> ring);
                (ring.members.contains(waiter.record()) ? known.inIt : known.behind).add(waiter.record());
            }
        }
        List<Found> found = new ArrayList<>();
        for (Ring ring : rings.values()) {
            List<ThreadRecord> members = ring.kind == Standstill.Kind.CYCLE ? ring.members : ring.inIt;
            found.add(new Found(ring.kind, members, ring.behind, ring.holder));
        }
        return found;
    }

    /** Whoever it leads to is asked too, so that one of a ring is enough to find the ring. */
    private void follow(Waiter from) {
        Waiter at = from;
        for (int i = 0; i < MAX_CHAIN && at != null; i++) {
            ThreadRecord owner = registry.recordOf(at.sought().ownerTid());
            Thread thread = owner == null ? null : owner.get();
            if (owner == null || thread == null || waiters.containsKey(owner)) {
                return;
            }
            at = ask(owner, thread);
        }
    }

    /** What a chain of waiters ends in. */
    private static final class Ring {
        final Object key;
        final Standstill.Kind kind;
        final List<ThreadRecord> members;
        final @Nullable ThreadRecord holder;
        final List<ThreadRecord> inIt = new ArrayList<>();
        final List<ThreadRecord> behind = new ArrayList<>();

        Ring(Object key, Standstill.Kind kind, List<ThreadRecord> members, @Nullable ThreadRecord holder) {
            this.key = key;
            this.kind = kind;
            this.members = members;
            this.holder = holder;
        }
    }

    private @Nullable Ring ringOf(Waiter from) {
        List<ThreadRecord> chain = new ArrayList<>();
        Set<ThreadRecord> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Waiter at = from;
        while (at.isUnchanged(before.get(at.record())) && chain.size() < MAX_CHAIN) {
            if (!seen.add(at.record())) {
                List<ThreadRecord> ring = fromOldest(chain.subList(chain.indexOf(at.record()), chain.size()));
                return new Ring(ring.get(0), Standstill.Kind.CYCLE, ring, null);
            }
            chain.add(at.record());
            if (at.sought().isOrphaned()) {
                Thread dead = at.sought().owner();
                return new Ring(dead == null ? at : dead, Standstill.Kind.DEAD_OWNER, List.of(at.record()), null);
            }
            ThreadRecord owner = registry.recordOf(at.sought().ownerTid());
            Waiter next = owner == null ? null : waiters.get(owner);
            if (next == null) {
                return owner == null || owner == at.record()
                        ? null
                        : new Ring(owner, Standstill.Kind.HELD_WHILE_WAITING, List.of(at.record()), owner);
            }
            at = next;
        }
        return null;
    }

    /** Wherever one has come into it, a ring begins with its oldest thread. */
    private static List<ThreadRecord> fromOldest(List<ThreadRecord> ring) {
        List<ThreadRecord> turned = new ArrayList<>(ring);
        int oldest = 0;
        for (int i = 1; i < turned.size(); i++) {
            oldest = turned.get(i).tid() < turned.get(oldest).tid() ? i : oldest;
        }
        Collections.rotate(turned, -oldest);
        return turned;
    }
}
