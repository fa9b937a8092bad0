package dev.parkranger.proof;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From a dump and its facts to verdicts. */
final class Analysis {

    private final Heap heap;
    private final Facts facts;
    private final Set<Rule> rules;
    private final Threads threads;
    private final References references;
    private final List<Wake> wakes;
    private final Marking marking;
    private final QueueRule queues;
    private final @Nullable String abstention;

    private Analysis(Heap heap, Facts facts, Set<Rule> rules) {
        this.heap = heap;
        this.facts = facts;
        this.rules = rules;
        this.threads = new Threads(heap, facts);
        this.abstention = new Abstention(heap, threads).reason();
        this.references =
                new References(heap, Pins.of(heap, rules.contains(Rule.PINS)), rules.contains(Rule.NEVER_FOLLOWED));
        this.wakes = findWakes();
        this.marking = new Marking(heap, references, wakes);
        this.queues = new QueueRule(heap, marking);
    }

    static Analysis of(DumpFile dump, Facts facts) {
        return of(dump, facts, EnumSet.allOf(Rule.class));
    }

    static Analysis of(DumpFile dump, Facts facts, Set<Rule> rules) {
        return of(HeapReader.read(dump, rules.contains(Rule.NEVER_FOLLOWED)), facts, rules);
    }

    static Analysis of(Heap heap, Facts facts, Set<Rule> rules) {
        Analysis analysis = new Analysis(heap, facts, rules);
        if (analysis.abstention == null) {
            analysis.run();
        }
        return analysis;
    }

    private List<Wake> findWakes() {
        Leaves leaves = new Leaves(heap);
        ParkRule parked = new ParkRule(heap, threads, leaves, rules.contains(Rule.FOREIGN_BLOCKER));
        MonitorRule blocked = new MonitorRule(heap, threads, facts, rules.contains(Rule.OWNER));
        WaitRule waiting = new WaitRule(heap, facts, leaves, rules.contains(Rule.CLASS_CHECK));
        List<Wake> all = new ArrayList<>(heap.threads.size());
        for (DumpThread thread : heap.threads) {
            if (thread.interrupted || thread.permit || thread.node < 0 || isAgents(thread)) {
                all.add(new Wake.Awake(""));
                continue;
            }
            all.add(
                    switch (thread.state) {
                        case PARKED -> parked.of(thread, heap.stacks.of(thread));
                        case BLOCKED -> blocked.of(thread);
                        case WAITING -> waiting.of(thread, heap.stacks.of(thread));
                        case ENDED, AWAKE -> new Wake.Awake("");
                    });
        }
        return all;
    }

    private boolean isAgents(DumpThread thread) {
        ClassShape shape = heap.shapeOf(thread.object);
        return shape != null && shape.isAgents;
    }

    private void run() {
        marking.begin();
        if (rules.contains(Rule.FINALIZER)) {
            new FinalizerRule(heap, references, marking).apply();
        }
        queues();
        marking.begin(Marking.INTERRUPTS);
        queues();
        marking.begin(Marking.WEAK);
        queues();
    }

    private void queues() {
        if (rules.contains(Rule.QUEUE)) {
            queues.apply();
        }
    }

    /** Why nothing was proven at all; null where something could be. */
    @Nullable
    String abstention() {
        return abstention;
    }

    /**
     * These have moved since the dump was taken: somebody reaches them, so that whoever they reach is reached. Only the
     * surest grade outlives that.
     */
    void rouse(List<Long> tids) {
        for (long tid : tids) {
            int index = threads.indexOfTid(tid);
            if (index >= 0) {
                marking.rouse(index);
            }
        }
        queues();
        roused = true;
    }

    private boolean roused;

    /** Of all threads that wait without a limit, but the agent's. */
    List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < wakes.size(); i++) {
            DumpThread thread = heap.threads.get(i);
            Wake wake = wakes.get(i);
            if (wake instanceof Wake.Waits waits) {
                verdicts.add(new Verdict(i, thread.tid, abstention == null ? grade(i) : null, waits.what()));
            } else if (wake instanceof Wake.Awake awake && !awake.why().isEmpty()) {
                verdicts.add(new Verdict(i, thread.tid, null, awake.why()));
            }
        }
        return verdicts;
    }

    private @Nullable Grade grade(int thread) {
        return switch (marking.awakeSince(thread)) {
            case 0 -> Grade.STRICT;
            case Marking.WEAK -> roused ? null : Grade.WITHOUT_WEAK;
            case Marking.INTERRUPTS -> roused ? null : Grade.WITHOUT_INTERRUPTS;
            default -> null;
        };
    }

    Heap heap() {
        return heap;
    }

    Facts facts() {
        return facts;
    }

    Marking marking() {
        return marking;
    }

    References references() {
        return references;
    }

    List<Wake> wakes() {
        return wakes;
    }
}
