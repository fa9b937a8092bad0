package dev.parkranger.benchmarks;

import dev.parkranger.options.Capture;
import dev.parkranger.record.Recorder;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
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

/** One submission, its begin and its end as the recorder sees them; the task itself never runs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "--add-opens=java.base/java.lang=ALL-UNNAMED")
public class SubmissionBenchmark {

    @Param({"ADAPTIVE", "ALWAYS", "OFF"})
    public Capture capture = Capture.OFF;

    private final Object pool = new Object();
    private final Callable<Object> body = Object::new;
    private final Map<Object, Object> map = new WeakHashMap<>();
    private Recorder recorder = Recorders.of(Capture.OFF);

    @Setup
    public void prepare() {
        recorder = Recorders.of(capture);
    }

    /** Of a class of the JDK's, as after every submit: what has the recorder's loader it takes for the canary's. */
    private FutureTask<Object> task() {
        return new FutureTask<>(body);
    }

    @Benchmark
    public Object submitBeginEnd() {
        FutureTask<Object> task = task();
        recorder.submitted(pool, task);
        recorder.taskBegins(task);
        recorder.taskEnds(task);
        return task;
    }

    @Benchmark
    public Object baselineTaskAlone() {
        return task();
    }

    @Benchmark
    public Object baselineWeakMap() {
        FutureTask<Object> task = task();
        map.put(task, Boolean.TRUE);
        return Objects.requireNonNull(map.remove(task));
    }
}
