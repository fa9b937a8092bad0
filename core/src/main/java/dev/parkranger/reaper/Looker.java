package dev.parkranger.reaper;

import dev.parkranger.record.Frame;
import dev.parkranger.record.Owner;
import dev.parkranger.record.OwnerKind;
import dev.parkranger.record.PoolRecord;
import dev.parkranger.record.Registry;
import dev.parkranger.record.RunRecord;
import dev.parkranger.record.SiteKey;
import dev.parkranger.record.TaskKind;
import dev.parkranger.record.ThreadRecord;
import dev.parkranger.record.Ticker;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes one look: candidates, their states, what they did since the last look, and out come facts. Not for two threads. */
public final class Looker {

    private final Registry registry;
    private final Ticker ticker;
    private final Clock clock;
    private final ThreadProbe probe;
    private final Employers employers;
    private final IdentityHashMap<Object, Watch> watches = new IdentityHashMap<>();

    /** What each stack of this look says; hundreds of threads share one. */
    private final IdentityHashMap<List<Frame>, Waiting> waits = new IdentityHashMap<>();

    private final CodeMap code;
    private final Creations creations;
    private final StackReader stacks;
    private final StillQueued stillQueued;
    private boolean virtualWatched;
    private final Collected collected = new Collected();
    private final LockWaits locks;
    private final Resolver resolver;
    private Set<PoolRecord> starved = Set.of();
    private Set<Object> stuck = Set.of();
    private long grace;

    public Looker(Registry registry, Ticker ticker, Clock clock, CodeMap code, Employers employers) {
        this(registry, ticker, clock, code, new JvmProbe(), employers);
    }

    Looker(Registry registry, Ticker ticker, Clock clock, CodeMap code, ThreadProbe probe, Employers employers) {
        this.registry = registry;
        this.ticker = ticker;
        this.clock = clock;
        this.code = code;
        this.creations = new Creations(code);
        this.probe = probe;
        this.stacks = new StackReader(probe);
        this.stillQueued = new StillQueued(registry);
        this.locks = new LockWaits(probe, registry);
        this.resolver = new Resolver(registry);
        this.employers = employers;
    }

    /**
     * Looks once.
     *
     * @param graceNanos how long past its owner's end a task is left alone
     * @param windowNanos over which growth is judged; passed on
     */
    public Look look(long graceNanos, long windowNanos) {
        ticker.look();
        long now = ticker.nanos();
        registry.grace(graceNanos);
        grace = graceNanos;
        registry.sampleSites(now, graceNanos);
        locks.begin();
        Candidates candidates = new Candidates(
                registry,
                ticker,
                employers,
                graceNanos,
                windowNanos,
                new Candidates.Before(locks, resolver, starved, stuck));
        candidates.collect();
        for (ThreadRecord gone : candidates.collected()) {
            collected.add(code.creation(gone.origin()), clock.instant());
        }
        List<LockWaits.Found> found = locks.found();
        stacks.begin();
        virtualWatched = locks.watchesVirtual();
        Map<Long, Sample> samples = sample(candidates, found);
        Map<Sibling, List<Frame>> siblings = new HashMap<>();
        List<TaskFacts> tasks = facts(candidates.tasks(), samples, siblings, now);
        IdentityHashMap<PoolRecord, StillQueued.Waits> queued = stillQueued.in(candidates.workers());
        rememberStuck(tasks, now);
        List<PoolFacts> pools = facts(candidates.workers(), queued, samples, siblings, now);
        // Last, for what a look may spend on stacks goes to those whose owner has ended.
        List<TaskFacts> living = facts(candidates.living(), samples, siblings, now);
        List<PoolFacts> livingPools = facts(candidates.livingWorkers(), queued, samples, siblings, now);
        List<Standstill> standstills = new ArrayList<>(new Standstills(locks)
                .ofLocks(found, candidate -> seen(candidate, creations.of(candidate), samples, siblings, now)));
        standstills.addAll(Standstills.ofPools(
                candidates.starved().workers(),
                candidate -> seen(candidate, creations.of(candidate), samples, siblings, now)));
        starved = candidates.starved().pools();
        forget(now, candidates);
        return new Look(
                now,
                clock.instant(),
                graceNanos,
                windowNanos,
                registry.endedSoFar(),
                tasks,
                pools,
                stillQueued.like(tasks),
                living,
                livingPools,
                standstills);
    }

