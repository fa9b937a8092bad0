package dev.parkranger.record;

import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One entry in and out again, among many that stay: the table without locks beside the map that has some. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "-Xmx2g")
public class TableBenchmark {

    /** An entry about nothing that ends. */
    static final class Entry extends HashedNode<Object> {
        Entry(Object referent, int hash) {
            super(referent, hash);
        }
    }

    @Param({"100", "1000000"})
    public int staying;

    private final Object referent = new Object();
    private final NodeTable<Entry> table = new NodeTable<>(1_000_000);
    private final ConcurrentHashMap<Long, WeakReference<Object>> map = new ConcurrentHashMap<>();

    /** Each thread of the benchmark counts on by itself, as thread ids come in order. */
    @State(Scope.Thread)
    public static class Ids {
        private long next = Thread.currentThread().hashCode() * 1_000_000_000L;

        long next() {
            return next++;
        }
    }

    @Setup(Level.Trial)
    public void fill() {
        for (long id = 0; id < staying; id++) {
            table.add(new Entry(referent, Long.hashCode(id)));
            map.put(-id - 1, new WeakReference<>(referent));
        }
    }

    @Benchmark
    public boolean nodeTable(Ids ids) {
        Entry entry = new Entry(referent, Long.hashCode(ids.next()));
        table.add(entry);
        return table.remove(entry);
    }

    @Benchmark
    public Object baselineConcurrentMap(Ids ids) {
        Long id = ids.next();
        map.put(id, new WeakReference<>(referent));
        return map.remove(id);
    }

    @Benchmark
    public Object baselineEntryAlone(Ids ids) {
        return new Entry(referent, Long.hashCode(ids.next()));
    }
}
