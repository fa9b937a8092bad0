package dev.parkranger.verdict;

import dev.parkranger.reaper.CodeMap;
import dev.parkranger.reaper.Creation;
import dev.parkranger.reaper.Look;
import dev.parkranger.reaper.PoolFacts;
import dev.parkranger.reaper.Progress;
import dev.parkranger.reaper.QueuedTask;
import dev.parkranger.reaper.TaskFacts;
import dev.parkranger.reaper.Told;
import dev.parkranger.reaper.Waiting;
import dev.parkranger.record.Frame;
import dev.parkranger.record.Frames;
import dev.parkranger.record.Owner;
import dev.parkranger.record.ScopeRecord;
import dev.parkranger.record.SiteHistory;
import dev.parkranger.record.SiteKey;
import dev.parkranger.record.TaskKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A server's life in facts: requests come and end, some leave something behind, and now and then somebody looks. */
final class Facts {
    static final long SECOND = 1_000_000_000L;
    static final long GRACE = 30 * SECOND;
    static final long WINDOW = 600 * SECOND;

    static final Frame STARTED = new Frame("com.acme.Quotes", "fetch", "Quotes.java", 42);
    static final Frame WAITED_IN =
            new Frame("java.util.concurrent.SynchronousQueue", "put", "SynchronousQueue.java", 9);
    static final Frame WAITING_LINE = new Frame("com.acme.Quotes", "lambda$fetch$0", "Quotes.java", 44);

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    /** All requests of one name. */
    final SiteKey requests = SiteHistory.site("GET /quotes");
    /** What they start. */
    final SiteKey site = SiteHistory.site("com.acme.Quotes$$Lambda");

    /** Of all threads, where any was proven; null for none. */
    @Nullable
    ThreadProof proof;

    private final Ledger ledger = new Ledger(20, new Proofs() {
        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public @Nullable ThreadProof of(long threadId) {
            return proof;
        }

        @Override
        public @Nullable String reachableThrough(long threadId) {
            return reachable;
        }
    });

    /** Who could wake any of them; null where nobody asked. */
    @Nullable
    String reachable;

    private final List<TaskFacts> tasks = new ArrayList<>();
    private final List<PoolFacts> pools = new ArrayList<>();
    private final List<QueuedTask> queued = new ArrayList<>();
    private long now = 1_000 * SECOND;
    private long nextId = 100;

    long now() {
        return now;
    }

    List<TaskFacts> tasks() {
        return tasks;
    }

    List<PoolFacts> pools() {
        return pools;
    }

    Ledger ledger() {
        return ledger;
    }

    Facts passes(Duration duration) {
        now += duration.toNanos();
        return this;
    }

    Facts grace() {
        return passes(Duration.ofNanos(GRACE + SECOND));
    }

    /** A request that starts a task of the site and ends. */
    ScopeRecord request() {
        ScopeRecord request = new ScopeRecord("GET /quotes", requests, null, now);
        SiteHistory.ownersEnded(site, requests, 1);
        request.end(++now);
        return request;
    }

    /** A pooled task that starts a task of the site and ends. */
    Owner task() {
        SiteHistory.ownersEnded(site, requests, 1);
        return SiteHistory.endedTask(requests, ++now);
    }

    Facts requests(int count) {
        for (int i = 0; i < count; i++) {
            request();
        }
        return this;
    }

    Facts leaves() {
        return leaves(task -> task);
    }

    /** A request that ends and leaves a task behind. */
    Facts leaves(UnaryOperator<Task> change) {
        return leavesOf(request(), change);
    }

    Facts leavesOf(Owner owner, UnaryOperator<Task> change) {
        tasks.add(change.apply(new Task(this, owner)).facts());
        return this;
    }

    Facts leaves(int count) {
        return leaves(count, task -> task);
    }

    Facts leaves(int count, UnaryOperator<Task> change) {
        for (int i = 0; i < count; i++) {
            leaves(change);
        }
        return this;
    }

    /** Requests that each leave a task in the queue of a pool that is full. */
    Facts leavesQueued(int count) {
        for (int i = 0; i < count; i++) {
            queued.add(new QueuedTask(site, request()));
        }
        return this;
    }

    Facts leavesPool(UnaryOperator<Pool> change) {
        pools.add(change.apply(new Pool(this, request())).facts());
        return this;
    }

    Facts leavesPoolOf(Owner owner) {
        pools.add(new Pool(this, owner).facts());
        return this;
    }

    Facts leavesPools(int count) {
        return leavesPools(count, pool -> pool);
    }

    Facts leavesPools(int count, UnaryOperator<Pool> change) {
        for (int i = 0; i < count; i++) {
            leavesPool(change);
        }
        return this;
    }

    Facts allEnd() {
        tasks.clear();
        pools.clear();
        queued.clear();
        return this;
    }

    Look facts() {
        site.sample(now, GRACE);
        requests.sample(now, GRACE);
        return new Look(now, NOON.plusNanos(now), GRACE, WINDOW, tasks, pools, queued);
    }

    /** Looks, past grace: the sites' counts are those of the grace period's end. */
    List<Suspect> look() {
        passes(Duration.ofSeconds(5));
        site.sample(now, GRACE);
        requests.sample(now, GRACE);
        grace();
        return ledger.look(facts());
    }

