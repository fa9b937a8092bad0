package dev.parkranger.verdict;

import dev.parkranger.reaper.Look;
import dev.parkranger.reaper.PoolFacts;
import dev.parkranger.reaper.Standstill;
import dev.parkranger.reaper.TaskFacts;
import dev.parkranger.record.SiteKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** From the facts of one look to findings. Holds nothing, remembers nothing. */
final class Judge {

    private Judge() {}

    /** @param knownCause the cause under which a task was found before, or the one given for a new one */
    static Collection<Finding> judge(Look look, BiFunction<Verdict, TaskFacts, Cause> knownCause) {
        Map<Cause, Finding> findings = new LinkedHashMap<>();
        Set<Object> still = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Standstill seen : look.standstills()) {
            if (StandstillRule.isOne(seen, look)) {
                Standstill standstill = StandstillRule.fromItsCause(seen);
                TaskFacts first = standstill.members().get(0).task();
                findings.computeIfAbsent(knownCause.apply(Verdict.DEADLOCK, first), Finding::new)
                        .add(standstill);
                standstill.members().forEach(held -> still.add(held.task().task()));
                standstill.victims().forEach(held -> still.add(held.task().task()));
            }
        }
        for (TaskFacts task : look.tasks()) {
            // Why it stands still says more than whom it has outlived.
            if (isOrphaned(task, look) && !still.contains(task.task())) {
                findings.computeIfAbsent(knownCause.apply(Verdict.ORPHANED_TASK, task), Finding::new)
                        .add(task);
            }
        }
        for (TaskFacts task : look.living()) {
            if (isLasting(task, task.site(), look) && !still.contains(task.task())) {
                findings.computeIfAbsent(knownCause.apply(Verdict.GROWING_SITE, task), Finding::new)
                        .add(task);
            }
        }
        for (PoolFacts pool : look.livingPools()) {
            if (isLasting(pool, look)) {
                add(findings, Verdict.GROWING_SITE, pool, pool.workers());
            }
        }
        for (PoolFacts pool : look.pools()) {
            if (isUndead(pool, look)) {
                add(findings, Verdict.UNDEAD_WORKER, pool, stuck(pool));
            } else if (isAbandoned(pool, look)) {
                add(findings, Verdict.ABANDONED_POOL, pool, pool.workers());
            }
        }
        return merged(findings);
    }

    /** What a client object has in threads of its own is told with its pools. */
    private static Collection<Finding> merged(Map<Cause, Finding> findings) {
        List<Finding> merged = new ArrayList<>();
        for (Finding finding : findings.values()) {
            Cause ofPools = finding.cause().ofItsPools();
            Finding pools = ofPools == null ? null : findings.get(ofPools);
            if (pools == null) {
                merged.add(finding);
            } else {
                finding.tasks().forEach(pools::addBeside);
            }
        }
        return merged;
    }

    private static void add(Map<Cause, Finding> findings, Verdict verdict, PoolFacts pool, List<TaskFacts> victims) {
        findings.computeIfAbsent(Cause.of(verdict, pool), Finding::new).add(pool, victims);
    }

    private static boolean isOrphaned(TaskFacts task, Look look) {
        return task.isStuckPast(look.graceNanos(), look.now());
    }

    /**
     * Whether it stands still for longer than any of its kind that went on after all, twice over: sessions that think for ten
     * minutes now and then are not taken for stuck.
     */
    private static boolean isLasting(TaskFacts task, @Nullable SiteKey site, Look look) {
        long pause = site == null ? 0 : site.longestPauseNanos();
        return task.progress().isStuck() && task.parkedNanos() > Math.max(look.graceNanos(), 2 * pause);
    }

    private static boolean isLasting(PoolFacts pool, Look look) {
        for (TaskFacts worker : pool.workers()) {
            if (!isLasting(worker, pool.site(), look)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUndead(PoolFacts pool, Look look) {
        return pool.shutDown()
                && isPastGrace(pool.endedNanos(), look)
                && !stuck(pool).isEmpty();
    }

    /** One worker that still does something for somebody makes the whole pool alive. */
    private static boolean isAbandoned(PoolFacts pool, Look look) {
        if (pool.shutDown() || pool.dueForLiving() || !isPastGrace(pool.endedNanos(), look)) {
            return false;
        }
        return stuck(pool).size() == pool.workers().size();
    }

    private static List<TaskFacts> stuck(PoolFacts pool) {
        List<TaskFacts> stuck = new ArrayList<>();
        for (TaskFacts worker : pool.workers()) {
            if (worker.progress().isStuck()) {
                stuck.add(worker);
            }
        }
        return stuck;
    }

    private static boolean isPastGrace(long endedNanos, Look look) {
        return look.now() - endedNanos > look.graceNanos();
    }
}
