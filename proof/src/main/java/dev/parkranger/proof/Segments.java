package dev.parkranger.proof;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

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
        CompletableFuture<Stretch> back = CompletableFuture.supplyAsync(
                () -> {
                    Stretch stretch = new Stretch(file, classes);
                    stretch.notAlone();
                    read(stretch, middle, begins.size());
                    return stretch;
                },
                Segments::start);
        try {
            read(first, 0, middle);
        } finally {
            // Whatever happens here: whoever reads it all again needs the memory.
            back.handle((stretch, failure) -> true).join();
        }
        first.append(result(back));
    }

    private static void start(Runnable reader) {
        Thread thread = new Thread(reader, "back");
        thread.setDaemon(true);
        thread.start();
    }

    private static Stretch result(CompletableFuture<Stretch> reader) {
        try {
            return reader.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException exception ? exception : e;
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
