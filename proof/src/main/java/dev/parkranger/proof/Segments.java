package dev.parkranger.proof;

import org.jspecify.annotations.Nullable;

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
        Stretch back = new Stretch(file, classes);
        first.notAlone();
        back.notAlone();
        Other other = new Other(back, middle);
        Thread thread = new Thread(other, "back");
        thread.setDaemon(true);
        thread.start();
        try {
            read(first, 0, middle);
        } finally {
            join(thread);
        }
        other.rethrow();
        first.append(back);
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

    /** Nobody interrupts this JVM's threads; it is ended as a whole. */
    private static void join(Thread thread) {
        boolean joined = false;
        while (!joined) {
            try {
                thread.join();
                joined = true;
            } catch (InterruptedException e) {
                // Still to be waited for.
            }
        }
    }

    private final class Other implements Runnable {

        private final Stretch back;
        private final int from;

        /** Written by its thread, read once that has been joined. */
        private @Nullable RuntimeException exception;

        private @Nullable Error error;

        Other(Stretch back, int from) {
            this.back = back;
            this.from = from;
        }

        @Override
        public void run() {
            try {
                read(back, from, begins.size());
            } catch (RuntimeException e) {
                exception = e;
            } catch (Error e) {
                error = e;
            }
        }

        void rethrow() {
            if (exception != null) {
                throw exception;
            }
            if (error != null) {
                throw error;
            }
        }
    }
}
