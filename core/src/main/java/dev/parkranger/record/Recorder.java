package dev.parkranger.record;

import dev.parkranger.hooks.HookListener;
import dev.parkranger.options.Capture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the hooks see into records. Everything here runs on the application's threads: no lock, nothing that can
 * park, no call into application code but a request's own name.
 */
public final class Recorder extends HookListener {

    /** How often starts look whether a large cap has been reached: one in so many. Small caps are kept exactly. */
    private static final int CAP_CHECK_MASK = 63;

    private static final int SMALL_CAP = 65_536;

    /** The canary's Timer runs its task on a thread of the JDK's; the task itself is known by its loader. */
    private static final @Nullable ClassLoader OURS = Recorder.class.getClassLoader();

    private final Ticker ticker;
    private final TaskTypes types;
    private final ForeignPoolRecorder foreign;
    private final Requests requestsAsked;

    /** Made when the first of them is asked for: an application that has started before that need not wait. */
    private final AtomicReference<@Nullable ScopeRecorders> scopeRecorders = new AtomicReference<>();

    private final CodeOrigins code;
    private final Registry registry;
    private final Captures captures;
    private final int maxRecords;
    private final StartFailures startFailures;
    private final HookListener canary;
    private volatile boolean full;

    /** Counted without care: it only spaces the looks at the cap. */
    private int starts;

    private final ContinuationPools continuations = new ContinuationPools();

    /**
     * A recorder that has seen nothing yet.
     *
     * @param requestsAsked what requests are asked
     * @param canary is told what the agent's own threads do, which is never recorded, but proves the hooks
     * @param capture whose creation stacks are taken; pools, which are few, have theirs in any case
     * @param maxRecords live tasks recorded; above that they are only counted
     */
    public Recorder(
            Ticker ticker,
            Registry registry,
            TaskTypes types,
            Requests requestsAsked,
            CodeOrigins code,
            StartFailures startFailures,
            HookListener canary,
            Capture capture,
            int maxRecords) {
        this.ticker = ticker;
        this.registry = registry;
        this.types = types;
        this.code = code;
        this.foreign = new ForeignPoolRecorder(ticker, registry, this);
        this.requestsAsked = requestsAsked;
        this.startFailures = startFailures;
        this.canary = canary;
        this.captures = new Captures(capture, registry.sites(), ticker);
        this.maxRecords = maxRecords;
    }

    // ---- threads ----

    @Override
    public void platformStarting(Thread thread, @Nullable Object container) {
        if (isOwn(thread)) {
            canary.platformStarting(thread, container);
            return;
        }
        starting(thread, container, false, registry.platform());
    }

    /** Whether the agent itself is at work: in one of its threads, or starting one. */
    private static boolean isOwn(Thread thread) {
        return thread instanceof AgentThread || isOwnThread();
    }

    private static boolean isOwnThread() {
        return Thread.currentThread() instanceof AgentThread;
    }

    @Override
    public void virtualStarting(Thread thread, @Nullable Object container) {
        if (!isOwnThread()) {
            starting(thread, container, true, registry.virtual());
        }
    }

    private void starting(Thread thread, @Nullable Object container, boolean virtual, Counts counts) {
        Thread here = Thread.currentThread();
        counts.start();
        long tid = ThreadIds.of(thread);
        if (isFull()) {
            registry.dropThread();
            return;
        }
        ThreadRecord starter = registry.recordOf(here, ticker);
        Owner owner = starter.ownerOfStarts();
        PoolRecord itsContainer = container == null ? null : registry.poolOf(container);
        if (itsContainer != null) {
            itsContainer.usedBy(owner);
            if (itsContainer.parent() == owner || (owner == starter && starter.parent() == itsContainer)) {
                // A per-task executor within one piece of work: the thread's life is the container's.
                owner = itsContainer;
            }
        }
        Class<?> type = types.ofThread(thread);
        SiteKey site = tally(type, starter);
        if (owner == starter && starter.site() == site && isTelling(type) && starter.parent() != null) {
            // A worker that starts the next of its kind, as many a home-made pool does: they have one owner.
            owner = starter.parent();
        }
        ThreadRecord record = new ThreadRecord(
                thread,
                tid,
                virtual,
                captures.origin(site, owner, isTelling(type), creator(starter), null),
                owner,
                starter.openScope(),
                itsContainer,
                site,
                virtual ? ticker.coarse() : ticker.nanos());
        record.startedFor(starter.lastHandedOver());
        registry.add(record);
    }

