package dev.parkranger.reaper;

import dev.parkranger.hooks.HookListener;
import dev.parkranger.options.Capture;
import dev.parkranger.record.Actor;
import dev.parkranger.record.CodeOrigins;
import dev.parkranger.record.FakeTime;
import dev.parkranger.record.Frame;
import dev.parkranger.record.Recorder;
import dev.parkranger.record.Registry;
import dev.parkranger.record.Requests;
import dev.parkranger.record.StartFailures;
import dev.parkranger.record.TaskTypes;
import dev.parkranger.record.ThreadIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** A server of real threads that all stand still, recorded through the hooks, and looked at with made-up states. */
public final class Ground implements AutoCloseable {
    public static final Duration GRACE = Duration.ofSeconds(30);
    public static final Duration WINDOW = Duration.ofMinutes(10);

    public final FakeTime time = new FakeTime();
    public final Registry registry = new Registry(100_000);
    private final Asked asked = new Asked();
    public final Recorder recorder = recorder(Capture.ALWAYS);
    private final List<Actor> actors = new ArrayList<>();
    public final Actor server = actor();
    final FakeProbe probe = new FakeProbe();

    /** Whose worker a thread is found to be, by identity. */
    final Map<Thread, Object> employed = new IdentityHashMap<>();

    /** Which executor's queue a thread is found to take from, where that is all it knows of it. */
    final Map<Thread, Object> takers = new IdentityHashMap<>();

    private final Employers employers = new Employers() {
        @Override
        public @Nullable Object employerOf(Thread thread) {
            return employed.get(thread);
        }

        @Override
        public boolean isWorker(Thread thread, Object executor, @Nullable Object task) {
            return takers.get(thread) == executor;
        }
    };

    /** As a profile sees the threads, with the same made-up stacks. */
    public final LiveStacks stacks = new LiveStacks(registry, probe);

    final Looker looker = new Looker(registry, time, time, new CodeMap(List.of()), probe, employers);
    private final CountDownLatch closing = new CountDownLatch(1);

    /** What web applications are asked: by their path, which is their context too. */
    private static final class Asked implements Requests {
        private final Map<Object, ClassLoader> loaders = new HashMap<>();

        @Override
        public String nameOf(Object servlet, Object request) {
            return request.toString();
        }

        @Override
        public @Nullable Object contextOf(Object of) {
            return loaders.containsKey(of) ? of : null;
        }

        @Override
        public String nameOfApplication(Object context) {
            return "web application " + context;
        }

        @Override
        public @Nullable ClassLoader loaderOf(Object context) {
            return loaders.get(context);
        }
    }

    /** A web application is set up. */
    public void deploys(String path, ClassLoader loader) {
        asked.loaders.put(path, loader);
        server.does(() -> {
            recorder.startUpBegins(path);
            recorder.startUpEnds();
        });
    }

    public void undeploys(String path) {
        server.does(() -> recorder.webApplicationStops(path));
    }

    Recorder recorder(Capture capture) {
        return new Recorder(
                time,
                registry,
                TaskTypes.PLAIN,
                asked,
                CodeOrigins.ALL,
                new StartFailures(() -> {}),
                new HookListener() {},
                capture,
                100_000);
    }

    /** A thread that was there before the agent. */
    public Actor actor() {
        Actor actor = new Actor();
        actors.add(actor);
        return actor;
    }

    /** A worker that the current thread makes the pool start. */
    public Actor worker(Object pool) {
        Actor worker = new Actor(recorder);
        actors.add(worker);
        worker.does(() -> recorder.workerRuns(pool));
        return worker;
    }

    /** A worker that the current thread makes an executor start, of which only what it runs tells that it is one. */
    public Actor employee(Object executor) {
        Actor worker = new Actor(recorder);
        actors.add(worker);
        employed.put(worker.thread(), executor);
        return worker;
    }

    /** A worker that the current thread makes an executor start, and that knows nothing of it but its queue. */
    public Actor taker(Object executor) {
        Actor worker = new Actor(recorder);
        actors.add(worker);
        takers.put(worker.thread(), executor);
        return worker;
    }

    /** A worker, as above, that comes to its end. */
    public void exits(Actor worker) {
        worker.does(() -> recorder.platformExiting(worker.thread()));
    }

