package dev.parkranger.proof;

import java.util.Arrays;
import java.util.List;

/** What threads' stacks refer to: where in the dump those records stand, by the threads' serial numbers. */
final class StackRoots {

    private final DumpFile file;
    private int[] serials = new int[256];
    private long[] starts = new long[256];
    private int[] counts = new int[256];
    private int size;
    private long expected = -1;
    private final LongToInt firstRun = new LongToInt(256);
    private int[] next = new int[256];

    /** Sub-records of frames and of native frames have one layout. */
    static final int RECORD = 1 + Hprof.ID + 4 + 4;

    StackRoots(DumpFile file) {
        this.file = file;
    }

    /** A record at this place; mostly it follows the last one of the same thread. */
    void add(int serial, long offset) {
        if (size > 0 && expected == offset && serials[size - 1] == serial) {
            counts[size - 1]++;
        } else {
            run(serial, offset, 1);
        }
        expected = offset + RECORD;
    }

    /** Those of another stretch, behind these. */
    void append(StackRoots more) {
        for (int run = 0; run < more.size; run++) {
            run(more.serials[run], more.starts[run], more.counts[run]);
        }
        expected = -1;
    }

    private void run(int serial, long offset, int count) {
        if (size == serials.length) {
            int more = size * 2;
            serials = Arrays.copyOf(serials, more);
            starts = Arrays.copyOf(starts, more);
            counts = Arrays.copyOf(counts, more);
            next = Arrays.copyOf(next, more);
        }
        serials[size] = serial;
        starts[size] = offset;
        counts[size] = count;
        int before = firstRun.get(serial);
        next[size] = before;
        firstRun.put(serial, size);
        size++;
    }

    interface Root {
        /**
         * One reference.
         *
         * @param depth of the frame, 0 on top; negative where it is none's
         */
        void of(long address, int depth);
    }

    /** What stacks refer to of which no thread is known. */
    void eachOfNobody(List<DumpThread> known, Root root) {
        LongToInt serialsKnown = new LongToInt(known.size());
        known.forEach(thread -> serialsKnown.put(thread.serial, 1));
        firstRun.each((serial, run) -> {
            if (serialsKnown.get(serial) < 0) {
                each((int) serial, root);
            }
        });
    }

    void each(int serial, Root root) {
        for (int run = firstRun.get(serial); run >= 0; run = next[run]) {
            for (int i = 0; i < counts[run]; i++) {
                long at = starts[run] + (long) i * RECORD;
                root.of(file.id(at + 1), file.i4(at + 1 + Hprof.ID + 4));
            }
        }
    }
}
