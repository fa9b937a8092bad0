package dev.parkranger.profile;

import dev.parkranger.reaper.CodeMap;
import dev.parkranger.reaper.LiveStacks;
import dev.parkranger.record.Frame;
import dev.parkranger.record.OneLine;
import dev.parkranger.record.Origin;
import dev.parkranger.record.Owner;
import dev.parkranger.record.ThreadRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Every thread by itself, as Go prints it for {@code debug=2}, written while the threads are read. Cut off like Go's. */
final class GoDump {

    private static final int MAX_CHARS = 64 << 20;
    private static final int MAX_NAME = 80;

    private final CodeMap code;
    private final Labels labels;
    private final long now;
    private final Parked parked;
    private final Appendable out;
    private final StringBuilder text = new StringBuilder();
    private long written;
    private long leftOut;

    GoDump(CodeMap code, long now, Parked parked, Appendable out) {
        this.code = code;
        this.labels = new Labels(code);
        this.now = now;
        this.parked = parked;
        this.out = out;
    }

    void write(LiveStacks stacks, long budgetNanos) throws IOException {
        long deadline = System.nanoTime() + budgetNanos;
        try {
            stacks.read(budgetNanos, (record, thread, state, stack) -> {
                if (written >= MAX_CHARS) {
                    leftOut++;
                    return;
                }
                boolean hasTime = System.nanoTime() < deadline;
                thread(record, thread.getName(), state, stack, hasTime);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (leftOut > 0) {
            text.append("... ").append(leftOut).append(" more, cut off\n");
            flush();
        }
    }

    private void thread(
            ThreadRecord record, String name, Thread.State state, @Nullable List<Frame> stack, boolean hasTime) {
        about(record, name);
        text.append("goroutine ").append(record.tid()).append(" [").append(state);
        long since = parked.since(record.tid());
        long minutes = since == 0 ? 0 : TimeUnit.NANOSECONDS.toMinutes(now - since);
        if (minutes > 0) {
            text.append(", ").append(minutes).append(" minutes");
        }
        text.append("]:\n");
        if (stack == null) {
            text.append("\tstack not read, the time was up\n");
        } else {
            for (Frame frame : stack) {
                line(SourceFile.function(frame) + "(...)", frame);
            }
        }
        created(record, hasTime);
        text.append('\n');
        flush();
    }

    /** Go has no names for these; a line that begins like this is skipped by whoever parses. */
    private void about(ThreadRecord record, String name) {
        text.append("# ").append(record.isVirtual() ? "virtual" : "platform");
        if (!name.isEmpty()) {
            text.append(" \"").append(OneLine.of(name, MAX_NAME)).append('"');
        }
        text.append(", started ").append(seconds(record.sinceNanos())).append(" s ago");
        if (record.pool() != null) {
            text.append(", pool ").append(OneLine.of(labels.name(record.pool()), MAX_NAME));
        }
        text.append('\n');
    }

    private void created(ThreadRecord record, boolean hasTime) {
        Origin origin = record.origin();
        Frame blamed = hasTime || origin.isResolved() ? code.creation(origin).blamed() : null;
        text.append("created by ").append(blamed == null ? "unknown" : SourceFile.function(blamed));
        Owner owner = Labels.ownerOf(record);
        if (owner != null) {
            text.append(" for owner ").append(OneLine.of(labels.name(owner), MAX_NAME));
            if (owner.hasEnded()) {
                text.append(", ended ").append(seconds(owner.endedNanos())).append(" s ago");
            }
        }
        text.append('\n');
        if (blamed != null) {
            text.append('\t').append(SourceFile.withLine(blamed)).append('\n');
        }
    }

    private void line(String function, Frame frame) {
        text.append(function).append("\n\t").append(SourceFile.withLine(frame)).append('\n');
    }

    private long seconds(long since) {
        return TimeUnit.NANOSECONDS.toSeconds(Math.max(0, now - since));
    }

    private void flush() {
        written += text.length();
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        text.setLength(0);
    }
}
