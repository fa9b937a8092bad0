package dev.parkranger.prover;

import dev.parkranger.record.Registry;
import dev.parkranger.verdict.Proofs;
import dev.parkranger.verdict.ThreadProof;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Proves on demand, one at a time, and remembers what it proved. */
public final class Prover implements Proofs {

    /** Asking again whether they still wait; whoever moves every time is awake, and so is all that is left in doubt. */
    private static final int MAX_ROUNDS = 5;

    private final Registry registry;
    private final Clock clock;
    private final File jar;
    private final Supplier<Class<?>[]> classes;
    private final Consumer<Boolean> resumeCounting;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile Map<Long, ThreadProof> proven = Map.of();
    private volatile Map<Long, String> paths = Map.of();
    private volatile @Nullable DumpFolder open;

    /**
     * Has proven nothing yet.
     *
     * @param jar that the analysis runs from
     * @param classes all that are loaded
     * @param resumeCounting is told while virtual threads' resumes must be counted
     */
    public Prover(
            Registry registry, Clock clock, File jar, Supplier<Class<?>[]> classes, Consumer<Boolean> resumeCounting) {
        this.registry = registry;
        this.clock = clock;
        this.jar = jar;
        this.classes = classes;
        this.resumeCounting = resumeCounting;
    }

    public ProofCost cost() {
        return ProofCost.estimate();
    }

    /**
     * Stops the application for a dump of its heap, and has it analysed.
     *
     * @param maxHeap heap in use, in bytes, above which it refuses
     * @param suspects threads of which to say who could still wake them
     */
    public Proof prove(long maxHeap, List<Long> suspects) throws CannotProve {
        if (!busy.compareAndSet(false, true)) {
            throw new CannotProve("another proof is under way; ask again when it has ended");
        }
        try {
            ProofCost cost = ProofCost.estimate();
            resumeCounting.accept(true);
            cost.check(maxHeap);
            try (DumpFolder folder = DumpFolder.open(cost.folder())) {
                open = folder;
                return prove(cost, folder, suspects);
            }
        } catch (LinkageError e) {
            throw new CannotProve("this runtime lacks what a proof needs, the module jdk.management for one: " + e);
        } finally {
            open = null;
            ClassPins.unpin();
            resumeCounting.accept(false);
            busy.set(false);
        }
    }

    private Proof prove(ProofCost cost, DumpFolder folder, List<Long> suspects) throws CannotProve {
        ThreadStatements threads = new ThreadStatements(registry);
        Map<Long, ThreadStatement> before = threads.all();
        Map<Long, ThreadStatement> told = new HashMap<>(before);
        MonitorDump.addTo(told, registry.virtual().live(), folder.path());
        writeFacts(folder, told, suspects);
        ClassPins.pin(classes.get());
        Instant at = clock.instant();
        long begun = System.nanoTime();
        folder.dumpHeap();
        long pause = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        ClassPins.unpin();
        long dumped = System.nanoTime();
        try (Analyst analyst = Analyst.start(jar, folder, before.size())) {
            ProofAnswer answer = analyst.answer();
            Map<Long, String> reachable = answer.paths();
            int moved = 0;
            List<Long> nowMoved = moved(threads, before, answer);
            for (int round = 0; !nowMoved.isEmpty(); round++) {
                if (round == MAX_ROUNDS) {
                    throw new CannotProve(
                            "threads went on moving while their heap was analysed; ask at a quieter time");
                }
                moved += nowMoved.size();
                analyst.moved(nowMoved);
                answer = analyst.answer();
                nowMoved = moved(threads, before, answer);
            }
            double unchanged = (System.nanoTime() - dumped) / 1e9;
            return remember(at, cost, pause, answer, before, reachable, moved, unchanged);
        }
    }

    private static void writeFacts(DumpFolder folder, Map<Long, ThreadStatement> told, List<Long> suspects)
            throws CannotProve {
        List<String> lines = new ArrayList<>();
        told.forEach((tid, thread) -> lines.add("thread\t" + tid + "\t"
                + (thread.lockClass() == null ? "" : thread.lockClass()) + "\t" + thread.ownerTid() + "\t"
                + thread.name().replaceAll("\\s", " ")));
        lines.add("reference\t" + Certainty.referenceBytes());
        suspects.forEach(tid -> lines.add("path\t" + tid));
        try {
            Files.write(folder.facts(), lines, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CannotProve("what the threads said could not be written: " + e);
        }
    }

    /** Whoever is proven and yet has moved, or cannot be asked. A virtual thread that was collected is proven twice. */
    private static List<Long> moved(ThreadStatements threads, Map<Long, ThreadStatement> before, ProofAnswer answer) {
        List<Long> moved = new ArrayList<>();
        Map<Long, ThreadStatement> now = threads.of(answer.tids());
        for (long tid : answer.tids()) {
            ThreadStatement then = before.get(tid);
            ThreadStatement since = now.get(tid);
            boolean unmoved = then != null && since != null && since.isUnmovedSince(then);
            if (!unmoved && !threads.wasCollected(tid)) {
                moved.add(tid);
            }
        }
        return moved;
    }

    private Proof remember(
            Instant at,
            ProofCost cost,
            long pauseMillis,
            ProofAnswer answer,
            Map<Long, ThreadStatement> names,
            Map<Long, String> reachable,
            int moved,
            double unchanged) {
        String certainty = Certainty.ofThisJvm();
        Map<Long, ThreadProof> found = new HashMap<>();
        Map<Long, String> called = new HashMap<>();
        for (ProofAnswer.Found each : answer.proven()) {
            ThreadStatement statement = names.get(each.tid());
            called.put(each.tid(), statement == null ? "" : statement.name());
            found.put(
                    each.tid(),
                    new ThreadProof(
                            each.grade(), certainty, at, unchanged, each.waitsFor(), each.objects(), each.bytes()));
        }
        proven = Map.copyOf(found);
        paths = Map.copyOf(reachable);
        return new Proof(
                at,
                cost,
                pauseMillis,
                answer.dumpBytes(),
                answer.millis(),
                answer.abstention(),
                certainty,
                proven,
                called,
                paths,
                moved,
                answer.keptObjects(),
                answer.keptBytes());
    }

    @Override
    public boolean isEmpty() {
        return proven.isEmpty() && paths.isEmpty();
    }

    @Override
    public @Nullable ThreadProof of(long threadId) {
        return proven.get(threadId);
    }

    @Override
    public @Nullable String reachableThrough(long threadId) {
        return paths.get(threadId);
    }

    /** At the JVM's exit: leaves no file behind, also where a proof is under way. */
    public void close() {
        DumpFolder folder = open;
        if (folder != null) {
            folder.close();
        }
    }
}
