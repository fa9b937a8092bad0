package dev.parkranger.record;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A creation stack, kept as the JVM's own backtrace, beside the other ways to keep one, by depth. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class BacktraceBenchmark {

    private static final StackWalker WALKER = StackWalker.getInstance();

    @Param({"10", "30", "80"})
    public int depth;

    private final Supplier<Object> backtrace = () -> new Backtrace(null);
    private final Supplier<Object> nothing = Object::new;
    private final Supplier<Object> walker =
            () -> WALKER.walk(frames -> frames.limit(64).toArray());
    private final Supplier<Object> stackTrace = () -> Thread.currentThread().getStackTrace();

    /** Not inlined: a frame that is there for the JVM alone is no frame to walk. */
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static Object down(int frames, Supplier<Object> taken) {
        return frames == 0 ? taken.get() : down(frames - 1, taken);
    }

    @Benchmark
    public Object backtrace() {
        return down(depth, backtrace);
    }

    @Benchmark
    public Object baselineNothing() {
        return down(depth, nothing);
    }

    @Benchmark
    public Object baselineStackWalker() {
        return down(depth, walker);
    }

    @Benchmark
    public Object baselineStackTrace() {
        return down(depth, stackTrace);
    }
}
