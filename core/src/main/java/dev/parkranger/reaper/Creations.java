package dev.parkranger.reaper;

import dev.parkranger.record.Origin;
import dev.parkranger.record.Owner;
import dev.parkranger.record.PoolRecord;
import dev.parkranger.record.RunRecord;
import dev.parkranger.record.SiteKey;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How candidates were made and what their owners are called: read out of stacks, and so remembered for as long as they are
 * candidates.
 */
final class Creations {

    private final CodeMap code;
    private final Names names;
    private final IdentityHashMap<Object, Shown> shown = new IdentityHashMap<>();
    private final IdentityHashMap<Object, String> ownerNames = new IdentityHashMap<>();

    /** By a stack that may be another's: of those whose own was not taken it may change. */
    private record Shown(Origin origin, Creation creation) {}

    Creations(CodeMap code) {
        this.code = code;
        this.names = new Names(code);
    }

    Creation of(Candidate candidate) {
        Object key = candidate.task();
        RunRecord run = candidate.run();
        Origin origin = (run != null ? run.origin() : candidate.thread().origin()).ofSurvivor();
        Shown known = shown.get(key);
        if (known == null || known.origin() != origin) {
            Creation created = run != null ? of(run, origin) : code.creation(origin);
            SiteKey site = candidate.thread().site();
            if (run == null && site != null && code.isApplications(site.get())) {
                created = created.withoutClient();
            }
            known = new Shown(origin, created);
            shown.put(key, known);
        }
        return known.creation();
    }

    private Creation of(RunRecord run, Origin origin) {
        PoolRecord pool = run.pool();
        return pool == null ? code.creation(origin) : code.creation(origin, pool);
    }

    Creation of(PoolRecord pool) {
        return shown.computeIfAbsent(pool, key -> new Shown(pool.origin(), code.creation(pool.origin(), pool)))
                .creation();
    }

    /** What a candidate's owner is called. */
    String ownerName(Candidate candidate) {
        String known = ownerNames.get(candidate.task());
        if (known == null) {
            known = nameOf(candidate.owner());
            ownerNames.put(candidate.task(), known);
        }
        return known;
    }

    String nameOf(Owner owner) {
        return names.of(owner);
    }

    /** Forgets all others. */
    void keep(Set<Object> tasks, Predicate<PoolRecord> isPoolKept) {
        shown.keySet()
                .removeIf(key -> !tasks.contains(key) && !(key instanceof PoolRecord pool && isPoolKept.test(pool)));
        ownerNames.keySet().removeIf(key -> !tasks.contains(key));
    }
}
