package dev.parkranger.reaper;

import dev.parkranger.record.Frame;
import dev.parkranger.record.SiteKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the reaper remembers of one candidate from look to look. */
final class Watch {

    /** Poll loops and wheel timers wake up to ten times a second. */
    private static final int MAX_IDLE_WAKES_PER_SECOND = 20;

    /** One part in so many of a core: ten wakes a second cost a third of that. */
    private static final int MAX_IDLE_CPU_SHARE = 1_000;

    /**
     * One part in so many of a core, of a selector that wakes by its own timeout. A loop that serves one ping each half
     * second uses a 12,000th on a slow machine, so hardly less than a 50,000th on any; one that wakes each second to
     * find nothing a 40,000th to a 125,000th. Where they meet, it works.
     */
    private static final int MAX_IDLE_POLL_SHARE = 100_000;

    /** Stacks of one that works, in search of where it waits between its pieces of work. */
    private static final int MAX_ASKED = 8;

    private @Nullable Sample last;
    private long lastNanos;
    private long sinceNanos;
    private Progress progress = Progress.MOVING;
    private boolean reentered;
    private @Nullable List<Frame> stack;
    private final Use use = new Use();

    /** Stacks taken in search of where it waits. */
    private int asked;

    /** The look at which it was last a candidate; it is forgotten when it is none. */
    long seenAt;

    /** Whether its owner lived at the last look. */
    boolean owned;

    /** Its site, where its owner lives and it is looked at because there are ever more of its kind; else null. */
    @Nullable
    SiteKey living;

    /**
     * Compares with the previous look.
     *
     * @param worker whether it is an idle pool's worker, or might be: whatever wakes it, it works for the pool alone
     * @param fresh reads the stack now; asked only where the sample cannot tell
     */
    void see(Sample sample, long now, boolean worker, Stacks fresh) {
        Sample before = last;
        long sincePrevious = now - lastNanos;
        last = sample;
        lastNanos = now;
        if (!sample.isParked()) {
            seeRunning(sample, before, now, sincePrevious, fresh);
            return;
        }
        if (before == null || !before.isParked()) {
            beginWait(sample, worker, now, fresh);
            return;
        }
        if (sample.isSameWaitAs(before)) {
            progress = Progress.INERT;
            return;
        }
        if (!worker && !wokeByItself(sample, before, sincePrevious)) {
            beginWait(sample, false, now, fresh);
            return;
        }
        // It has moved: only falling back into the same wait is no progress.
        if (!worker) {
            use.hasClock();
        }
        List<Frame> was = stack;
        List<Frame> is = fresh.take();
        if (is == null) {
            // This look has spent what it may; what it was before, it is.
            return;
        }
        stack = is;
        if (!sample.resembles(before) || (was != null && !isSameWait(was, is))) {
            begin(now);
            stack = is;
            return;
        }
        reentered = true;
        progress = Progress.IDLING;
    }

    /**
     * Of native code the JVM says RUNNABLE, work or wait. Who waits in the kernel uses no processor time at all: only
     * where that stands still is the stack worth its price. It stays true for as long as not a nanosecond is added.
     */
    private void seeRunning(Sample sample, @Nullable Sample before, long now, long elapsedNanos, Stacks fresh) {
        if (sample.cpuNanos() == Sample.UNKNOWN || (before != null && before.cpuNanos() == Sample.UNKNOWN)) {
            begin(now);
            return;
        }
        if (before == null) {
            beginRunning(now, fresh);
            return;
        }
        long used = sample.cpuNanos() - before.cpuNanos();
        if (!sample.isStillRunning(before) || used > elapsedNanos / MAX_IDLE_POLL_SHARE) {
            beginRunning(now, fresh);
            return;
        }
        List<Frame> was = stack;
        List<Frame> is = used == 0 && was != null ? was : fresh.take();
        if (is == null) {
            // This look has spent what it may: a poll is what it was, anything else was woken by its peer.
            NativeWait known = was == null ? null : NativeWait.of(was);
            if (known == null || !known.polls()) {
                begin(now);
            }
            return;
        }
        NativeWait wait = NativeWait.of(is);
        boolean idles = wait != null && wait.polls() && (was == null || isSameWait(was, is));
        if (wait == null || (used > 0 && !idles)) {
            begin(now);
            stack = is;
            receives(is, now);
            return;
        }
        if (was == null) {
            // It has moved, and its stack could not be taken then: by now it is back.
            receives(is, now);
        }
        stack = is;
        reentered |= used > 0;
        progress = used > 0 ? Progress.IDLING : Progress.INERT;
    }