    /** Whether the class says what runs: a bare thread's says nothing, so two of them need not be of one kind. */
    private static boolean isTelling(Class<?> type) {
        return type != Thread.class && !type.getName().equals("java.lang.VirtualThread");
    }

    @Override
    public void startFailed(Thread thread, Throwable failure) {
        ThreadRecord record = registry.find(ThreadIds.of(thread));
        if (record != null && registry.threads().remove(record)) {
            registry.platform().undoStart();
        } else if (record == null && !isOwn(thread) && registry.endOfDropped()) {
            registry.platform().undoStart();
        }
        startFailures.failed(failure);
    }

    @Override
    public void platformExiting(Thread thread) {
        if (thread instanceof AgentThread) {
            canary.platformExiting(thread);
            return;
        }
        exiting(thread, registry.platform());
    }

    @Override
    public void virtualDone(Thread thread) {
        exiting(thread, registry.virtual());
    }

    @Override
    public void virtualResumed(Thread thread) {
        registry.resumeSeen();
        ThreadRecord record = registry.find(ThreadIds.of(thread));
        if (record != null) {
            record.resumed();
        }
    }

    @Override
    public void interrupted(Thread thread) {
        if (isOwn(thread)) {
            canary.interrupted(thread);
            return;
        }
        ThreadRecord record = registry.find(ThreadIds.of(thread));
        if (record == null) {
            return;
        }
        if (record.isVirtual()) {
            registry.virtualInterruptSeen();
        }
        if (thread != Thread.currentThread()) {
            // One that restores its own status, having caught the exception, is not told anything new.
            record.interruptedAt(ticker.nanos());
        }
    }

    private void exiting(Thread thread, Counts counts) {
        ThreadRecord record = registry.find(ThreadIds.of(thread));
        if (record != null) {
            // When a task ended that has started nothing is nobody's business.
            registry.end(record, record.isBare() ? ticker.coarse() : ticker.nanos());
        } else if (!thread.getName().startsWith(AgentThread.PREFIX) && registry.endOfDropped()) {
            // The canary's Timer thread is the JDK's own and has no record either: hence the look at the name.
            counts.end();
        }
    }

    // ---- pools ----

    @Override
    public void poolConstructed(Object pool) {
        Thread here = Thread.currentThread();
        if (here instanceof AgentThread) {
            canary.poolConstructed(pool);
            return;
        }
        if (registry.poolOf(pool) != null) {
            return;
        }
        recordPool(pool, null);
    }

    /** @param callee see {@link Origin#here} */
    void recordPool(Object pool, @Nullable Class<?> callee) {
        ConstructionSite where = ConstructionSite.of(pool, code);
        if (where.isVirtualThreadScheduler()) {
            continuations.add(pool);
            return;
        }
        ThreadRecord starter = registry.recordOf(Thread.currentThread(), ticker);
        Owner owner = where.isInitialiser() ? Application.INSTANCE : starter.ownerOfStarts();
        OwnerKind kind = pool.getClass().getName().equals("java.util.concurrent.ThreadPerTaskExecutor")
                ? OwnerKind.CONTAINER
                : OwnerKind.POOL;
        SiteKey site = where.type() == null ? null : registry.sites().of(where.type(), where.method());
        if (site != null) {
            tallyOn(owner, site);
        } else if (owner instanceof RunRecord run) {
            run.owns();
        }
        registry.addPool(new PoolRecord(
                pool, kind, Origin.here(creator(starter), callee), owner, starter.openScope(), site, ticker.nanos()));
    }