    /** Another look, a little later. */
    List<Suspect> lookAgain() {
        passes(Duration.ofSeconds(5));
        return ledger.look(facts());
    }

    static final class Task {
        private final Facts facts;
        private final long id;
        Object task = new Object();
        Owner owner;
        long endedNanos;
        Progress progress = Progress.INERT;
        Creation created = new Creation(STARTED, List.of(STARTED), List.of(), false);
        Waiting waiting = waiting(WAITED_IN, WAITING_LINE);

        @Nullable
        SiteKey site;

        boolean timed;
        boolean reentered;
        long wokenNanos;
        boolean pooled;
        boolean inRequest;
        String lockHolder = "";
        long parkedNanos = SECOND;
        int standsFor = 1;

        @Nullable
        Told told = new Told(0, false);

        private Task(Facts facts, Owner owner) {
            this.facts = facts;
            this.owner = owner;
            this.endedNanos = owner.endedNanos();
            this.site = facts.site;
            this.id = facts.nextId++;
        }

        Task moving() {
            progress = Progress.MOVING;
            return this;
        }

        Task is(Object identity) {
            task = identity;
            return this;
        }

        Task endedAt(long nanos) {
            endedNanos = nanos;
            return this;
        }

        Task timed() {
            timed = true;
            return this;
        }

        Task idling() {
            timed = true;
            reentered = true;
            progress = Progress.IDLING;
            return this;
        }

        Task inRequest() {
            inRequest = true;
            return this;
        }

        Task parkedFor(long nanos) {
            parkedNanos = nanos;
            return this;
        }

        Task standsFor(int others) {
            standsFor = others;
            return this;
        }

        Task pooled() {
            pooled = true;
            return this;
        }

        Task reentered() {
            reentered = true;
            return this;
        }

        Task waitsFor(String holder) {
            lockHolder = holder;
            return this;
        }

        Task woken() {
            return wokenAt(facts.now());
        }

        Task wokenAt(long nanos) {
            wokenNanos = nanos;
            return this;
        }

        Task told(@Nullable Told value) {
            told = value;
            return this;
        }

        Task startedIn(Frame frame) {
            created = new Creation(frame, List.of(frame), List.of(), false);
            return this;
        }

        /** Made by a library that the application has called. */
        Task madeBy(String client) {
            created = new Creation(STARTED, List.of(STARTED), List.of(), false, client);
            return this;
        }

        Task waitsIn(Frame jdk, @Nullable Frame application) {
            waiting = waiting(jdk, application);
            return this;
        }

        /** By methods, innermost first. */
        Task waits(String... methods) {
            waiting = new CodeMap(List.of()).waiting(Frames.stack(methods), Thread.State.WAITING);
            return this;
        }

        Task of(SiteKey another) {
            site = another;
            return this;
        }

        TaskFacts facts() {
            return new TaskFacts(
                    task,
                    TaskKind.PLATFORM,
                    id,
                    "thread-" + id,
                    owner,
                    "GET /quotes",
                    endedNanos,
                    site,
                    created,
                    waiting,
                    progress,
                    timed,
                    reentered,
                    wokenNanos,
                    parkedNanos,
                    pooled,
                    inRequest,
                    lockHolder,
                    told,
                    standsFor);
        }
    }

    static Waiting waiting(Frame jdk, @Nullable Frame application) {
        return new Waiting(
                jdk, application, Thread.State.WAITING, application == null ? List.of(jdk) : List.of(jdk, application));
    }

    static final class Pool {
        private final Facts facts;
        private final Owner owner;
        private final List<TaskFacts> workers = new ArrayList<>();
        private long endedNanos;
        private String client = "";
        private Object identity = new Object();
        boolean shutDown;
        boolean dueForLiving;
        boolean collectable;
        boolean expiring;

        private Pool(Facts facts, Owner owner) {
            this.facts = facts;
            this.owner = owner;
            this.endedNanos = owner.endedNanos();
        }

        Pool worker(UnaryOperator<Task> change) {
            workers.add(change.apply(new Task(facts, owner)
                            .waitsIn(new Frame("java.util.concurrent.LinkedBlockingQueue", "take", null, 1), null)
                            .pooled()
                            .told(null))
                    .facts());
            return this;
        }

        Pool is(Object value) {
            identity = value;
            return this;
        }

        Pool madeBy(String library) {
            client = library;
            return this;
        }

        Pool shutDown() {
            shutDown = true;
            return this;
        }

        Pool endedAt(long nanos) {
            endedNanos = nanos;
            return this;
        }

        Pool dueForLiving() {
            dueForLiving = true;
            return this;
        }

        Pool collectable() {
            collectable = true;
            return this;
        }

        Pool expiring() {
            expiring = true;
            return this;
        }

        PoolFacts facts() {
            if (workers.isEmpty()) {
                worker(worker -> worker);
            }
            return new PoolFacts(
                    identity,
                    "java.util.concurrent.ThreadPoolExecutor",
                    shutDown,
                    owner,
                    "GET /quotes",
                    endedNanos,
                    facts.site,
                    new Creation(STARTED, List.of(STARTED), List.of(), false, client),
                    workers,
                    dueForLiving,
                    collectable,
                    expiring,
                    3,
                    endedNanos);
        }
    }
}