    /**
     * Whether its own timeouts, now and then, are all that woke it. A wait without a timeout that was entered anew was
     * ended by somebody who reaches it, so it is of use to somebody; and what wakes more often than idlers do, works.
     */
    private static boolean wokeByItself(Sample sample, Sample before, long elapsedNanos) {
        if (!sample.isTimed() || !before.isTimed()) {
            return false;
        }
        long wakes = sample.waits() - before.waits();
        return wakes * 1e9 <= MAX_IDLE_WAKES_PER_SECOND * (double) elapsedNanos
                && sample.cpuNanos() - before.cpuNanos() <= elapsedNanos / MAX_IDLE_CPU_SHARE;
    }

    /** It has moved, and waits again. A wait without a timeout it left because somebody woke it. */
    private void beginWait(Sample sample, boolean worker, long now, Stacks fresh) {
        begin(now);
        List<Frame> is = fresh.take();
        stack = is;
        if (worker) {
            return;
        }
        if (sample.isTimed()) {
            use.hasClock();
        } else if (is != null && sample.isForOthers() && Use.isForWhatComes(is)) {
            use.isBackIn(is, sample.blocker(), now);
        }
    }

    /** It works, or has worked; by now it may be back where it receives. After a few stacks that do not say so it is let be. */
    private void beginRunning(long now, Stacks fresh) {
        if (progress.isStuck()) {
            asked = 0;
        }
        begin(now);
        if (asked == MAX_ASKED) {
            return;
        }
        List<Frame> is = fresh.takeOfWorking();
        if (is != null) {
            asked++;
            stack = is;
            receives(is, now);
        }
    }

    private void receives(List<Frame> is, long now) {
        NativeWait wait = NativeWait.of(is);
        if (wait != null && wait.isReceive(is)) {
            use.isBackIn(is, 0, now);
        }
    }

    /** Its owner lived until now: for whom it was woken says nothing. */
    void ownerEnded() {
        use.beginsAnew();
        asked = 0;
    }

    /** Who wakes it, since its owner's end. */
    Use use() {
        return use;
    }

    private void begin(long now) {
        progress = Progress.MOVING;
        sinceNanos = now;
        reentered = false;
        stack = null;
    }

    /** By methods: in a loop that polls twice the line may differ. */
    static boolean isSameWait(List<Frame> one, List<Frame> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            Frame a = one.get(i);
            Frame b = other.get(i);
            if (!a.className().equals(b.className()) || !a.methodName().equals(b.methodName())) {
                return false;
            }
        }
        return true;
    }

    Progress progress() {
        return progress;
    }

    /** Whether it waits, be it in native code. */
    boolean isWaiting() {
        return sample().isParked() || progress.isStuck();
    }

    /** Whether its wait ends by itself. */
    boolean isTimed() {
        if (sample().isParked()) {
            return sample().isTimed();
        }
        List<Frame> frames = stack;
        if (frames == null || !progress.isStuck()) {
            return false;
        }
        NativeWait wait = NativeWait.of(frames);
        return wait != null && wait.isBounded(frames);
    }

    boolean isReentered() {
        return reentered;
    }

    long parkedNanos(long now) {
        return now - sinceNanos;
    }

    /** When it was looked at last; 0 for never. */
    long lookedAt() {
        return lastNanos;
    }

    Sample sample() {
        return last == null ? Sample.NONE : last;
    }

    @Nullable
    List<Frame> stack() {
        return stack;
    }

    void stack(List<Frame> frames) {
        stack = frames;
    }

    /** One thread's stack, or null when this look has spent what it may. */
    interface Stacks {
        @Nullable
        List<Frame> take();

        /** Of one that works, by its processor time: there may be many, and most of them have just not come to their end yet. */
        default @Nullable List<Frame> takeOfWorking() {
            return take();
        }
    }
}
