package dev.parkranger.verdict;

import dev.parkranger.reaper.Standstill;
import dev.parkranger.reaper.TaskFacts;
import dev.parkranger.record.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells who holds what and who waits for it, one sentence a thread. */
final class StandstillStory {

    /** A longer ring is understood from its beginning. */
    private static final int MAX_TOLD = 6;

    private StandstillStory() {}

    static List<String> of(Finding finding) {
        Standstill standstill = finding.standstill();
        List<String> sentences = new ArrayList<>();
        if (standstill == null) {
            return sentences;
        }
        List<Standstill.Held> members = standstill.members();
        Frame first = members.get(0).task().created().blamed();
        for (Standstill.Held held : members.subList(0, Math.min(members.size(), MAX_TOLD))) {
            sentences.add(sentence(standstill.kind(), held, first));
        }
        if (members.size() > MAX_TOLD) {
            sentences.add("and so on, " + members.size() + " in all");
        }
        List<Standstill.Held> victims = standstill.victims();
        if (standstill.kind() == Standstill.Kind.HELD_WHILE_WAITING && !victims.isEmpty()) {
            sentences.add(place(victims.get(0).task(), first) + " waits for that "
                    + victims.get(0).waitsFor());
        }
        if (victims.size() > 1) {
            sentences.add(victims.size() + " threads wait behind them");
        }
        if (finding.standstills() > 1) {
            sentences.add("the same, " + finding.standstills() + " times over");
        }
        return sentences;
    }

    private static String sentence(Standstill.Kind kind, Standstill.Held held, @Nullable Frame first) {
        String who = place(held.task(), first);
        return switch (kind) {
            case CYCLE -> who + " waits for a " + held.waitsFor() + " of " + named(held.holder());
            case DEAD_OWNER ->
                who + " waits for a " + held.waitsFor() + " of " + named(held.holder())
                        + ", which has ended: nobody can unlock it now";
            case HELD_WHILE_WAITING -> who + " waits for a message while it holds a lock";
            case STARVED_POOL -> who + " waits for a task that waits in the queue of its own pool";
        };
    }

    /** Its name, where it waits, and where it was made if that is not what the report begins with. */
    private static String place(TaskFacts task, @Nullable Frame first) {
        Frame made = task.created().blamed();
        Frame waits = task.waiting().applicationFrame();
        return named((task.threadName() + " #" + task.threadId()).strip())
                + (made == null || made.equals(first) ? "" : ", made in " + at(made) + ",")
                + (waits == null ? "" : " at " + at(waits));
    }

    private static String at(Frame frame) {
        String simple = frame.className().substring(frame.className().lastIndexOf('.') + 1);
        return simple + "." + frame.sourceMethod() + "(" + frame.fileName() + ":" + frame.line() + ")";
    }

    private static String named(String name) {
        return name.isEmpty() ? "a thread that is gone" : name;
    }
}
