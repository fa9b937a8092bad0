package dev.parkranger.benchmarks.work;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Applications start things deep down, and a stack costs by its depth: so the work is done some thirty frames down. */
final class Deep {

    private static final int FRAMES = 25;

    private Deep() {}

    static void call(Callable<@Nullable Void> work) throws Exception {
        down(FRAMES, work);
    }

    private static void down(int frames, Callable<@Nullable Void> work) throws Exception {
        if (frames == 0) {
            work.call();
        } else {
            down(frames - 1, work);
        }
    }
}
