package dev.parkranger.proof;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes heap dumps for tests, as HotSpot does, of a heap that is put together by hand. */
final class DumpWriter {

    /** A class: fields are written {@code L name}, {@code I name}, {@code J name}, {@code Z name}. */
    static final class Type {
        final long id;
        final String name;
        final Type parent;
        final List<String> fields;
        final Map<String, Object> statics = new LinkedHashMap<>();
        Thing loader;

        private Type(long id, String name, Type parent, List<String> fields) {
            this.id = id;
            this.name = name;
            this.parent = parent;
            this.fields = fields;
        }
    }

    /** An instance, or an array of references where there are elements. */
    static final class Thing {
        final long id;
        final Type type;
        final Map<String, Object> values = new LinkedHashMap<>();
        List<Thing> elements;

        private Thing(long id, Type type) {
            this.id = id;
            this.type = type;
        }

        Thing set(String field, Object value) {
            values.put(field, value);
            return this;
        }
    }

    /** A frame, and what it refers to. */
    record Frame(Type type, String method, List<Thing> locals) {}

    private record Stack(Thing thread, List<Frame> frames) {}

    private final List<Type> types = new ArrayList<>();
    private final List<Thing> things = new ArrayList<>();
    private final List<Stack> stacks = new ArrayList<>();
    private final List<Thing> globals = new ArrayList<>();
    private final List<Thing> strays = new ArrayList<>();
    private final Map<String, Long> names = new LinkedHashMap<>();
    private long next = 0x7_0000_0000L;
    private Type late;
    private boolean lateInFront;

    Type type(String name, Type parent, String... fields) {
        Type type = new Type(address(96), name, parent, List.of(fields));
        types.add(type);
        return type;
    }

    /** A class, of which there is an instance, that stands among the objects: before them or behind. */
    void lateType(String name, Type parent, boolean inFront) {
        late = new Type(address(96), name, parent, List.of());
        lateInFront = inFront;
    }

    /** An instance of a class that is not there. */
    void orphan() {
        things.add(new Thing(address(32), new Type(address(96), "com.acme.Nowhere", types.get(0), List.of())));
    }

    Thing make(Type type) {
        Thing thing = new Thing(address(32), type);
        things.add(thing);
        return thing;
    }

    Thing array(Type type, Thing... elements) {
        Thing thing = make(type);
        thing.elements = List.of(elements);
        return thing;
    }

    /** A class as an object; it has its record already. */
    Thing mirror(Type type) {
        return new Thing(type.id, type);
    }

    void thread(Thing thread, Frame... frames) {
        stacks.add(new Stack(thread, List.of(frames)));
    }

    /** On the stack of a thread that is not listed. */
    void stray(Thing thing) {
        strays.add(thing);
    }

    /** What native code holds. */
    void global(Thing thing) {
        globals.add(thing);
    }

    /** Far enough apart that there are many pages. */
    private long address(int bytes) {
        long address = next;
        next += bytes;
        return address;
    }

    /** As a small dump is: all in one segment. */
    byte[] bytes() {
        return bytes(false);
    }

