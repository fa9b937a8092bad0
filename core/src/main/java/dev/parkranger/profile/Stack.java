package dev.parkranger.profile;

import dev.parkranger.record.Frame;
import java.util.List;

/**
 * What groups tasks: where they are and what is known of them. The hash is kept, for a stack is long and asked for it with
 * every task.
 */
public final class Stack {

    private final List<Frame> frames;
    private final List<Label> labels;
    private final int hash;

    /** @param frames innermost first */
    Stack(List<Frame> frames, List<Label> labels) {
        this.frames = frames;
        this.labels = labels;
        this.hash = 31 * frames.hashCode() + labels.hashCode();
    }

    /** Innermost first. */
    public List<Frame> frames() {
        return frames;
    }

    public List<Label> labels() {
        return labels;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Stack stack
                && hash == stack.hash
                && frames.equals(stack.frames)
                && labels.equals(stack.labels);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
