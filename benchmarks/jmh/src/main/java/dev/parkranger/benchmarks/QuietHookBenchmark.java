package dev.parkranger.benchmarks;

import dev.parkranger.hooks.HookListener;
import dev.parkranger.hooks.Hooks;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a woven method pays where nobody watches: one volatile read is meant. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class QuietHookBenchmark {

    /** Whether the agent is armed; then only resumes are unwatched. */
    @Param({"false", "true"})
    public boolean armed;

    private final Thread thread = new Thread(() -> {});
    private final Object task = new Object();
    private volatile int read = 1;
    private int plain = 1;

    @Setup
    public void prepare() {
        Hooks.listen(armed ? new HookListener() {} : null);
        Hooks.watchResumes(false);
    }

    @Benchmark
    public void resumeNobodyWatches() {
        Hooks.virtualResumed(thread);
    }

    /** With {@code armed} the listener is one that does nothing: the price of the way there. */
    @Benchmark
    public void forkJoinBeginsAndEnds() {
        Hooks.forkJoinBegins(task);
        Hooks.forkJoinEnds(task);
    }

    @Benchmark
    public void start() {
        Hooks.platformStarting(thread);
    }

    @Benchmark
    public int baselineVolatileRead() {
        return read;
    }

    @Benchmark
    public int baselinePlainRead() {
        return plain;
    }
}