    /** @param parted whether each object and root has a segment of its own, behind one of all classes */
    byte[] bytes(boolean parted) {
        try {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            List<Integer> ends = new ArrayList<>();
            heap(new DataOutputStream(body), ends);
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            frames(new DataOutputStream(frames));
            ByteArrayOutputStream classes = new ByteArrayOutputStream();
            DataOutputStream loads = new DataOutputStream(classes);
            List<Type> named = new ArrayList<>(types);
            if (late != null) {
                named.add(late);
            }
            for (int i = 0; i < named.size(); i++) {
                record(loads, Hprof.LOAD_CLASS, 24);
                loads.writeInt(i + 1);
                loads.writeLong(named.get(i).id);
                loads.writeInt(1);
                loads.writeLong(name(named.get(i).name.replace('.', '/')));
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(all);
            out.write("JAVA PROFILE 1.0.2\0".getBytes(StandardCharsets.US_ASCII));
            out.writeInt(Hprof.ID);
            out.writeLong(0);
            for (Map.Entry<String, Long> name : names.entrySet()) {
                byte[] text = name.getKey().getBytes(StandardCharsets.UTF_8);
                record(out, Hprof.UTF8, Hprof.ID + text.length);
                out.writeLong(name.getValue());
                out.write(text);
            }
            out.write(classes.toByteArray());
            out.write(frames.toByteArray());
            int begin = 0;
            for (int end : parted ? ends : List.of(body.size())) {
                record(out, Hprof.HEAP_DUMP_SEGMENT, end - begin);
                out.write(body.toByteArray(), begin, end - begin);
                begin = end;
            }
            record(out, Hprof.HEAP_DUMP_END, 0);
            return all.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void record(DataOutputStream out, int tag, int length) throws IOException {
        out.writeByte(tag);
        out.writeInt(0);
        out.writeInt(length);
    }

    private long name(String text) {
        return names.computeIfAbsent(text, key -> 0x1000L + names.size() * 8L);
    }

    private void frames(DataOutputStream out) throws IOException {
        long frame = 1;
        for (int i = 0; i < stacks.size(); i++) {
            List<Frame> calls = stacks.get(i).frames();
            for (int j = 0; j < calls.size(); j++) {
                record(out, Hprof.FRAME, 40);
                out.writeLong(frame + j);
                out.writeLong(name(calls.get(j).method()));
                out.writeLong(0);
                out.writeLong(0);
                out.writeInt(types.indexOf(calls.get(j).type()) + 1);
                out.writeInt(7);
            }
            record(out, Hprof.TRACE, 12 + calls.size() * 8);
            out.writeInt(100 + i);
            out.writeInt(i + 1);
            out.writeInt(calls.size());
            for (int j = 0; j < calls.size(); j++) {
                out.writeLong(frame + j);
            }
            frame += calls.size();
        }
    }

    /** @param ends is told where a segment may end */
    private void heap(DataOutputStream out, List<Integer> ends) throws IOException {
        for (Type type : types) {
            type(out, type);
        }
        ends.add(out.size());
        for (int i = 0; i < things.size(); i++) {
            thing(out, things.get(i));
            if (late != null && i == (lateInFront ? 1 : things.size() - 1)) {
                // Not at the beginning of its segment, which would then be known as one of classes.
                type(out, late);
                thing(out, new Thing(address(32), late));
            }
            ends.add(out.size());
        }
        for (int i = 0; i < stacks.size(); i++) {
            out.writeByte(Hprof.ROOT_THREAD_OBJECT);
            out.writeLong(stacks.get(i).thread().id);
            out.writeInt(i + 1);
            out.writeInt(100 + i);
            List<Frame> calls = stacks.get(i).frames();
            for (int depth = 0; depth < calls.size(); depth++) {
                for (Thing local : calls.get(depth).locals()) {
                    out.writeByte(Hprof.ROOT_JAVA_FRAME);
                    out.writeLong(local.id);
                    out.writeInt(i + 1);
                    out.writeInt(depth);
                    ends.add(out.size());
                }
            }
            ends.add(out.size());
        }
        for (Thing stray : strays) {
            out.writeByte(Hprof.ROOT_JNI_LOCAL);
            out.writeLong(stray.id);
            out.writeInt(9_999);
            out.writeInt(-1);
            ends.add(out.size());
        }
        for (Thing global : globals) {
            out.writeByte(Hprof.ROOT_JNI_GLOBAL);
            out.writeLong(global.id);
            out.writeLong(0);
            ends.add(out.size());
        }
    }

    private void type(DataOutputStream out, Type type) throws IOException {
        out.writeByte(Hprof.CLASS_DUMP);
        out.writeLong(type.id);
        out.writeInt(1);
        out.writeLong(type.parent == null ? 0 : type.parent.id);
        out.writeLong(type.loader == null ? 0 : type.loader.id);
        for (int i = 0; i < 4; i++) {
            out.writeLong(0);
        }
        out.writeInt(24);
        out.writeShort(0);
        out.writeShort(type.statics.size());
        for (Map.Entry<String, Object> each : type.statics.entrySet()) {
            out.writeLong(name(each.getKey()));
            out.writeByte(each.getValue() instanceof Integer ? Hprof.INT : Hprof.OBJECT);
            value(out, each.getValue() instanceof Integer ? 'I' : 'L', each.getValue());
        }
        out.writeShort(type.fields.size());
        for (String field : type.fields) {
            out.writeLong(name(field.substring(2)));
            out.writeByte(
                    switch (field.charAt(0)) {
                        case 'L' -> Hprof.OBJECT;
                        case 'I' -> Hprof.INT;
                        case 'J' -> Hprof.LONG;
                        case 'Z' -> Hprof.BOOLEAN;
                        default -> throw new IllegalArgumentException(field);
                    });
        }
    }

    private void thing(DataOutputStream out, Thing thing) throws IOException {
        if (thing.elements != null) {
            out.writeByte(Hprof.OBJECT_ARRAY_DUMP);
            out.writeLong(thing.id);
            out.writeInt(1);
            out.writeInt(thing.elements.size());
            out.writeLong(thing.type.id);
            for (Thing element : thing.elements) {
                out.writeLong(element.id);
            }
            return;
        }
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        DataOutputStream values = new DataOutputStream(fields);
        for (Type part = thing.type; part != null; part = part.parent) {
            for (String field : part.fields) {
                value(values, field.charAt(0), thing.values.get(field.substring(2)));
            }
        }
        out.writeByte(Hprof.INSTANCE_DUMP);
        out.writeLong(thing.id);
        out.writeInt(1);
        out.writeLong(thing.type.id);
        out.writeInt(fields.size());
        out.write(fields.toByteArray());
    }

    private static void value(DataOutputStream out, char kind, Object value) throws IOException {
        switch (kind) {
            case 'L' -> out.writeLong(value == null ? 0 : value instanceof Type type ? type.id : ((Thing) value).id);
            case 'I' -> out.writeInt(value == null ? 0 : (Integer) value);
            case 'J' -> out.writeLong(value == null ? 0 : (Long) value);
            case 'Z' -> out.writeByte(value == null ? 0 : 1);
            default -> throw new IllegalArgumentException("kind " + kind);
        }
    }
}
