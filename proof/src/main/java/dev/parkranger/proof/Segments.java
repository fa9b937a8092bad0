package dev.parkranger.proof;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Stretches of a dump that hold nothing but objects and roots, to be read by two threads, each one half of the bytes. */
final class Segments {

    private final Longs begins = new Longs();
    private final Longs ends = new Longs();
    private long bytes;

    void add(long begin, long end) {
        begins.add(begin);
        ends.add(end);
        bytes += end - begin;
    }

    /** Reads them all, and puts what is in them behind what the first stretch has already. */
    void read(DumpFile file, Classes classes, Stretch first) {
        int middle = middle();
        first.notAlone();
        FutureTask<Stretch> back = new FutureTask<>(() -> {
            Stretch stretch = new Stretch(file, classes);
            stretch.notAlone();
            read(stretch, middle, begins.size());
            return stretch;
        });
        Thread thread = new Thread(back, "back");
        thread.setDaemon(true);
        thread.start();
        try {
            read(first, 0, middle);
        } finally {
            // Whatever happens here: whoever reads it all again needs the memory.
            await(back);
        }
        first.append(result(back));
    }

    private static void await(FutureTask<Stretch> task) {
        try {
            task.get();
        } catch (ExecutionException e) {
            // Told by whoever wants the result.
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this JVM's threads", e);
        }
    }

    private static Stretch result(FutureTask<Stretch> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this JVM's threads", e);
        }
    }

    private int middle() {
        long before = 0;
        int middle = 0;
        while (middle < begins.size() && before < bytes / 2) {
            before += ends.get(middle) - begins.get(middle);
            middle++;
        }
        return middle;
    }

    private void read(Stretch into, int from, int to) {
        for (int i = from; i < to; i++) {
            into.segment(begins.get(i), ends.get(i));
        }
    }
}
