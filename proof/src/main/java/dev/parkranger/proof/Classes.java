package dev.parkranger.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The dump's classes. A class stands in the dump after its superclass is known by name, and before its instances. */
final class Classes {

    private static final String LAUNCHER = "dev/parkranger/launcher/ParkRanger";
    private static final long UNKNOWN = -1;

    private final DumpFile file;
    private final Names names;
    private final Never never;
    private final LongToInt nameIndexes = new LongToInt(1 << 14);
    private final LongToInt bySerial = new LongToInt(1 << 14);
    private final List<Long> nameIds = new ArrayList<>();
    private final Longs ids = new Longs();
    private long systemLoader = UNKNOWN;
    private final LongToInt indexes = new LongToInt(1 << 14);
    private final List<ClassShape> shapes = new ArrayList<>();
    private final LongToInt pending = new LongToInt(1 << 14);
    private final Longs pendingOffsets = new Longs();

    Classes(DumpFile file, Names names, Never never) {
        this.file = file;
        this.names = names;
        this.never = never;
    }

    /** The record that names a class. */
    void name(long body) {
        long id = file.id(body + 4);
        nameIndexes.put(id, nameIds.size());
        nameIds.add(file.id(body + 4 + Hprof.ID + 4));
        ids.add(id);
        bySerial.put(file.u4(body), nameIds.size() - 1);
    }

    /** Of a frame's class, by its serial number. */
    String nameOfSerial(long serial) {
        int index = bySerial.get(serial);
        return index < 0 ? "?" : readable(names.of(nameIds.get(index)));
    }

    /** Of a frame, by its serial number; null where that says nothing. */
    @Nullable
    ClassShape ofSerial(long serial) {
        int index = bySerial.get(serial);
        return index < 0 ? null : of(ids.get(index));
    }

    /**
     * The system class loader, which never goes: the one that has loaded the agent's launcher. 0, which is another such,
     * where the dump has none.
     */
    private long systemLoader() {
        if (systemLoader == UNKNOWN) {
            systemLoader = 0;
            for (int i = 0; i < nameIds.size(); i++) {
                int waiting = pending.get(ids.get(i));
                if (waiting >= 0 && names.of(nameIds.get(i)).equals(LAUNCHER)) {
                    systemLoader = file.id(pendingOffsets.get(waiting) + ClassRecord.LOADER);
                }
            }
        }
        return systemLoader;
    }

    private String nameOf(long id) {
        int index = nameIndexes.get(id);
        return index < 0 ? "?" : readable(names.of(nameIds.get(index)));
    }

    private static String readable(String name) {
        return name.replace('/', '.');
    }

    /** A class's own record; it is looked into once somebody needs it, for superclasses may come later. */
    void add(long id, long offset) {
        pending.put(id, pendingOffsets.size());
        pendingOffsets.add(offset);
    }

    /** Reads all that nobody has needed. */
    void seal() {
        pending.each((id, index) -> of(id));
    }

    List<ClassShape> all() {
        return shapes;
    }

    /** Null for what is no class. */
    @Nullable
    ClassShape of(long id) {
        int index = indexes.get(id);
        if (index >= 0) {
            return shapes.get(index);
        }
        int waiting = pending.get(id);
        return waiting < 0 ? null : read(id, pendingOffsets.get(waiting));
    }

    /** The first of this name; null where there is none. */
    @Nullable
    ClassShape named(String name) {
        for (ClassShape shape : shapes) {
            if (shape.name.equals(name)) {
                return shape;
            }
        }
        return null;
    }

    private ClassShape read(long id, long offset) {
        long at = offset + 1 + Hprof.ID + 4;
        long superId = file.id(at);
        long loader = file.id(at + Hprof.ID);
        long fields = ClassRecord.fields(file, offset);
        int count = file.u2(fields);
        long[] fieldNames = new long[count];
        byte[] types = new byte[count];
        for (int i = 0; i < count; i++) {
            fieldNames[i] = file.id(fields + 2 + i * (Hprof.ID + 1L));
            types[i] = (byte) file.u1(fields + 2 + i * (Hprof.ID + 1L) + Hprof.ID);
        }
        ClassShape parent = superId == 0 ? null : of(superId);
        if (superId != 0 && parent == null) {
            throw new BadDump("the class " + nameOf(id) + " comes before its superclass");
        }
        ClassShape shape = new ClassShape(id, nameOf(id), parent, loader, offset, fieldNames, types);
        indexes.put(id, shapes.size());
        shapes.add(shape);
        shape.isPermanent = loader == 0 || loader == systemLoader();
        shape.isThread = shape.is("java.lang.Thread");
        shape.isLoader = shape.is("java.lang.ClassLoader");
        shape.isReference = shape.is("java.lang.ref.Reference");
        shape.isContinuation = shape.is("jdk.internal.vm.Continuation");
        edges(shape);
        return shape;
    }

    /** Own fields first, then those of each superclass. */
    private void edges(ClassShape shape) {
        int[] edges = new int[8];
        int size = 0;
        int at = 0;
        boolean weak = shape.is("java.lang.ref.WeakReference") || shape.is("java.lang.ref.SoftReference");
        for (ClassShape part = shape; part != null; part = part.parent) {
            for (int i = 0; i < part.fieldTypes.length; i++) {
                if (part.fieldTypes[i] == Hprof.OBJECT) {
                    switch (never.follow(part.name, part.fieldNames[i], names)) {
                        case FOLLOW -> {
                            edges = size == edges.length ? Arrays.copyOf(edges, size * 2) : edges;
                            edges[size++] = at;
                        }
                        case REFERENT -> shape.weak = weak ? at : -1;
                        case NEVER -> {}
                    }
                }
                at += Hprof.size(part.fieldTypes[i]);
            }
        }
        shape.edges = Arrays.copyOf(edges, size);
        if (shape.name.equals("java.lang.String")) {
            // Its characters lead nowhere.
            shape.edges = new int[0];
        }
    }

    /**
     * Where a field stands among an instance's.
     *
     * @return negative where the class has no such field
     */
    int field(ClassShape shape, String declaredBy, String name) {
        return shape.asked.computeIfAbsent(
                new ClassShape.Field(declaredBy, name), field -> find(shape, declaredBy, name));
    }

    private int find(ClassShape shape, String declaredBy, String name) {
        int at = 0;
        for (ClassShape part = shape; part != null; part = part.parent) {
            if (part.name.equals(declaredBy)) {
                for (int i = 0; i < part.fieldTypes.length; i++) {
                    if (names.of(part.fieldNames[i]).equals(name)) {
                        return at;
                    }
                    at += Hprof.size(part.fieldTypes[i]);
                }
                return -1;
            }
            at += part.fieldBytes;
        }
        return -1;
    }
}