    @Override
    public void timerConstructed(Object timer, Thread thread) {
        if (isOwnThread()) {
            canary.timerConstructed(timer, thread);
            return;
        }
        poolConstructed(timer);
        ThreadRecord record = registry.find(ThreadIds.of(thread));
        PoolRecord pool = registry.poolOf(timer);
        if (record != null && pool != null) {
            record.becomeWorkerOf(pool);
        }
    }

    @Override
    public void poolShutDown(Object pool) {
        if (isOwnThread()) {
            canary.poolShutDown(pool);
        }
        if (pool instanceof ForkJoinPool && pool == ForkJoinPool.commonPool()) {
            // It goes on: the JDK ignores that.
            return;
        }
        PoolRecord record = registry.poolOf(pool);
        if (record != null) {
            registry.shutDown(record, ticker.nanos());
        }
    }

    @Override
    public void workerRuns(Object pool) {
        Thread here = Thread.currentThread();
        if (here instanceof AgentThread) {
            canary.workerRuns(pool);
            return;
        }
        registry.recordOf(here, ticker).becomeWorkerOf(registry.poolOfOrUnknown(pool, ticker));
    }

    // ---- tasks ----

    @Override
    public void submitted(Object pool, @Nullable Object task) {
        if (isOwnThread()) {
            canary.submitted(pool, task);
            return;
        }
        submitted(pool, task, false);
    }

    @Override
    public void scheduled(Object pool, @Nullable Object task, boolean periodic) {
        if (isOwnThread()) {
            canary.scheduled(pool, task, periodic);
            return;
        }
        submitted(pool, task, periodic);
    }

    private void submitted(Object pool, @Nullable Object task, boolean periodic) {
        Thread here = Thread.currentThread();
        if (task == null || continuations.has(pool)) {
            return;
        }
        registry.submitted().start();
        long now = ticker.nanos();
        if (isFull()) {
            registry.dropSubmission();
            registry.submitted().end();
            return;
        }
        ThreadRecord starter = registry.recordOf(here, ticker);
        foreign.passedOn(starter, task);
        Owner owner = starter.ownerOfStarts();
        if (isLaterStage(task) && owner instanceof RunRecord stage && stage.isStage() && stage.parent() != null) {
            // thenApplyAsync is handed on by whoever completes the stage before: the first one's owner is meant.
            owner = stage.parent();
        }
        PoolRecord record = registry.poolOfOrUnknown(pool, ticker);
        record.usedBy(owner);
        if (!(owner instanceof RunRecord run && run.pool() == record)) {
            record.usedAt(now);
        }
        SiteKey site = tally(types.ofTask(task), starter);
        Origin origin = captures.origin(site, owner, true, creator(starter), null);
        registry.queue(task, new RunRecord(task, record, origin, owner, starter.openScope(), site, periodic, now));
    }

    /** A dependent stage of a CompletableFuture, unlike {@code supplyAsync} and {@code runAsync}, which begin a line. */
    private static boolean isLaterStage(Object task) {
        if (!(task instanceof CompletableFuture.AsynchronousCompletionTask)) {
            return false;
        }
        String name = task.getClass().getName();
        return !name.endsWith("$AsyncSupply") && !name.endsWith("$AsyncRun");
    }

    @Override
    public void withdrawn(Object pool, @Nullable Object task) {
        if (isOwnThread()) {
            canary.withdrawn(pool, task);
            return;
        }
        RunRecord run = task == null ? null : registry.takeRefused(task, registry.poolOfOrUnknown(pool, ticker));
        if (run != null && run.end(ticker.nanos())) {
            registry.submitted().end();
        }
    }

