package dev.parkranger.verdict;

import dev.parkranger.reaper.Look;
import dev.parkranger.reaper.Progress;
import dev.parkranger.reaper.TaskFacts;
import dev.parkranger.reaper.Told;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Tells whether anybody has told the tasks to stop: who never heard of it is mended elsewhere than who does not listen. */
final class ToldStory {

    private static final int CLOCK_FROM = "2026-11-23T".length();
    private static final int CLOCK_TO = "2026-11-23T12:00:00".length();
    private static final Duration DAY = Duration.ofDays(1);

    private int asked;
    private int interrupted;
    private int unheeded;
    private int cancelled;
    private long lastNanos;

    private ToldStory() {}

    static List<String> of(Finding finding, Look look) {
        ToldStory story = read(finding, look);
        // Nobody had a reason to interrupt what lives on with its owner, nor the workers of a pool that is not shut
        // down.
        Verdict verdict = finding.cause().verdict();
        return story.sentences(verdict == Verdict.ORPHANED_TASK || verdict == Verdict.UNDEAD_WORKER, look);
    }

    /** Whether most were woken by an interrupt, and went to wait again: they swallow it. */
    static boolean isSwallowed(Finding finding, Look look) {
        ToldStory story = read(finding, look);
        return (story.interrupted - story.unheeded) * 2 > story.asked;
    }

    private static ToldStory read(Finding finding, Look look) {
        ToldStory story = new ToldStory();
        for (TaskFacts task : finding.tasks()) {
            Told told = task.told();
            if (told != null) {
                story.add(task, told, look);
            }
        }
        return story;
    }

    private void add(TaskFacts task, Told told, Look look) {
        int count = task.standsFor();
        asked += count;
        cancelled += told.cancelled() ? count : 0;
        if (told.isInterrupted()) {
            interrupted += count;
            unheeded += isInItsWait(task, told, look) ? count : 0;
            lastNanos = Math.max(lastNanos, told.interruptedNanos());
        }
    }

    /** Whether it was in this very wait already; else it was woken, and has gone to wait again. */
    private static boolean isInItsWait(TaskFacts task, Told told, Look look) {
        return task.progress() == Progress.INERT
                && !task.reentered()
                && told.interruptedNanos() > look.now() - task.parkedNanos();
    }

    private List<String> sentences(boolean missed, Look look) {
        List<String> sentences = new ArrayList<>();
        if (interrupted > 0) {
            sentences.add(ofAll(interrupted) + "ignored an interrupt" + (asked == 1 ? " at " : ", the last at ")
                    + clock(look.at().minusNanos(look.now() - lastNanos), look.at())
                    + (unheeded == interrupted ? ", which this wait does not heed" : ""));
        } else if (missed && asked > 0 && cancelled == 0) {
            sentences.add("never interrupted");
        }
        if (cancelled > 0) {
            sentences.add((asked == 1 ? "its future was cancelled" : ofAll(cancelled) + "had their future cancelled")
                    + (interrupted > 0 ? "" : " without an interrupt")
                    + (asked == 1 ? ", and it went on" : ", and went on"));
        }
        return sentences;
    }

    private String ofAll(int count) {
        return asked == 1 ? "" : count + " of " + asked + " ";
    }

    /** UTC, as all times of a report. */
    private static String clock(Instant at, Instant now) {
        String text = at.truncatedTo(ChronoUnit.SECONDS).toString();
        return Duration.between(at, now).compareTo(DAY) < 0
                ? text.substring(CLOCK_FROM, CLOCK_TO)
                : text.substring(0, CLOCK_TO).replace('T', ' ');
    }
}
