package dev.parkranger.proof;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a dump once, from its beginning to its end. Of a large one the objects, which stand behind the classes and are
 * nearly all of it, are read by two threads, each one half.
 */
final class HeapReader {

    /** Below that a second thread is not worth its start. */
    private static final long LARGE = 64 << 20;

    private static final Set<String> AGENTS_PACKAGES = Set.of("dev.parkranger.hooks.", "dev.parkranger.launcher.");

    private final DumpFile file;
    private final Names names;
    private final Classes classes;
    private final Stacks stacks;
    private final Stretch objects;

    /** Segments of objects that are put off until all classes are known; null where one reads it all as it comes. */
    private final @Nullable Segments putOff;

    private HeapReader(DumpFile file, boolean neverFollow, boolean inTwo) {
        this.file = file;
        this.names = new Names(file);
        this.classes = new Classes(file, names, new Never(neverFollow));
        this.stacks = new Stacks(file, names, classes);
        this.objects = new Stretch(file, classes);
        this.putOff = inTwo ? new Segments() : null;
    }

    /**
     * Reads it.
     *
     * @throws BadDump where it is cut short or of another kind
     */
    static Heap read(DumpFile file, boolean neverFollow) {
        return read(
                file,
                neverFollow,
                file.length() >= LARGE && Runtime.getRuntime().availableProcessors() > 1);
    }

    /** @param inTwo whether two threads may read, where the dump is such that they can */
    static Heap read(DumpFile file, boolean neverFollow, boolean inTwo) {
        try {
            return new HeapReader(file, neverFollow, inTwo).read();
        } catch (Stretch.ClassAmongObjects e) {
            // No JDK that we know writes such a one.
            return read(file, neverFollow, false);
        } catch (IndexOutOfBoundsException e) {
            throw new BadDump("the dump is cut short, at " + file.length() + " bytes");
        }
    }

    private Heap read() {
        long at = header();
        boolean whole = false;
        while (at < file.length()) {
            int tag = file.u1(at);
            long length = file.u4(at + 5);
            long body = at + Hprof.RECORD_HEADER;
            long end = body + length;
            if (end > file.length()) {
                throw new BadDump("the dump is cut short, at " + file.length() + " bytes");
            }
            switch (tag) {
                case Hprof.UTF8 -> names.add(body, length);
                case Hprof.LOAD_CLASS -> classes.name(body);
                case Hprof.FRAME -> stacks.frame(body);
                case Hprof.TRACE -> stacks.trace(body);
                case Hprof.HEAP_DUMP, Hprof.HEAP_DUMP_SEGMENT -> segment(body, end);
                case Hprof.HEAP_DUMP_END -> whole = true;
                default -> {}
            }
            at = end;
        }
        if (!whole) {
            throw new BadDump("the dump has no end, after " + file.length() + " bytes");
        }
        classes.seal();
        if (putOff != null) {
            putOff.read(file, classes, objects);
        }
        return seal();
    }

    private long header() {
        StringBuilder magic = new StringBuilder();
        long at = 0;
        for (int c = file.u1(at++); c != 0 && at < 64; c = file.u1(at++)) {
            magic.append((char) c);
        }
        if (!magic.toString().startsWith(Hprof.MAGIC)) {
            throw new BadDump("found \"" + magic + "\", allowed: a heap dump in hprof format");
        }
        if (file.i4(at) != Hprof.ID) {
            throw new BadDump("found identifiers of " + file.i4(at) + " bytes, allowed: 8");
        }
        return at + 4 + 8;
    }

    private void segment(long body, long end) {
        if (putOff != null && body < end && file.u1(body) != Hprof.CLASS_DUMP) {
            putOff.add(body, end);
        } else {
            objects.segment(body, end);
        }
    }

    /** Numbers the nodes by address, and finds each one's record again by going through them once more. */
    private Heap seal() {
        for (ClassShape shape : classes.all()) {
            shape.isAgents = objects.agentsLoaders.contains(shape.loader)
                    || AGENTS_PACKAGES.stream().anyMatch(shape.name::startsWith);
        }
        Heap heap = new Heap(file, names, classes, stacks, objects);
        heap.nodes = heap.table.seal();
        // Nodes are numbered nearly in the dump's order: what is released here makes room for what is set there.
        heap.offsets = Longs.room(heap.nodes);
        for (Longs records : objects.records) {
            for (int i = 0; i < records.size(); i++) {
                long record = records.get(i);
                heap.offsets.set(heap.table.nodeAt(file.id(record + 1)), record);
                records.release(i);
            }
        }
        return heap;
    }
}
