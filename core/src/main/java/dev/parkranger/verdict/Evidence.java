package dev.parkranger.verdict;

import dev.parkranger.reaper.CodeMap;
import dev.parkranger.reaper.Creation;
import dev.parkranger.reaper.Look;
import dev.parkranger.reaper.PoolFacts;
import dev.parkranger.reaper.TaskFacts;
import dev.parkranger.record.Frame;
import dev.parkranger.record.Owner;
import dev.parkranger.record.SiteKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a suspect is one, in sentences: what a person needs to believe it and to mend it. */
final class Evidence {

    private static final double NANOS = 1e9;

    private static final int MAX_LINES = 3;

    private Evidence() {}

    /**
     * What there is to say.
     *
     * @param typical whose lines the report shows
     * @param created where that was made
     * @param rise of the low-water mark; null where it does not rise
     */
    static List<String> of(
            Finding finding,
            TaskFacts typical,
            Creation created,
            Measure measure,
            LowWater.@Nullable Rise rise,
            Look look) {
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
        if (finding.cause().verdict() != Verdict.DEADLOCK) {
            holders(finding, sentences);
        }
        long behind = queuedBehind(finding, look);
        if (behind > 0) {
            sentences.add(behind + " more of this site " + (behind == 1 ? "waits" : "wait") + " in a queue to be run");
        }
        if (measure.lateEnds() > 0) {
            sentences.add(measure.lateEnds()
                    + (finding.cause().verdict() == Verdict.ABANDONED_POOL
                            ? " of this site outlived their owner too and then were shut down"
                            : " of this site outlived their owner too and then ended by themselves"));
        }
        if (measure.inUse() > 0) {
            sentences.add(measure.inUse() + " more of this site " + (measure.inUse() == 1 ? "is" : "are")
                    + " in use: woken again and again after the owner's end");
        }
        if (measure.woken() > 0) {
            sentences.add(measure.woken() + " of them " + (measure.woken() == 1 ? "was" : "were")
                    + " woken since their owner's end");
        }
        if (!created.within().isEmpty()) {
            sentences.add("no line of the application on the stack: made wholly within " + created.within());
        }
        String elsewhere = alsoCreatedAt(finding, created.blamed());
        if (!elsewhere.isEmpty()) {
            sentences.add(elsewhere);
        }
        if (!finding.isOfPools() && isBorrowed(typical)) {
            sentences.add("the creating stack is that of another task of the same code and owner");
        }
        if (isAnyReentered(finding.tasks())) {
            sentences.add("they wake only to fall back into the same wait");
        }
        return sentences;
    }

    private static void holders(Finding finding, List<String> sentences) {
        Set<String> holders = new TreeSet<>();
        for (TaskFacts task : finding.tasks()) {
            if (!task.lockHolder().isEmpty()) {
                holders.add(task.lockHolder());
            }
        }
        if (!holders.isEmpty()) {
            sentences.add((holders.size() == 1 ? "the lock is held by " : "the locks are held by ")
                    + holders.stream().limit(MAX_LINES).collect(Collectors.joining(", "))
                    + (holders.size() > MAX_LINES ? ", ..." : ""));
        }
    }

    /** A method is one cause; where it starts things on several lines, the others are lines to mend too. */
    private static String alsoCreatedAt(Finding finding, @Nullable Frame told) {
        Set<String> lines = new TreeSet<>();
        if (finding.isOfPools()) {
            finding.pools().forEach(pool -> add(lines, pool.created().blamed()));
        } else if (finding.standstill() == null) {
            Frame last = null;
            for (TaskFacts task : finding.tasks()) {
                Frame blamed = task.created().blamed();
                if (!Objects.equals(blamed, last)) {
                    add(lines, blamed);
                    last = blamed;
                }
            }
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
            sentences.add(more + " more in " + seconds(rise.spanNanos()) + "; the number rose " + rise.steps()
                    + " times and never fell back");
            sentences.add(
                    rise.load() == 0
                            ? "meanwhile no task of the whole application has ended"
                            : "meanwhile " + rise.load() + " other tasks of the application have ended, none of these");
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

    /** Whether the creating stack that it shows is another's; see {@link dev.parkranger.record.Origin#isBorrowed}. */
    static boolean isBorrowed(TaskFacts task) {
        return task.task() instanceof Owner its && its.origin().isBorrowed();
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
}
