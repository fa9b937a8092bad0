package dev.parkranger.verdict;

import dev.parkranger.reaper.Creation;
import dev.parkranger.reaper.Look;
import dev.parkranger.reaper.PoolFacts;
import dev.parkranger.reaper.Standstill;
import dev.parkranger.reaper.TaskFacts;
import dev.parkranger.reaper.Waiting;
import dev.parkranger.record.Frame;
import dev.parkranger.record.TaskKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts a finding into the words of a report. */
final class SuspectWriter {

    private static final double NANOS = 1e9;

    private SuspectWriter() {}

    static Suspect write(
            Cause cause,
            Finding finding,
            Measure measure,
            Confidence confidence,
            Instant firstSeen,
            double growthPerMinute,
            LowWater.@Nullable Rise rise,
            Look look) {
        List<TaskFacts> tasks = finding.tasks();
        TaskFacts typical = finding.standstill() == null ? typical(tasks) : tasks.get(0);
        Creation created = finding.isOfPools() ? finding.pools().get(0).created() : typical.created();
        Waiting waiting = typical.waiting();
        return new Suspect(
                cause.fingerprint(),
                cause.verdict(),
                confidence,
                measure.heals(),
                finding.isOfPools() ? TaskKind.POOL : typical.kind(),
                measure.count(),
                finding.pools().size(),
                measure.owners(),
                measure.ownersSeen(),
                firstSeen,
                oldestParked(tasks) / NANOS,
                growthPerMinute,
                new Suspect.CreatedAt(created.blamed(), created.stack(), created.creators()),
                new Suspect.WaitingAt(waiting.frame(), waiting.applicationFrame(), waiting.state(), waiting.stack()),
                owner(finding, measure),
                Evidence.of(finding, typical, created, measure, rise, look),
                advice(cause, finding, typical, look),
                threads(tasks),
                finding.standstill() == null ? null : finding.standstill().kind(),
                null,
                null);
    }

    private static String advice(Cause cause, Finding finding, TaskFacts typical, Look look) {
        Standstill standstill = finding.standstill();
        if (standstill != null) {
            return Advice.of(standstill.kind());
        }
        return cause.verdict() == Verdict.ORPHANED_TASK && ToldStory.isSwallowed(finding, look)
                ? Advice.SWALLOWED
                : Advice.of(cause.verdict(), poolClass(finding), typical.waiting(), typical.timed());
    }

    /** Empty where it is not about pools. */
    private static String poolClass(Finding finding) {
        return finding.isOfPools() ? finding.pools().get(0).className() : "";
    }

    /** The one that waits where most do, and if possible one whose own creating stack was taken. */
    private static TaskFacts typical(List<TaskFacts> tasks) {
        TaskFacts typical = oneOfMost(tasks);
        if (!Evidence.isBorrowed(typical)) {
            return typical;
        }
        String waits = String.valueOf(typical.waiting().frame());
        for (TaskFacts task : tasks) {
            if (!Evidence.isBorrowed(task)
                    && !task.waiting().stack().isEmpty()
                    && String.valueOf(task.waiting().frame()).equals(waits)) {
                return task;
            }
        }
        return typical;
    }

    private static TaskFacts oneOfMost(List<TaskFacts> tasks) {
        Map<String, Integer> counts = new HashMap<>();
        TaskFacts typical = tasks.get(0);
        Frame last = typical.waiting().frame();
        String waits = String.valueOf(last);
        int most = 0;
        for (TaskFacts task : tasks) {
            if (!Objects.equals(task.waiting().frame(), last)) {
                last = task.waiting().frame();
                waits = String.valueOf(last);
            }
            int count = counts.merge(waits, 1, Integer::sum);
            if (count > most && !task.waiting().stack().isEmpty()) {
                most = count;
                typical = task;
            }
        }
        return typical;
    }

    private static long oldestParked(List<TaskFacts> tasks) {
        long oldest = 0;
        for (TaskFacts task : tasks) {
            oldest = Math.max(oldest, task.parkedNanos());
        }
        return oldest;
    }

    private static Suspect.OwnerView owner(Finding finding, Measure measure) {
        String name = finding.isOfPools()
                ? finding.pools().get(0).ownerName()
                : finding.tasks().get(0).ownerName();
        int others = otherNames(finding, name);
        return new Suspect.OwnerView(
                finding.survivors().get(0).owner().kind(),
                others == 0 ? name : name + " and " + others + (others == 1 ? " other" : " others"),
                endedAgo(finding, measure));
    }

    private static @Nullable Double endedAgo(Finding finding, Measure measure) {
        return switch (finding.cause().verdict()) {
            case GROWING_SITE -> null;
            case DEADLOCK -> finding.tasks().get(0).ownerEndedNanos() == 0 ? null : measure.newestNanosAgo() / NANOS;
            default -> measure.newestNanosAgo() / NANOS;
        };
    }

    private static int otherNames(Finding finding, String name) {
        Set<String> names = new java.util.HashSet<>();
        for (PoolFacts pool : finding.pools()) {
            names.add(pool.ownerName());
        }
        if (!finding.isOfPools()) {
            for (TaskFacts task : finding.tasks()) {
                names.add(task.ownerName());
            }
        }
        names.remove(name);
        return names.size();
    }

    /** The oldest first: ids grow. */
    private static List<Suspect.ThreadRef> threads(List<TaskFacts> tasks) {
        TreeMap<Long, String> names = new TreeMap<>();
        for (TaskFacts task : tasks) {
            if (names.size() < Suspect.MAX_THREADS || task.threadId() < names.lastKey()) {
                names.put(task.threadId(), task.threadName());
                if (names.size() > Suspect.MAX_THREADS) {
                    names.pollLastEntry();
                }
            }
        }
        List<Suspect.ThreadRef> refs = new ArrayList<>();
        names.forEach((id, name) -> refs.add(new Suspect.ThreadRef(id, name)));
        return refs;
    }
}