    /** A thread that stands still until the end of the test. */
    public Thread thread() {
        Thread thread = new Thread(() -> {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        return thread;
    }

    /** The current thread starts one. */
    public Thread starts() {
        Thread thread = thread();
        recorder.platformStarting(thread, null);
        thread.start();
        return thread;
    }

    public void begins(String request) {
        server.does(() -> recorder.requestBegins("servlet", request));
    }

    public void ends() {
        server.does(recorder::requestEnds);
    }

    public void request(Runnable body) {
        begins("GET /");
        server.does(body);
        ends();
    }

    public static Runnable task() {
        // Of a class of the JDK's: what has the agent's own loader is taken for the canary's.
        return new FutureTask<>(() -> null);
    }

    public Look look() {
        time.passes(Duration.ofSeconds(5));
        return looker.look(GRACE.toNanos(), WINDOW.toNanos());
    }

    /** It runs, for all that the JVM says, and uses so much of a processor from look to look. */
    public void runs(Thread thread, Duration perLook, Frame... stack) {
        probe.runs(thread, perLook.toNanos(), List.of(stack));
    }

    /** Two looks past grace: the first sees what is parked, the second that it has not moved. */
    public Look lookTwicePastGrace() {
        time.passes(GRACE);
        look();
        return look();
    }

    @Override
    public void close() {
        closing.countDown();
        actors.forEach(Actor::close);
    }

    /** Everybody waits, once and for all, unless a test says otherwise. */
    static final class FakeProbe implements ThreadProbe {
        static final List<Frame> STACK = List.of(
                new Frame("jdk.internal.misc.Unsafe", "park", "Unsafe.java", -2),
                new Frame("java.util.concurrent.locks.LockSupport", "park", "LockSupport.java", 211),
                new Frame("java.util.concurrent.SynchronousQueue", "put", "SynchronousQueue.java", 366),
                new Frame("com.acme.Quotes", "lambda$fetch$0", "Quotes.java", 44),
                new Frame("java.lang.Thread", "run", "Thread.java", 840));

        static final List<Frame> TAKE = List.of(
                new Frame("jdk.internal.misc.Unsafe", "park", "Unsafe.java", -2),
                new Frame("java.util.concurrent.LinkedBlockingQueue", "take", "LinkedBlockingQueue.java", 435),
                new Frame("com.acme.Reader", "run", "Reader.java", 12));

        private final Set<Long> busy = new HashSet<>();
        private final Set<Long> woken = new HashSet<>();
        private final Map<Long, Long> running = new HashMap<>();
        private final Map<Long, List<Frame>> stacksOf = new HashMap<>();
        private final Map<Long, Integer> looks = new HashMap<>();

        /** Of those that nobody wakes any more, how often they have waited. */
        private final Map<Long, Integer> waited = new HashMap<>();

        private final Map<Thread, LockWait> lockWaits = new IdentityHashMap<>();
        int stacks;
        int lockAsked;

        @SuppressWarnings("deprecation") // threadId() is not there on 17
        void isBusy(Thread thread) {
            busy.add(thread.getId());
        }

        /** Somebody ends its wait between any two looks, and it falls back into the same. */
        @SuppressWarnings("deprecation")
        void isWoken(Thread thread) {
            woken.add(thread.getId());
            takes(thread);
        }

        /** It waits for what others have for it. */
        @SuppressWarnings("deprecation")
        void takes(Thread thread) {
            stacksOf.put(thread.getId(), TAKE);
        }

        /** Nobody wakes it any more. */
        @SuppressWarnings("deprecation")
        void isLeftAlone(Thread thread) {
            woken.remove(thread.getId());
            waited.put(thread.getId(), looks.getOrDefault(thread.getId(), 1));
        }

        @SuppressWarnings("deprecation")
        void runs(Thread thread, long cpuNanosPerLook, List<Frame> stack) {
            running.put(thread.getId(), cpuNanosPerLook);
            stacksOf.put(thread.getId(), stack);
        }

        @Override
        public Map<Long, Sample> platform(Map<Long, Thread> threads) {
            Map<Long, Sample> samples = new HashMap<>();
            for (long id : threads.keySet()) {
                int look = looks.merge(id, 1, Integer::sum);
                Long cpu = running.get(id);
                if (cpu != null) {
                    samples.put(id, new Sample(Thread.State.RUNNABLE, 1, 0, look * cpu, 0, ""));
                    continue;
                }
                samples.put(
                        id,
                        new Sample(
                                Thread.State.WAITING,
                                busy.contains(id) || woken.contains(id) ? look : waited.getOrDefault(id, 1),
                                0,
                                0,
                                7,
                                "a.Queue"));
            }
            return samples;
        }

        /** Which lock a thread waits for, and whose it is. */
        void waitsForLock(Thread thread, int lock, Thread owner) {
            lockWaits.put(thread, new LockWait(lock, "ReentrantLock", ThreadIds.of(owner), owner));
        }

        void waitsForNoLock(Thread thread) {
            lockWaits.remove(thread);
        }

        @Override
        public @Nullable LockWait lockWait(Thread thread) {
            lockAsked++;
            return lockWaits.get(thread);
        }

        @Override
        public long timesWaited(Thread thread) {
            return woken.contains(ThreadIds.of(thread)) ? looks.merge(ThreadIds.of(thread), 1, Integer::sum) : 1;
        }

        @Override
        public Sample virtual(Thread thread, int resumes) {
            return new Sample(Thread.State.WAITING, resumes, 0, 0, 7, "a.Queue");
        }

        @Override
        @SuppressWarnings("deprecation")
        public List<Frame> stack(Thread thread) {
            stacks++;
            return busy.contains(thread.getId())
                    ? List.of(new Frame("com.acme.Busy", "step" + stacks, "Busy.java", stacks))
                    : stacksOf.getOrDefault(thread.getId(), STACK);
        }

        @Override
        public boolean stopsApplication() {
            return true;
        }

        @Override
        public Map<Long, Snap> stacks(List<Thread> few) {
            Map<Long, Snap> snaps = new HashMap<>();
            for (Thread thread : few) {
                snaps.put(ThreadIds.of(thread), new Snap(Thread.State.WAITING, stack(thread)));
            }
            return snaps;
        }
    }
}
