package dev.parkranger.reaper;

import dev.parkranger.record.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the reaper remembers of one candidate from look to look. */
final class Watch {

    private @Nullable Sample last;
    private long sinceNanos;
    private Progress progress = Progress.MOVING;
    private boolean reentered;
    private @Nullable List<Frame> stack;

    /** The look at which it was last a candidate; it is forgotten when it is none. */
    long seenAt;

    /**
     * Compares with the previous look.
     *
     * @param fresh reads the stack now; asked only where the sample cannot tell
     */
    void see(Sample sample, long now, Stacks fresh) {
        Sample before = last;
        last = sample;
        if (!sample.isParked()) {
            begin(now);
            return;
        }
        if (before == null || !before.isParked()) {
            begin(now);
            stack = fresh.take();
            return;
        }
        if (sample.isSameWaitAs(before) || (!sample.isCounted() && sample.isParkedOnSameAs(before))) {
            progress = Progress.INERT;
            return;
        }
        // It has moved, or nobody counts: only falling back into the same wait is no progress.
        List<Frame> was = stack;
        List<Frame> is = fresh.take();
        if (!sample.resembles(before) || (was != null && is != null && !isSameWait(was, is))) {
            begin(now);
            stack = is;
            return;
        }
        stack = is != null ? is : was;
        reentered |= sample.isCounted();
        progress = sample.isCounted() ? Progress.IDLING : Progress.INERT;
    }

    private void begin(long now) {
        progress = Progress.MOVING;
        sinceNanos = now;
        reentered = false;
        stack = null;
    }

    /** By methods: in a loop that polls twice the line may differ. */
    private static boolean isSameWait(List<Frame> one, List<Frame> other) {
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

    boolean isReentered() {
        return reentered;
    }

    long parkedNanos(long now) {
        return now - sinceNanos;
    }

    Sample sample() {
        return last == null ? new Sample(Thread.State.RUNNABLE, -1, -1, 0, "") : last;
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
    }
}
