package dev.parkranger.api;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A piece of work that owns what is started within it: when it is closed, threads, tasks and pools that it started
 * should be over, and those that stay parked are reported under its name.
 *
 * <pre>{@code
 * try (OwnerScope scope = OwnerScope.open("nightly import")) {
 *     importAll();
 * }
 * }</pre>
 *
 * <p>Requests of servlets and of other servers that the agent knows are scopes already; this is for the rest: messages,
 * jobs, sessions, phases of a batch.
 *
 * <p><b>Without the agent</b> all methods do nothing, but for refusing {@code null}: a scope is one shared object, a
 * carried task is the task itself. With it, opening and closing cost a few small objects and no lock. A scope that was
 * opened before the agent was attached stays inert.
 *
 * <p><b>Nesting.</b> Scopes nest; what is started belongs to the innermost that is open. Closed out of order, the later
 * ones stay open. Of more than 64 that are open on one thread at a time the further ones are inert.
 *
 * <p><b>Thread-safety.</b> A scope may be handed to other threads, and all methods may be called on any. It is open
 * <i>on</i> the thread that opened it and on those that {@linkplain #resume() resumed} it; what other threads start is not
 * the scope's. Closed on another thread the scope ends all the same, and is forgotten by the thread that opened it.
 *
 * <p><b>A scope that is never closed</b> is never the cause of a false alarm: nothing started within it is looked at
 * while it is open. It ends with the thread, or the task of a pool, that opened it; once it has been
 * {@linkplain #carry(Runnable) carried} or resumed, when it is closed, and not before.
 */
public final class OwnerScope implements AutoCloseable {

    /** Stands for all scopes that nobody watches. */
    private static final OwnerScope INERT = new OwnerScope(null);

    /** The agent's, whatever it is; null where there is none, or nothing to watch. */
    private final Object token;

    private OwnerScope(Object token) {
        this.token = token;
    }

    private static OwnerScope of(Object token) {
        return token == null ? INERT : new OwnerScope(token);
    }

    // ---- for applications ----

    /**
     * Opens a scope on this thread, within the one that is open here already.
     *
     * @param name what a person would call such work, "nightly import": all scopes of a name are counted together, so it
     *     must not hold an id, a date or a user. Only its first 100 characters are read, and of more than a thousand
     *     names the further ones are one.
     * @return never null; to be closed, at best by a try-with-resources statement
     * @throws NullPointerException if there is no name, with or without the agent
     */
    public static OwnerScope open(String name) {
        Objects.requireNonNull(
                name, "name of an owner scope: null, where a fixed text such as \"nightly import\" is needed");
        return of(opened(name));
    }

    /**
     * The innermost scope or request that is open on this thread, or that was open where the task which runs here was
     * started, to be carried elsewhere.
     *
     * <p>Closing what this returns does nothing: whoever opened a scope, or serves a request, ends it.
     *
     * @return never null; an inert one where nothing is open, and within {@link #detached()}
     */
    public static OwnerScope current() {
        return of(here());
    }

    /**
     * Begins a stretch in which what is started is meant to outlive whatever is open: a cache's housekeeper that its
     * first user starts, a pool that is made on demand and shared. It belongs to the application and is never
     * reported for having outlived the scope.
     *
     * <pre>{@code
     * try (OwnerScope lasting = OwnerScope.detached()) {
     *     housekeeper = Executors.newSingleThreadScheduledExecutor();
     * }
     * }</pre>
     *
     * @return never null; to be closed like any other. Resumed on another thread it is detached there too.
     */
    public static OwnerScope detached() {
        return of(left());
    }

    /**
     * Goes on with this scope on the current thread: what is started here until the returned one is closed belongs to
     * this scope. Closing the returned one ends the resumption and nothing else; this scope has to be closed besides, and
     * may be meanwhile. Once it is closed, to resume it means nothing.
     *
     * <pre>{@code
     * try (OwnerScope again = scope.resume()) {
     *     nextPart();
     * }
     * }</pre>
     *
     * @return never null; to be closed on this thread
     */
    public OwnerScope resume() {
        return token == null ? INERT : of(resumed(token));
    }

    /**
     * A task that runs within this scope, wherever it runs, as often as it runs. What the task throws passes through.
     *
     * @return the task itself where there is nothing to carry
     * @throws NullPointerException if there is no task
     */
    public Runnable carry(Runnable task) {
        Objects.requireNonNull(task, "task to carry");
        if (token == null) {
            return task;
        }
        carried(token);
        return new CarriedRunnable(this, task);
    }

    /**
     * As {@link #carry(Runnable)}, of a task that returns something.
     *
     * @param <T> what it returns
     * @return the task itself where there is nothing to carry
     * @throws NullPointerException if there is no task
     */
    public <T> Callable<T> carry(Callable<T> task) {
        Objects.requireNonNull(task, "task to carry");
        if (token == null) {
            return task;
        }
        carried(token);
        return new CarriedCallable<>(this, task);
    }

    /**
     * Closes what was opened, resumed or detached. Once more does nothing; of what {@link #current()} returned it does
     * nothing at all.
     */
    @Override
    public void close() {
        if (token != null) {
            closed(token);
        }
    }

    // A JDK class holds the task, for there the agent can read it, and counts tasks by what the application wrote.

    private static final class CarriedRunnable extends AtomicReference<Runnable> implements Runnable {

        private static final long serialVersionUID = 1;

        private final transient OwnerScope scope;

        CarriedRunnable(OwnerScope scope, Runnable task) {
            super(task);
            this.scope = scope;
        }

        @Override
        @SuppressWarnings("try") // it is open, and that is all
        public void run() {
            try (OwnerScope again = scope.resume()) {
                get().run();
            }
        }
    }

    private static final class CarriedCallable<T> extends AtomicReference<Callable<T>> implements Callable<T> {

        private static final long serialVersionUID = 1;

        private final transient OwnerScope scope;

        CarriedCallable(OwnerScope scope, Callable<T> task) {
            super(task);
            this.scope = scope;
        }

        @Override
        @SuppressWarnings("try") // it is open, and that is all
        public T call() throws Exception {
            try (OwnerScope again = scope.resume()) {
                return get().call();
            }
        }
    }

    // ---- for the agent, which puts calls of its own in place of these bodies, by name and descriptor ----

    @SuppressWarnings("unused")
    private static Object opened(String name) {
        return null;
    }

    private static Object here() {
        return null;
    }

    private static Object left() {
        return null;
    }

    @SuppressWarnings("unused")
    private static Object resumed(Object token) {
        return null;
    }

    @SuppressWarnings("unused")
    private static void carried(Object token) {}

    @SuppressWarnings("unused")
    private static void closed(Object token) {}
}
