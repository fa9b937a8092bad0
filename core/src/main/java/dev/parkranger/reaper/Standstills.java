package dev.parkranger.reaper;

import dev.parkranger.record.PoolRecord;
import dev.parkranger.record.ThreadRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns threads that stand still, and pools that wait for themselves, into facts. */
final class Standstills {

    private final LockWaits locks;

    Standstills(LockWaits locks) {
        this.locks = locks;
    }

    /** Whoever has to be sampled for it. */
    static List<Candidate> candidates(Collection<LockWaits.Found> found) {
        List<Candidate> candidates = new ArrayList<>();
        for (LockWaits.Found one : found) {
            one.members().forEach(record -> add(record, candidates));
            one.victims().forEach(record -> add(record, candidates));
            if (one.holder() != null) {
                add(one.holder(), candidates);
            }
        }
        return candidates;
    }

    private static void add(ThreadRecord record, List<Candidate> candidates) {
        Candidate candidate = Candidate.ofWhatRunsOn(record);
        if (candidate != null) {
            candidates.add(candidate);
        }
    }

    /**
     * Those of threads that wait for locks.
     *
     * @param facts of a candidate; null where it is gone
     */
    List<Standstill> ofLocks(Collection<LockWaits.Found> found, Function<Candidate, @Nullable TaskFacts> facts) {
        List<Standstill> standstills = new ArrayList<>();
        for (LockWaits.Found one : found) {
            List<ThreadRecord> members = new ArrayList<>(one.members());
            List<ThreadRecord> victims = one.victims();
            if (one.holder() != null) {
                // Whoever holds the lock is the first, those that want it are its victims.
                victims = members;
                members = List.of(one.holder());
            }
            List<Standstill.Held> held = held(members, facts);
            if (held.size() == members.size()) {
                standstills.add(new Standstill(one.kind(), held, held(victims, facts)));
            }
        }
        return standstills;
    }

    private List<Standstill.Held> held(List<ThreadRecord> records, Function<Candidate, @Nullable TaskFacts> facts) {
        List<Standstill.Held> held = new ArrayList<>();
        for (ThreadRecord record : records) {
            Candidate candidate = Candidate.ofWhatRunsOn(record);
            TaskFacts its = candidate == null ? null : facts.apply(candidate);
            LockWait wait = locks.waitOf(record);
            if (its != null) {
                held.add(new Standstill.Held(its, wait == null ? "" : wait.lockClass(), locks.holderFor(record)));
            }
        }
        return held;
    }

    /** Pools that have queued what their own tasks have submitted, with all their workers inside tasks. */
    static List<Standstill> ofPools(
            Map<PoolRecord, List<Candidate>> workersOf, Function<Candidate, @Nullable TaskFacts> facts) {
        List<Standstill> standstills = new ArrayList<>();
        for (Map.Entry<PoolRecord, List<Candidate>> entry : workersOf.entrySet()) {
            List<Standstill.Held> workers = new ArrayList<>();
            for (Candidate worker : entry.getValue()) {
                TaskFacts its = worker.run() == null ? null : facts.apply(worker);
                if (its != null) {
                    workers.add(new Standstill.Held(its, entry.getKey().className(), ""));
                }
            }
            // One that is idle would take the next task out of the queue.
            if (!workers.isEmpty() && workers.size() == entry.getValue().size()) {
                standstills.add(new Standstill(Standstill.Kind.STARVED_POOL, workers, List.of()));
            }
        }
        return standstills;
    }
}
