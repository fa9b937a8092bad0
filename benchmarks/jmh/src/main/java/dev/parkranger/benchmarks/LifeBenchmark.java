package dev.parkranger.benchmarks;

import dev.parkranger.options.Capture;
import dev.parkranger.record.Recorder;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
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

/** A thread's start and end as the recorder sees them, without a thread that runs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "--add-opens=java.base/java.lang=ALL-UNNAMED")
public class LifeBenchmark {

    @Param({"ADAPTIVE", "ALWAYS", "OFF"})
    public Capture capture = Capture.OFF;

    private final Thread platform = new Thread(() -> {});
    private final Thread virtual = unstartedVirtual();
    private final ConcurrentHashMap<Thread, WeakReference<Thread>> map = new ConcurrentHashMap<>();
    private Recorder recorder = Recorders.of(Capture.OFF);

    /** A platform thread stands in on 17; the recorder only wants to know its id. */
    private static Thread unstartedVirtual() {
        try {
            Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandle ofVirtual =
                    MethodHandles.lookup().findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder));
            MethodHandle unstarted = MethodHandles.lookup()
                    .findVirtual(builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class));
            return (Thread) unstarted.invoke(ofVirtual.invoke(), (Runnable) () -> {});
        } catch (ReflectiveOperationException e) {
            return new Thread(() -> {});
        } catch (Throwable e) {
            throw new IllegalStateException("no virtual thread on JDK " + Runtime.version(), e);
        }
    }

    @Setup
    public void prepare() {
        recorder = Recorders.of(capture);
    }

    @Benchmark
    public void platformStartAndEnd() {
        recorder.platformStarting(platform, null);
        recorder.platformExiting(platform);
    }

    @Benchmark
    public void virtualStartAndEnd() {
        recorder.virtualStarting(virtual, null);
        recorder.virtualDone(virtual);
    }

    @Benchmark
    public Object baselineWeakMap() {
        map.put(platform, new WeakReference<>(platform));
        return map.remove(platform);
    }
}