    @Override
    public void taskBegins(Object task) {
        Thread here = Thread.currentThread();
        if (here instanceof AgentThread || task.getClass().getClassLoader() == OURS) {
            canary.taskBegins(task);
            return;
        }
        ThreadRecord worker = registry.find(ThreadIds.of(here));
        if (worker == null) {
            if (AgentGroup.holds(here)) {
                // A Timer of the agent's own HTTP endpoint.
                return;
            }
            worker = registry.recordOf(here, ticker);
        }
        if (worker.current() instanceof RunRecord running && running.refersTo(task)) {
            return;
        }
        // A worker begins at the bottom of its stack: whatever seems open there has lost its end, to an afterExecute
        // that does not call its super's, or to an Error out of a hook. Left open, it would pile up.
        long now = ticker.nanos();
        registry.endActivities(worker, now);
        RunRecord run = registry.take(task, worker.pool());
        if (run == null) {
            // Submitted before the agent came, or dropped at the cap: its run is a scope of its own all the same.
            registry.submitted().start();
            run = new RunRecord(task, worker.pool(), Origin.UNKNOWN, Application.INSTANCE, null, null, false, now);
        }
        run.begin(null, now);
        worker.current(run);
    }

    @Override
    public void taskEnds(Object task) {
        Thread here = Thread.currentThread();
        if (here instanceof AgentThread) {
            canary.taskEnds(task);
            return;
        }
        ThreadRecord worker = registry.find(ThreadIds.of(here));
        if (worker != null) {
            end(worker, task);
        }
    }

    @Override
    public void forkJoinBegins(Object task) {
        if (registry.queuedForkJoin() == 0) {
            return;
        }
        RunRecord run = registry.take(task, null);
        if (run == null) {
            return;
        }
        Thread here = Thread.currentThread();
        ThreadRecord worker = registry.recordOf(here, ticker);
        run.begin(worker.current(), ticker.nanos());
        worker.current(run);
        run.begunAsJoin = true;
        registry.runningJoins().begins(worker.tid(), task);
    }

    @Override
    public void forkJoinEnds(Object task) {
        // Most of what is executed was forked, and none of it is recorded.
        long tid = ThreadIds.of(Thread.currentThread());
        if (!registry.runningJoins().mayBe(tid, task)) {
            return;
        }
        ThreadRecord worker = registry.find(tid);
        if (worker != null && end(worker, task)) {
            registry.runningJoins().ended(tid);
        }
    }

    /** Ends the innermost run of the task, and with it whatever was left open inside. */
    private boolean end(ThreadRecord worker, Object task) {
        for (Activity activity = worker.current(); activity != null; activity = activity.outer()) {
            if (activity instanceof RunRecord run && run.refersTo(task)) {
                end(worker, run, task);
                return true;
            }
        }
        return false;
    }

    /** Ends a run that is open on its worker, and with it whatever was left open inside. */
    void end(ThreadRecord worker, RunRecord run, @Nullable Object task) {
        long now = ticker.nanos();
        Activity around = run.outer();
        registry.endActivities(worker.tid(), worker.current(), run, now);
        worker.current(around);
        end(run, task, now);
    }

    private void end(RunRecord run, @Nullable Object task, long now) {
        PoolRecord pool = run.pool();
        Owner owner = run.parent();
        if (!run.end(now)) {
            return;
        }
        registry.submitted().end();
        registry.noteLateEnd(run.site(), owner, run.enclosing(), now);
        if (pool != null) {
            pool.taskEnded(now);
        }
        if (task != null && run.isPeriodic() && owner != null && pool != null && !pool.hasEnded() && !isDone(task)) {
            registry.submitted().start();
            registry.queue(task, run.again(task, pool, owner, now));
        }
    }

    /** A periodic task that was cancelled or has thrown runs no more. The application's own classes are not asked. */
    private static boolean isDone(Object task) {
        return task.getClass().getClassLoader() == null && task instanceof Future<?> future && future.isDone();
    }

    // ---- pools that are not the JDK's ----

    @Override
    public void executorConstructed(Object executor) {
        if (!isOwnThread()) {
            foreign.constructed(executor);
        }
    }

    /** An application's subclass of a pool of the JDK's may refuse: it has ended when that class's own method is called. */
    @Override
    public void executorShutDown(Object executor) {
        if (!ForeignPoolRecorder.isJdks(executor)) {
            poolShutDown(executor);
        }
    }

    @Override
    public void handedOver(@Nullable Object executor, @Nullable Object task) {
        if (!isOwnThread()) {
            foreign.handedOver(executor, task);
        }
    }

