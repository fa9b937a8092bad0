package dev.parkranger.verdict;

import dev.parkranger.options.IgnoreEntry;
import dev.parkranger.record.Frame;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user has asked not to be told. Asked by the reaper alone, so it is not made for two threads; a change at run
 * time is a new one.
 */
public final class Suppressions {
    private final List<String> texts;
    private final List<IgnoreEntry> entries = new ArrayList<>();
    private final BitSet used = new BitSet();

    /**
     * Checks and compiles the list.
     *
     * @param ignore the option's entries
     * @throws dev.parkranger.options.BadOption naming what is allowed
     */
    public Suppressions(List<String> ignore) {
        this.texts = List.copyOf(ignore);
        for (String text : texts) {
            entries.add(IgnoreEntry.parse(text));
        }
    }

    /** Whether it was made of this very list. */
    public boolean isOf(List<String> ignore) {
        return texts.equals(ignore);
    }

    public boolean matches(Suspect suspect) {
        boolean matched = false;
        // All of them are asked: an entry behind another that matches too is not unused.
        for (int i = 0; i < entries.size(); i++) {
            if (matches(entries.get(i), suspect)) {
                used.set(i);
                matched = true;
            }
        }
        return matched;
    }

    /** Entries that have matched nothing so far: misspelt, or for a leak mended since. */
    public List<String> unused() {
        List<String> unused = new ArrayList<>();
        for (int i = used.nextClearBit(0); i < texts.size(); i = used.nextClearBit(i + 1)) {
            unused.add(texts.get(i));
        }
        return unused;
    }

    private static boolean matches(IgnoreEntry entry, Suspect suspect) {
        return switch (entry.kind()) {
            case FINGERPRINT -> entry.text().equals(suspect.id());
            case FRAME ->
                matchesFrame(entry.text(), suspect.createdAt().frame())
                        || matchesFrame(entry.text(), suspect.waitingAt().applicationFrame());
            case THREAD -> matchesEveryThread(entry.text(), suspect.threads());
        };
    }

    private static boolean matchesFrame(String pattern, @Nullable Frame frame) {
        return frame != null
                && (Wildcard.matches(pattern, frame.className() + "." + frame.methodName())
                        || Wildcard.matches(pattern, frame.className() + "." + frame.sourceMethod()));
    }

    /** One thread of another name is something the user has not asked to be silent about. */
    private static boolean matchesEveryThread(String pattern, List<Suspect.ThreadRef> threads) {
        for (Suspect.ThreadRef thread : threads) {
            if (!Wildcard.matches(pattern, thread.name())) {
                return false;
            }
        }
        return !threads.isEmpty();
    }
}
