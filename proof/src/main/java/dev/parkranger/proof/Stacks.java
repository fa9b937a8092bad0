package dev.parkranger.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** The threads' frames by name. */
final class Stacks {

    /** As many as anybody needs to know where a thread waits. */
    private static final int MAX_FRAMES = 64;

    private final DumpFile file;
    private final Names names;
    private final Classes classes;
    private final LongToInt traceIndexes = new LongToInt(256);
    private final LongToInt frameIndexes = new LongToInt(1024);
    private final Longs traces = new Longs();
    private final Longs frames = new Longs();

    /** A hundred thousand threads wait in a few methods. */
    private final Map<Long, String> methods = new HashMap<>();

    private final Map<Long, String> types = new HashMap<>();

    Stacks(DumpFile file, Names names, Classes classes) {
        this.file = file;
        this.names = names;
        this.classes = classes;
    }

    /** One frame. */
    record Call(String type, String method, int line) {
        boolean isOf(String packageOrClass) {
            return type.startsWith(packageOrClass);
        }

        @Override
        public String toString() {
            return line > 0 ? type + "." + method + ":" + line : type + "." + method;
        }
    }

    void trace(long body) {
        traceIndexes.put(file.u4(body), traces.size());
        traces.add(body);
    }

    void frame(long body) {
        frameIndexes.put(file.id(body), frames.size());
        frames.add(body);
    }

    /** The classes of all methods that it is in: no local need refer to that of a static one. */
    void eachType(DumpThread thread, Consumer<ClassShape> action) {
        eachFrame(thread, Integer.MAX_VALUE, at -> {
            ClassShape type = classes.ofSerial(classOf(at));
            if (type != null) {
                action.accept(type);
            }
        });
    }

    /** Innermost first. */
    List<Call> of(DumpThread thread) {
        List<Call> calls = new ArrayList<>();
        eachFrame(
                thread,
                MAX_FRAMES,
                at -> calls.add(new Call(
                        types.computeIfAbsent(classOf(at), classes::nameOfSerial),
                        methods.computeIfAbsent(file.id(at + Hprof.ID), names::of),
                        file.i4(at + 4L * Hprof.ID + 4))));
        return calls;
    }

    /** Where the record of each frame stands, innermost first. */
    private void eachFrame(DumpThread thread, int most, LongConsumer action) {
        int index = traceIndexes.get(thread.trace);
        if (index < 0) {
            return;
        }
        long body = traces.get(index);
        int count = Math.min(most, file.i4(body + 8));
        for (int i = 0; i < count; i++) {
            int frame = frameIndexes.get(file.id(body + 12 + (long) i * Hprof.ID));
            if (frame < 0) {
                return;
            }
            action.accept(frames.get(frame));
        }
    }

    /** The serial number of a frame's class. */
    private long classOf(long frame) {
        return file.u4(frame + 4L * Hprof.ID);
    }
}
