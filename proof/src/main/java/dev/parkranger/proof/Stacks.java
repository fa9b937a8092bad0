package dev.parkranger.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/** The threads' frames by name. */
final class Stacks {

    /** As many as anybody needs to know where a thread waits. */
    private static final int MAX_FRAMES = 64;

    private final DumpFile file;
    private final Classes classes;
    private final Numbered traces = new Numbered();
    private final Numbered frames = new Numbered();

    // A hundred thousand threads wait in a few methods.
    private final Texts methods;
    private final Texts types;

    Stacks(DumpFile file, Names names, Classes classes) {
        this.file = file;
        this.classes = classes;
        this.methods = new Texts(names::of);
        this.types = new Texts(classes::nameOfSerial);
    }

    /** What stands for a number, read once. */
    private static final class Texts {
        private final LongFunction<String> reader;
        private final LongToInt indexes = new LongToInt(256);
        private final List<String> texts = new ArrayList<>();

        Texts(LongFunction<String> reader) {
            this.reader = reader;
        }

        String of(long number) {
            int index = indexes.get(number);
            if (index >= 0) {
                return texts.get(index);
            }
            String text = reader.apply(number);
            indexes.put(number, texts.size());
            texts.add(text);
            return text;
        }
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
        traces.put(file.u4(body), body);
    }

    void frame(long body) {
        frames.put(file.id(body), body);
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
                        types.of(classOf(at)), methods.of(file.id(at + Hprof.ID)), file.i4(at + 4L * Hprof.ID + 4))));
        return calls;
    }

    /** Where the record of each frame stands, innermost first. */
    private void eachFrame(DumpThread thread, int most, LongConsumer action) {
        long body = traces.get(thread.trace);
        if (body < 0) {
            return;
        }
        int count = Math.min(most, file.i4(body + 8));
        for (int i = 0; i < count; i++) {
            long frame = frames.get(file.id(body + 12 + (long) i * Hprof.ID));
            if (frame < 0) {
                return;
            }
            action.accept(frame);
        }
    }

    /** The serial number of a frame's class. */
    private long classOf(long frame) {
        return file.u4(frame + 4L * Hprof.ID);
    }
}