    @Override
    public @Nullable Object runs(Object task) {
        return isOwnThread() ? null : foreign.runs(task);
    }

    @Override
    public void ran(Object token) {
        foreign.ran(token);
    }

    // ---- scopes ----

    private ScopeRecorders scopes() {
        ScopeRecorders made = scopeRecorders.get();
        if (made != null) {
            return made;
        }
        ScopeRecorders fresh = ScopeRecorders.of(ticker, registry, requestsAsked);
        // Two first requests may race; whatever the loser has made holds nothing yet.
        made = scopeRecorders.compareAndExchange(null, fresh);
        return made == null ? fresh : made;
    }

    // ---- requests ----

    @Override
    public void requestBegins(Object servlet, Object request) {
        scopes().requests().requestBegins(servlet, request);
    }

    @Override
    public void requestEnds() {
        scopes().requests().ends(false);
    }

    @Override
    public void exchangeBegins(Object exchange) {
        if (!isOwnThread()) {
            scopes().requests().exchangeBegins(exchange);
        }
    }

    @Override
    public void requestFails() {
        scopes().requests().ends(true);
    }

    @Override
    public void exchangeAnswers(Object response, long length) {
        scopes().requests().exchangeAnswers(response, length);
    }

    @Override
    public void exchangeAnswered(Object response) {
        scopes().requests().exchangeAnswered(response);
    }

    // ---- web applications ----

    @Override
    public void startUpBegins(Object asked) {
        scopes().applications().startUpBegins(asked);
    }

    @Override
    public void startUpEnds() {
        scopes().applications().startUpEnds();
    }

    @Override
    public void webApplicationStops(Object asked) {
        scopes().applications().stops(asked);
    }

    // ---- methods that are scopes ----

    @Override
    public void methodBegins(String method, String name) {
        scopes().methods().begins(method, name);
    }

    @Override
    public void methodEnds(@Nullable Object result, String method) {
        scopes().methods().ends(method, result);
    }

    // ---- scopes of the application's own ----

    @Override
    public @Nullable Object scopeOpened(String name) {
        return scopes().ownScopes().open(name);
    }

    @Override
    public @Nullable Object scopeHere() {
        return scopes().ownScopes().here();
    }

    @Override
    public @Nullable Object scopeLeft() {
        return scopes().ownScopes().leave();
    }

    @Override
    public @Nullable Object scopeResumed(Object token) {
        return scopes().ownScopes().resume(token);
    }

    @Override
    public void scopeCarried(Object token) {
        scopes().ownScopes().carry(token);
    }

    @Override
    public void scopeClosed(Object token) {
        scopes().ownScopes().close(token);
    }

    // ---- what they share ----

    Captures captures() {
        return captures;
    }

    /** Where the task that runs here, or the thread itself, was made. */
    static Origin creator(ThreadRecord starter) {
        for (Activity activity = starter.current(); activity != null; activity = activity.outer()) {
            if (activity instanceof RunRecord run) {
                return run.origin();
            }
        }
        return starter.origin();
    }

    /** Whether the task is an executor's own work. */
    boolean isExecutors(Object task) {
        Class<?> type = task.getClass();
        return registry.sites().of(type).isExecutors(type, types);
    }

    SiteKey tally(Object task, ThreadRecord starter) {
        return tally(types.ofTask(task), starter);
    }

    private SiteKey tally(Class<?> type, ThreadRecord starter) {
        SiteKey site = registry.sites().of(type);
        tallyOn(starter.ownerOfStarts(), site);
        return site;
    }

    private static void tallyOn(Owner owner, SiteKey site) {
        if (owner instanceof RunRecord run) {
            run.tally(site);
        } else if (owner instanceof ScopeRecord scope) {
            scope.tally(site);
        } else if (owner instanceof ThreadRecord thread) {
            thread.tally(site);
        }
    }

    boolean isFull() {
        if (maxRecords < SMALL_CAP || (starts++ & CAP_CHECK_MASK) == 0) {
            full = registry.live() >= maxRecords;
        }
        return full;
    }
}
