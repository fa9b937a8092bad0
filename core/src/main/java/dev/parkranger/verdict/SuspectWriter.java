package dev.parkranger.verdict;

import dev.parkranger.reaper.CodeMap;
import dev.parkranger.reaper.Creation;
import dev.parkranger.reaper.Look;
import dev.parkranger.reaper.PoolFacts;
import dev.parkranger.reaper.TaskFacts;
import dev.parkranger.reaper.Waiting;
import dev.parkranger.record.Frame;
import dev.parkranger.record.SiteKey;
import dev.parkranger.record.TaskKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts a finding into the words of a report. */
final class SuspectWriter {

    private static final double NANOS = 1e9;

    private static final int MAX_LINES = 3;

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
                evidence(finding, created, measure, rise, look),
                finding.standstill() == null
                        ? Advice.of(cause.verdict(), poolClass(finding), waiting, typical.timed())
                        : Advice.of(finding.standstill().kind()),
                threads(tasks),
                finding.standstill() == null ? null : finding.standstill().kind(),
                null);
    }

    /** Empty where it is not about pools. */
    private static String poolClass(Finding finding) {
        return finding.isOfPools() ? finding.pools().get(0).className() : "";
    }

    /** The one that waits where most do. */
    private static TaskFacts typical(List<TaskFacts> tasks) {
        Map<String, Integer> counts = new HashMap<>();
        TaskFacts typical = tasks.get(0);
        int most = 0;
        for (TaskFacts task : tasks) {
            int count = counts.merge(String.valueOf(task.waiting().frame()), 1, Integer::sum);
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

    private static List<String> evidence(
            Finding finding, Creation created, Measure measure, LowWater.@Nullable Rise rise, Look look) {
        List<String> told = ToldStory.of(finding, look);
        List<String> sentences = new ArrayList<>();
        switch (finding.cause().verdict()) {
            case ABANDONED_POOL -> {
                long completed = 0;
                long last = 0;
                boolean seen = true;
                for (PoolFacts pool : finding.pools()) {
                    completed += pool.completed();
                    last = Math.max(last, pool.lastTaskNanos());
                    // Other pools' tasks are seen only where the pool's own class runs them.
                    seen &= CodeMap.isJdk(pool.className());
                }
                sentences.add(finding.pools().size() == 1 ? "never shut down" : "none of them was ever shut down");
                if (completed > 0) {
                    sentences.add(completed + (completed == 1 ? " task completed" : " tasks completed") + ", the last "
                            + seconds(look.now() - last) + " ago");
                } else if (seen) {
                    sentences.add("no task has been completed");
                }
            }
            case UNDEAD_WORKER ->
                sentences.add(
                        "shut down " + seconds(measure.newestNanosAgo()) + " ago or longer, and the workers stay");
            case DEADLOCK -> sentences.addAll(StandstillStory.of(finding));
            case GROWING_SITE -> sentences.addAll(growth(finding, measure, rise));
            case ORPHANED_TASK -> {
                sentences.addAll(told);
                sentences.add("the owner that ended last did so " + seconds(measure.newestNanosAgo()) + " ago");
            }
        }
        if (finding.cause().verdict() != Verdict.ORPHANED_TASK) {
            sentences.addAll(told);
        }
        if (!measure.undercounted() && measure.ownersSeen() == measure.owners() && measure.owners() > 1) {
            sentences.add("every owner that ended left something behind");
        }
        long behind = queuedBehind(finding, look);
        if (behind > 0) {
            sentences.add(behind + " more of this site " + (behind == 1 ? "waits" : "wait") + " in a queue to be run");
        }
        if (measure.lateEnds() > 0) {
            sentences.add(measure.lateEnds() + " of this site outlived their owner too and then ended by themselves");
        }
        if (!created.within().isEmpty()) {
            sentences.add("no line of the application on the stack: made wholly within " + created.within());
        }
        String elsewhere = alsoCreatedAt(finding);
        if (!elsewhere.isEmpty()) {
            sentences.add(elsewhere);
        }
        if (isAnyReentered(finding.tasks())) {
            sentences.add("they wake only to fall back into the same wait");
        }
        return sentences;
    }

    /** A method is one cause; where it starts things on several lines, the others are lines to mend too. */
    private static String alsoCreatedAt(Finding finding) {
        Set<String> lines = new TreeSet<>();
        Frame told = null;
        if (finding.isOfPools()) {
            told = finding.pools().get(0).created().blamed();
            finding.pools().forEach(pool -> add(lines, pool.created().blamed()));
        } else if (finding.standstill() == null) {
            told = typical(finding.tasks()).created().blamed();
            finding.tasks().forEach(task -> add(lines, task.created().blamed()));
        }
        if (told != null) {
            lines.remove(line(told));
        }
        return lines.isEmpty()
                ? ""
                : "also created at " + lines.stream().limit(MAX_LINES).collect(Collectors.joining(", "));
    }

    private static void add(Set<String> lines, @Nullable Frame frame) {
        if (frame != null) {
            lines.add(line(frame));
        }
    }

    private static String line(Frame frame) {
        return frame.fileName() + ":" + frame.line();
    }

    private static List<String> growth(Finding finding, Measure measure, LowWater.@Nullable Rise rise) {
        List<String> sentences = new ArrayList<>();
        if (rise == null) {
            sentences.add("it grew, and has not come back");
        } else {
            int more = measure.count() - rise.from();
            sentences.add(
                    more + " more in " + seconds(rise.spanNanos()) + ", in " + rise.steps() + " steps and never fewer");
            sentences.add(
                    rise.load() == 0
                            ? "no other task has ended meanwhile"
                            : rise.load() + " tasks of the application have ended meanwhile, none of these");
        }
        SiteKey site = finding.isOfPools()
                ? finding.pools().get(0).site()
                : finding.tasks().get(0).site();
        long pause = site == null ? 0 : site.longestPauseNanos();
        if (pause > 0) {
            sentences.add("others made here have gone on or ended after " + seconds(pause) + " at the most");
        }
        return sentences;
    }

    private static long queuedBehind(Finding finding, Look look) {
        Set<SiteKey> sites = Collections.newSetFromMap(new IdentityHashMap<>());
        for (TaskFacts task : finding.tasks()) {
            if (task.site() != null) {
                sites.add(task.site());
            }
        }
        return look.queued().stream()
                .filter(queued -> sites.contains(queued.site()))
                .count();
    }

    private static boolean isAnyReentered(List<TaskFacts> tasks) {
        for (TaskFacts task : tasks) {
            if (task.reentered()) {
                return true;
            }
        }
        return false;
    }

    private static String seconds(long nanos) {
        long seconds = Math.round(nanos / NANOS);
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }

    /** The oldest first: ids grow. */
    private static List<Suspect.ThreadRef> threads(List<TaskFacts> tasks) {
        TreeMap<Long, String> names = new TreeMap<>();
        for (TaskFacts task : tasks) {
            names.put(task.threadId(), task.threadName());
        }
        List<Suspect.ThreadRef> refs = new ArrayList<>();
        for (Map.Entry<Long, String> entry : names.entrySet()) {
            if (refs.size() == Suspect.MAX_THREADS) {
                break;
            }
            refs.add(new Suspect.ThreadRef(entry.getKey(), entry.getValue()));
        }
        return refs;
    }
}
