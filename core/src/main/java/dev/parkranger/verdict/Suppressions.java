package dev.parkranger.verdict;

import dev.parkranger.options.IgnoreEntry;
import dev.parkranger.reaper.Look;
import dev.parkranger.record.Frame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the user has asked not to be told. Asked by the reaper alone, so it is not made for two threads; a change at run
 * time is a new one.
 */
public final class Suppressions {

    /** Of each entry; whoever ignores more groups does not read their ids. */
    private static final int MAX_IDS = 1_000;

    private static final int SHOWN_IDS = 5;

    /** One entry, and what it has matched so far, in the order of the first time. */
    private static final class Entry {

        private final String text;
        private final IgnoreEntry parsed;
        private final Set<String> ids = new LinkedHashSet<>();
        private @Nullable Instant last;
        private long sinceNanos;
        private boolean begun;

        private Entry(String text) {
            this.text = text;
            this.parsed = IgnoreEntry.parse(text);
        }

        private void matched(String id, Instant at) {
            last = at;
            if (ids.size() < MAX_IDS) {
                ids.add(id);
            }
        }

        private IgnoreUse use(long now, long windowNanos) {
            List<String> all = List.copyOf(ids);
            return new IgnoreUse(
                    text,
                    state(now, windowNanos),
                    all.size(),
                    all.subList(Math.max(0, all.size() - SHOWN_IDS), all.size()),
                    last,
                    parsed.problem());
        }

        private IgnoreUse.State state(long now, long windowNanos) {
            if (last != null) {
                return IgnoreUse.State.MATCHED;
            }
            if (!parsed.problem().isEmpty()) {
                return IgnoreUse.State.IMPOSSIBLE;
            }
            return begun && now - sinceNanos >= windowNanos ? IgnoreUse.State.UNUSED : IgnoreUse.State.FRESH;
        }
    }

    private final List<String> texts;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * Checks and compiles the list.
     *
     * @param ignore the option's entries
     * @throws dev.parkranger.options.BadOption naming what is allowed
     */
    public Suppressions(List<String> ignore) {
        this.texts = List.copyOf(ignore);
        for (String text : texts) {
            entries.add(new Entry(text));
        }
    }

    /** Those of another list; an entry that is in both goes on with what it has matched. */
    public Suppressions changedTo(List<String> ignore) {
        if (texts.equals(ignore)) {
            return this;
        }
        Suppressions changed = new Suppressions(ignore);
        for (int i = 0; i < changed.entries.size(); i++) {
            int before = texts.indexOf(changed.entries.get(i).text);
            if (before >= 0) {
                changed.entries.set(i, entries.get(before));
            }
        }
        return changed;
    }

    /** Takes out of one look's suspects those that are to be silent. */
    public List<Suspect> sift(List<Suspect> suspects, Look look) {
        for (Entry entry : entries) {
            if (!entry.begun) {
                entry.begun = true;
                entry.sinceNanos = look.now();
            }
        }
        List<Suspect> heard = new ArrayList<>();
        for (Suspect suspect : suspects) {
            if (!matches(suspect, look.at())) {
                heard.add(suspect);
            }
        }
        return heard;
    }

    private boolean matches(Suspect suspect, Instant at) {
        boolean matched = false;
        // All of them are asked: an entry behind another that matches too is not unused.
        for (Entry entry : entries) {
            if (matches(entry.parsed, suspect)) {
                entry.matched(suspect.id(), at);
                matched = true;
            }
        }
        return matched;
    }

    /**
     * What each entry has come to.
     *
     * @param windowNanos for how long an entry must have been asked before it is called unused
     */
    public List<IgnoreUse> uses(long now, long windowNanos) {
        List<IgnoreUse> uses = new ArrayList<>();
        for (Entry entry : entries) {
            uses.add(entry.use(now, windowNanos));
        }
        return uses;
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