    /** What they have started is as stuck as they are, though its owner lives: the next look will ask whose they are. */
    private void rememberStuck(List<TaskFacts> tasks, long now) {
        Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>(tasks.size()));
        for (TaskFacts task : tasks) {
            if (task.isStuckPast(grace, now)) {
                found.add(task.task());
            }
        }
        stuck = found.isEmpty() ? Set.of() : found;
    }

    private List<TaskFacts> facts(
            List<Candidate> candidates, Map<Long, Sample> samples, Map<Sibling, List<Frame>> siblings, long now) {
        List<TaskFacts> tasks = new ArrayList<>();
        for (Candidate candidate : candidates) {
            TaskFacts facts = facts(candidate, samples, siblings, now);
            if (facts != null) {
                tasks.add(facts);
            }
        }
        return tasks;
    }

    private List<PoolFacts> facts(
            IdentityHashMap<PoolRecord, List<Candidate>> workersOf,
            IdentityHashMap<PoolRecord, StillQueued.Waits> queued,
            Map<Long, Sample> samples,
            Map<Sibling, List<Frame>> siblings,
            long now) {
        List<PoolFacts> pools = new ArrayList<>();
        workersOf.forEach((pool, workers) -> {
            PoolFacts facts =
                    facts(pool, workers, queued.getOrDefault(pool, StillQueued.Waits.NOTHING), samples, siblings, now);
            if (facts != null) {
                pools.add(facts);
            }
        });
        return pools;
    }

    private Map<Long, Sample> sample(Candidates candidates, List<LockWaits.Found> found) {
        Map<Long, Thread> threads = new HashMap<>();
        addPlatform(candidates.tasks(), threads);
        addPlatform(candidates.living(), threads);
        candidates.workers().values().forEach(workers -> addPlatform(workers, threads));
        candidates.livingWorkers().values().forEach(workers -> addPlatform(workers, threads));
        candidates.starved().workers().values().forEach(workers -> addPlatform(workers, threads));
        addPlatform(Standstills.candidates(found), threads);
        return probe.platform(threads);
    }

    private static void addPlatform(List<Candidate> candidates, Map<Long, Thread> threads) {
        for (Candidate candidate : candidates) {
            if (!candidate.thread().isVirtual()) {
                threads.put(candidate.thread().tid(), candidate.live());
            }
        }
    }

    private @Nullable TaskFacts facts(
            Candidate candidate, Map<Long, Sample> samples, Map<Sibling, List<Frame>> siblings, long now) {
        ThreadRecord thread = candidate.thread();
        Creation created = creations.of(candidate);
        if (thread.pool() == null && candidate.run() == null && isApplications(created)) {
            thread.adopt();
            return null;
        }
        if (created.initialiser() && (candidate.run() != null || isContainers(thread))) {
            return null;
        }
        return seen(candidate, created, samples, siblings, now);
    }

    /** What waits alike shows the same stack, where there are too many to read each. */
    private record Sibling(@Nullable Frame blamed, Thread.State state, String blockerClass) {}

    /** Once a look: who is asked for twice, being orphaned and in a standstill, has not moved meanwhile. */
    private @Nullable TaskFacts seen(
            Candidate candidate,
            Creation created,
            Map<Long, Sample> samples,
            Map<Sibling, List<Frame>> siblings,
            long now) {
        ThreadRecord thread = candidate.thread();
        Sample sample = thread.isVirtual() ? virtual(candidate) : samples.get(thread.tid());
        if (sample == null) {
            return null;
        }
        Watch watch = watches.computeIfAbsent(candidate.task(), task -> new Watch());
        // In the middle of a task it is not idle; and the threads of a per-task executor are tasks themselves.
        boolean worker = candidate.isWorker() && thread.current() == null;
        if (watch.seenAt != now) {
            see(watch, sample, worker, candidate, now);
        }
        List<Frame> stack = watch.isWaiting() ? stackOf(candidate, watch, created, siblings) : List.of();
        RunRecord run = candidate.run();
        return new TaskFacts(
                candidate.task(),
                run != null ? TaskKind.SUBMITTED : thread.isVirtual() ? TaskKind.VIRTUAL : TaskKind.PLATFORM,
                thread.tid(),
                candidate.live().getName(),
                candidate.owner(),
                creations.ownerName(candidate),
                candidate.endedNanos(),
                run != null ? run.site() : thread.site(),
                created,
                waiting(stack, sample.state()),
                watch.progress(),
                watch.isTimed(),
                watch.isReentered(),
                candidate.isWorker() ? 0 : watch.use().wokenNanos(),
                watch.parkedNanos(now),
                run != null || thread.pool() != null,
                (run != null ? run.enclosing() : thread.enclosing()) != null,
                watch.isWaiting() ? locks.holderFor(thread) : "",
                registry.hearsInterrupts() ? Told.of(thread, run) : null,
                candidate.standsFor());
    }

    private void see(Watch watch, Sample sample, boolean worker, Candidate candidate, long now) {
        boolean stuck = watch.progress().isStuck();
        long pause = watch.parkedNanos(now);
        // An interrupt ends its wait and does it no good: who falls back into the same one has heeded nobody.
        boolean interrupted = watch.lookedAt() != 0 && candidate.thread().interruptedNanos() > watch.lookedAt();
        watch.see(sample, now, worker || interrupted, new Watch.Stacks() {
            @Override
            public @Nullable List<Frame> take() {
                return stacks.readAgain(candidate, watch.progress());
            }

            @Override
            public @Nullable List<Frame> takeOfWorking() {
                return stacks.readWorking(candidate);
            }
        });
        if (watch.owned && candidate.endedNanos() != 0) {
            watch.ownerEnded();
        }
        watch.owned = candidate.endedNanos() == 0;
        if (watch.use().isSeen() && candidate.endedNanos() != 0 && !candidate.isWorker()) {
            candidate.inUse();
        }
        watch.seenAt = now;
        watch.living = candidate.site();
        if (stuck && !watch.progress().isStuck() && candidate.site() != null) {
            candidate.site().pauseEnded(pause);
        }
    }

    /** Virtual threads that were collected without having ended, since the agent was armed. */
    public List<CollectedThreads> collected() {
        return collected.all();
    }

    /** Its resumes are counted from the first look at it on: the second then knows what happened in between. */
    private Sample virtual(Candidate candidate) {
        ThreadRecord thread = candidate.thread();
        if (!thread.countsResumes()) {
            thread.countResumes();
        }
        virtualWatched = true;
        return probe.virtual(candidate.live(), thread.resumes());
    }

    /** Knows the creating stacks that the last look has met. */
    public Resolver resolver() {
        return resolver;
    }

    /** Whether any virtual thread's resumes are to be counted; the hook costs the others something while it is so. */
    public boolean watchesVirtual() {
        return virtualWatched;
    }

    /** In a per-task executor threads are tasks: on JDK 25 an initialiser starts the virtual threads' sub-pollers in one. */
    private static boolean isContainers(ThreadRecord thread) {
        PoolRecord pool = thread.pool();
        return pool != null && pool.kind() == OwnerKind.CONTAINER;
    }

    /** Started under an initialiser, or by the JDK for itself: meant to live on. */
    private static boolean isApplications(Creation created) {
        return created.initialiser() || (!created.stack().isEmpty() && created.blamed() == null);
    }

    private List<Frame> stackOf(
            Candidate candidate, Watch watch, Creation created, Map<Sibling, List<Frame>> siblings) {
        Sibling site = new Sibling(
                created.blamed(), watch.sample().state(), watch.sample().blockerClass());
        List<Frame> stack = watch.stack();
        if (stack == null) {
            List<Frame> sibling = siblings.get(site);
            stack = sibling != null && stacks.isSpent(candidate) ? sibling : stacks.read(candidate);
            if (stack == null) {
                return List.of();
            }
            watch.stack(stack);
        }
        siblings.putIfAbsent(site, stack);
        return stack;
    }

    private Waiting waiting(List<Frame> stack, Thread.State state) {
        Waiting known = waits.get(stack);
        if (known == null || known.state() != state) {
            known = code.waiting(stack, state);
            waits.put(stack, known);
        }
        return known;
    }

    private @Nullable PoolFacts facts(
            PoolRecord pool,
            List<Candidate> workers,
            StillQueued.Waits queued,
            Map<Long, Sample> samples,
            Map<Sibling, List<Frame>> siblings,
            long now) {
        Creation created = creations.of(pool);
        if (!pool.hasEnded() && isApplications(created)) {
            pool.adopt();
            return null;
        }
        List<TaskFacts> facts = new ArrayList<>();
        for (Candidate worker : workers) {
            TaskFacts its = facts(worker, samples, siblings, now);
            if (its != null) {
                facts.add(its);
            }
        }
        if (facts.isEmpty()) {
            return null;
        }
        Candidate any = workers.get(0);
        return new PoolFacts(
                pool,
                pool.className(),
                pool.hasEnded() && pool.kind() == OwnerKind.POOL,
                any.owner(),
                creations.nameOf(any.owner()),
                Ends.ofPool(pool),
                pool.site(),
                created,
                facts,
                queued == StillQueued.Waits.FOR_LIVING || isLatelyUsed(pool, now),
                isCollectable(pool, created, queued) || isOfVirtualWorkers(pool, facts),
                Queues.isExpiring(pool),
                pool.completed(),
                pool.lastTaskNanos());
    }

    private boolean isLatelyUsed(PoolRecord pool, long now) {
        return pool.lastUseNanos() != 0 && now - pool.lastUseNanos() <= grace;
    }

    /** A parked virtual thread keeps nothing alive, and its pool is all that keeps it: both go when nobody refers to that. */
    private static boolean isOfVirtualWorkers(PoolRecord pool, List<TaskFacts> workers) {
        return CodeMap.isJdk(pool.className())
                && workers.stream().allMatch(worker -> worker.kind() == TaskKind.VIRTUAL);
    }

    /** The JDK shuts these down itself when nobody refers to them any more: 17 by a finalizer, 25 by a cleaner. */
    private static boolean isCollectable(PoolRecord pool, Creation created, StillQueued.Waits queued) {
        if (pool.className().equals("java.util.Timer")) {
            return queued == StillQueued.Waits.NOTHING;
        }
        for (Frame frame : created.stack()) {
            if (frame.className().equals("java.util.concurrent.Executors")) {
                return frame.methodName().equals("newSingleThreadExecutor");
            }
        }
        return false;
    }

    private void forget(long now, Candidates candidates) {
        waits.clear();
        watches.entrySet().removeIf(entry -> {
            Watch watch = entry.getValue();
            if (watch.seenAt == now) {
                return false;
            }
            SiteKey site = watch.living;
            if (site != null && watch.progress().isStuck() && ((Owner) entry.getKey()).hasEnded()) {
                // It stood still, and has ended for all that.
                site.pauseEnded(watch.parkedNanos(now));
            }
            return true;
        });
        creations.keep(
                watches.keySet(),
                pool -> candidates.workers().containsKey(pool)
                        || candidates.livingWorkers().containsKey(pool));
    }
}
