package dev.parkranger.verdict;

import dev.parkranger.reaper.Creation;
import dev.parkranger.reaper.Look;
import dev.parkranger.reaper.TaskFacts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers, from look to look, what was found and what was said of it. Not for two threads. */
public final class Ledger {

    /** Groups beyond this are no help to anyone and would only cost memory; the largest are kept. */
    private static final int MAX_GROUPS = 1_000;

    private final int maxResolved;
    private final Proofs proofs;
    private final Map<Cause, Group> groups = new HashMap<>();
    private final ArrayDeque<Resolved> resolved = new ArrayDeque<>();

    /** The cause under which each task was first found: fixed, whatever it waits in later. */
    private IdentityHashMap<Object, Known> causes = new IdentityHashMap<>();

    /** A task's cause, and how it was made when that was asked last. */
    private record Known(Cause cause, Creation created) {}

    /** A ledger with nothing in it, where nothing is proven. */
    public Ledger(int maxResolved) {
        this(maxResolved, Proofs.NONE);
    }

    /**
     * A ledger with nothing in it.
     *
     * @param maxResolved how many resolved groups are kept
     * @param proofs asked at each look
     */
    public Ledger(int maxResolved, Proofs proofs) {
        this.maxResolved = maxResolved;
        this.proofs = proofs;
    }

    /**
     * Enters one look.
     *
     * @return all that is suspected now, surest first, those only watched last
     */
    public List<Suspect> look(Look look) {
        IdentityHashMap<Object, Known> known = causes;
        causes = new IdentityHashMap<>(known.size());
        keep(look.tasks(), known);
        keep(look.living(), known);
        List<Finding> findings = new ArrayList<>(Judge.judge(look, (verdict, task) -> remember(verdict, task, known)));
        findings.sort(
                Comparator.comparingInt((Finding finding) -> finding.tasks().size())
                        .reversed());
        List<Suspect> suspects = new ArrayList<>();
        Map<Cause, Finding> present = new HashMap<>();
        for (Finding finding : findings.subList(0, Math.min(findings.size(), MAX_GROUPS))) {
            present.put(finding.cause(), finding);
            Group group = groups.computeIfAbsent(finding.cause(), cause -> new Group(cause, look.at()));
            Suspect suspect = group.look(finding, look, proofs);
            if (suspect != null) {
                suspects.add(suspect);
            }
            if (group.isResolvedByWatch()) {
                resolve(group.backToWatch(look));
            }
        }
        dropAbsent(present, known, look);
        suspects.sort(Comparator.comparing(Suspect::confidence)
                .thenComparingInt(Suspect::count)
                .reversed()
                .thenComparing(Suspect::id));
        return suspects;
    }

    /** The last ones, oldest first. */
    public List<Resolved> resolved() {
        return List.copyOf(resolved);
    }

    private void keep(List<TaskFacts> tasks, IdentityHashMap<Object, Known> known) {
        for (TaskFacts task : tasks) {
            Known cause = known.get(task.task());
            if (cause != null) {
                causes.put(task.task(), cause);
            }
        }
    }

    /**
     * A task that grew in number while its owner lived is orphaned when that ends: another verdict, another cause. And
     * where another's creating stack stands for its own, a better one may be found.
     */
    private Cause remember(Verdict verdict, TaskFacts task, IdentityHashMap<Object, Known> known) {
        Known before = known.get(task.task());
        Known now;
        if (before == null || before.cause().verdict() != verdict) {
            now = new Known(Cause.of(verdict, task), task.created());
        } else if (before.created().equals(task.created())) {
            now = before;
        } else {
            boolean same = before.cause().isBlamedOn(task.created());
            now = new Known(same ? before.cause() : Cause.of(verdict, task), task.created());
        }
        causes.put(task.task(), now);
        return now.cause();
    }

    private void dropAbsent(Map<Cause, Finding> present, IdentityHashMap<Object, Known> known, Look look) {
        Iterator<Map.Entry<Cause, Group>> all = groups.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Cause, Group> entry = all.next();
            if (!present.containsKey(entry.getKey())) {
                if (entry.getValue().isAnnounced()) {
                    Cause now = movedTo(entry.getKey(), known);
                    resolve(
                            now == null
                                    ? entry.getValue().gone(look)
                                    : entry.getValue().movedTo(now, look));
                }
                all.remove();
            }
        }
    }

    /** The cause under which what was told as this one is told now; null where it has gone. */
    private @Nullable Cause movedTo(Cause cause, IdentityHashMap<Object, Known> known) {
        for (Map.Entry<Object, Known> entry : known.entrySet()) {
            Known now = cause.equals(entry.getValue().cause()) ? causes.get(entry.getKey()) : null;
            if (now != null && !now.cause().equals(cause)) {
                return now.cause();
            }
        }
        return null;
    }

    private void resolve(Resolved group) {
        resolved.addLast(group);
        if (resolved.size() > maxResolved) {
            resolved.removeFirst();
        }
    }
}
