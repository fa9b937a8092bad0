package dev.parkranger.corpus.patterns;

import dev.parkranger.corpus.Body;
import dev.parkranger.corpus.Ground;
import dev.parkranger.corpus.Leaky;
import dev.parkranger.corpus.Pattern;
import dev.parkranger.corpus.Tier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** F: what only the JVM has: pools, timers, streams, phasers. */
public final class JvmOnly {

    private JvmOnly() {}

    /** Virtual workers are known to their pool alone, and the garbage collector takes both: they do not leak so. */
    @Pattern(
            id = 70,
            name = "pool made for one request and dropped",
            tier = Tier.PROVABLE,
            twin = "shut down in a finally block",
            verdicts = "abandoned-pool",
            leaves = 2,
            virtual = false)
    static final class DroppedPool implements Leaky {

        @Override
        public void leak(Ground ground) throws Exception {
            ExecutorService pool = Executors.newFixedThreadPool(2, ground.factory("report")); // leaks 70
            report(pool);
        }

        @Override
        public void mended(Ground ground) throws Exception {
            ExecutorService pool = Executors.newFixedThreadPool(2, ground.factory("report"));
            try {
                report(pool);
            } finally {
                pool.shutdown();
            }
        }

        private static void report(ExecutorService pool) throws Exception {
            Future<String> head = pool.submit(() -> "head");
            Future<String> rows = pool.submit(() -> "rows");
            head.get();
            rows.get();
        }
    }

    @Pattern(
            id = 71,
            name = "pools kept in a static list, never shut down",
            tier = Tier.SUSPECT,
            twin = "one pool that all share",
            verdicts = "abandoned-pool")
    static final class PoolsInStaticList implements Leaky {

        private static final List<ExecutorService> POOLS = new CopyOnWriteArrayList<>();
        private static ExecutorService shared;

        @Override
        public void leak(Ground ground) throws Exception {
            ExecutorService pool = Executors.newFixedThreadPool(1, ground.factory("import")); // leaks 71
            POOLS.add(pool);
            pool.submit(() -> "rows").get();
        }

        @Override
        public void mended(Ground ground) throws Exception {
            shared(ground).submit(() -> "rows").get();
        }

        private static synchronized ExecutorService shared(Ground ground) {
            if (shared == null) {
                shared = Executors.newFixedThreadPool(1, ground.factory("import"));
            }
            return shared;
        }
    }

    @Pattern(
            id = 72,
            name = "task that swallows its cancellation",
            // Whoever has the pool could interrupt it once more, with shutdownNow(); that it would swallow that too is
            // in no heap dump. What it waits for nobody reaches.
            tier = Tier.SUSPECT,
            twin = "restores the interrupt and returns")
    static final class CancelIgnored implements Leaky {

        private static ExecutorService shared;

        private final CountDownLatch answer = new CountDownLatch(1);

        @Override
        public void leak(Ground ground) throws Exception {
            ExecutorService pool = shared(ground);
            Future<?> call = pool.submit(this::awaitWhateverComes); // leaks 72
            giveUp(call);
        }

        @Override
        public void mended(Ground ground) throws Exception {
            giveUp(shared(ground).submit(this::awaitUnlessCancelled));
        }

        private static void giveUp(Future<?> call) throws Exception {
            try {
                call.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                call.cancel(true);
            }
        }

        private void awaitWhateverComes() {
            while (true) {
                try {
                    answer.await();
                    return;
                } catch (InterruptedException e) {
                    // The bug: it goes on as if nobody had said anything.
                }
            }
        }

        private void awaitUnlessCancelled() {
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static synchronized ExecutorService shared(Ground ground) {
            if (shared == null) {
                shared = Executors.newCachedThreadPool(ground.factory("call"));
            }
            return shared;
        }
    }

    @Pattern(
            id = 73,
            name = "task that waits for another one in its own single-thread pool",
            // Whoever has the pool could give it a second thread, or run or cancel what is in its queue: it waits for
            // itself only as long as nobody does.
            tier = Tier.SUSPECT,
            twin = "calls it instead",
            verdicts = {"orphaned-task", "deadlock"})
    static final class PoolStarvesItself implements Leaky {

        /** Each service has its own and keeps it, from before the first request: no pool is a leak, the task in it is. */
        private static final List<ExecutorService> POOLS = new CopyOnWriteArrayList<>();

        private Ground ground;
        private final ExecutorService pool = Executors.newFixedThreadPool(1, task -> ground.thread("ledger", task));

        PoolStarvesItself() {
            POOLS.add(pool);
        }

        @Override
        public void leak(Ground ground) throws Exception {
            this.ground = ground;
            Future<String> total = pool.submit(() -> pool.submit(this::rows).get() + " summed up"); // leaks 73
            try {
                total.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // As an impatient client: the request is over, the task is not.
            }
        }

        @Override
        public void mended(Ground ground) throws Exception {
            this.ground = ground;
            pool.submit(() -> rows() + " summed up").get();
        }

        private String rows() {
            return "rows";
        }
    }

    @Pattern(
            id = 74,
            name = "socket read without a timeout, the peer is silent",
            tier = Tier.SUSPECT,
            twin = "SO_TIMEOUT")
    static final class SilentPeer implements Leaky {

        /** Connections are taken by the system and nobody ever accepts, reads or answers them. */
        private static final ServerSocket PEER = listening();

        @Override
        public void leak(Ground ground) {
            ground.start("response-body", () -> read(0)); // leaks 74
        }

        @Override
        public void mended(Ground ground) {
            ground.start("response-body", () -> read(300));
        }

        private static void read(int timeoutMillis) throws IOException {
            try (Socket socket = new Socket(PEER.getInetAddress(), PEER.getLocalPort())) {
                socket.setSoTimeout(timeoutMillis);
                socket.getInputStream().read();
            } catch (SocketTimeoutException e) {
                // No answer is an answer.
            }
        }

        private static ServerSocket listening() {
            try {
                return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Pattern(
            id = 75,
            name = "another consumer of a static queue with each request",
            tier = Tier.SUSPECT,
            twin = "one consumer for all")
    static final class ConsumerPerRequest implements Leaky {

        private static final BlockingQueue<Runnable> JOBS = new LinkedBlockingQueue<>();
        private static final AtomicBoolean CONSUMED = new AtomicBoolean();

        @Override
        public void leak(Ground ground) throws Exception {
            ground.start("consumer", ConsumerPerRequest::consume); // leaks 75
            work();
        }

        @Override
        public void mended(Ground ground) throws Exception {
            if (CONSUMED.compareAndSet(false, true)) {
                ground.start("consumer", ConsumerPerRequest::consume);
            }
            work();
        }

        private static void work() throws InterruptedException {
            CountDownLatch done = new CountDownLatch(1);
            JOBS.put(done::countDown);
            done.await();
        }

        private static void consume() throws InterruptedException {
            while (true) {
                JOBS.take().run();
            }
        }
    }

    @Pattern(
            id = 76,
            name = "the slower of two stays behind",
            tier = Tier.PROVABLE,
            twin = "interrupted and joined before the return")
    static final class LoserOfRace implements Leaky {

        private final CompletableFuture<String> nearMirror = new CompletableFuture<>();
        private final CompletableFuture<String> farMirror = new CompletableFuture<>();
        private final BlockingQueue<String> first = new LinkedBlockingQueue<>();

        @Override
        public void leak(Ground ground) throws Exception {
            ground.start("near", () -> first.put(nearMirror.get()));
            ground.start("far", () -> first.put(farMirror.get())); // leaks 76
            nearMirror.complete("answer");
            first.take();
        }

        @Override
        public void mended(Ground ground) throws Exception {
            Thread near = ground.start("near", () -> first.put(nearMirror.get()));
            Thread far = ground.start("far", () -> first.put(farMirror.get()));
            nearMirror.complete("answer");
            first.take();
            for (Thread one : List.of(near, far)) {
                one.interrupt();
                one.join();
            }
        }
    }

    @Pattern(
            id = 77,
            name = "party that died before it arrived at the phaser or the barrier",
            tier = Tier.PROVABLE,
            twin = "deregisters, or breaks the barrier, in a finally block",
            leaves = 2)
    static final class PartyNeverArrives implements Leaky {

        private final Phaser phaser = new Phaser(2);
        private final CyclicBarrier barrier = new CyclicBarrier(2);
        private final CountDownLatch input = new CountDownLatch(1);

        @Override
        public void leak(Ground ground) throws Exception {
            ground.thread("phase", phaser::arriveAndAwaitAdvance).start(); // leaks 77
            ground.thread("barrier", (Body) barrier::await).start(); // leaks 77
            Thread party = ground.start("party", () -> {
                input.await();
                phaser.arrive();
                barrier.await();
            });
            interruptOnceWaiting(ground, party);
        }

        @Override
        public void mended(Ground ground) throws Exception {
            ground.start("phase", phaser::arriveAndAwaitAdvance);
            Thread atBarrier = ground.start("barrier", this::awaitUnlessBroken);
            Thread party = ground.start("party", () -> {
                try {
                    input.await();
                    barrier.await();
                } finally {
                    phaser.arriveAndDeregister();
                    barrier.reset();
                }
            });
            ground.untilWaiting(atBarrier);
            interruptOnceWaiting(ground, party);
        }

        private void awaitUnlessBroken() throws InterruptedException {
            try {
                barrier.await();
            } catch (BrokenBarrierException e) {
                // The other one will not come.
            }
        }

        private static void interruptOnceWaiting(Ground ground, Thread party) throws InterruptedException {
            ground.untilWaiting(party);
            party.interrupt();
            party.join();
        }
    }

    @Pattern(
            id = 78,
            name = "timer and scheduler made for one call, with a repeated task",
            tier = Tier.SUSPECT,
            twin = "cancelled, and shut down",
            verdicts = "abandoned-pool",
            leaves = 2)
    static final class TimerPerCall implements Leaky {

        private static final long PERIOD_MILLIS = 200;

        @Override
        public void leak(Ground ground) {
            Timer timer = new Timer("progress", true); // leaks 78
            timer.schedule(new Progress(), 0, PERIOD_MILLIS);
            ScheduledExecutorService scheduler =
                    Executors.newScheduledThreadPool(1, ground.factory("refresh")); // leaks 78
            scheduler.scheduleAtFixedRate(new Progress(), 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }

        @Override
        public void mended(Ground ground) {
            Timer timer = new Timer("progress", true);
            timer.schedule(new Progress(), 0, PERIOD_MILLIS);
            ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1, ground.factory("refresh"));
            scheduler.scheduleAtFixedRate(new Progress(), 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
            timer.cancel();
            scheduler.shutdown();
        }

        private static final class Progress extends TimerTask {

            private int told;

            @Override
            public void run() {
                told++;
            }
        }
    }

    @Pattern(id = 79, name = "exchange without a partner", tier = Tier.PROVABLE, twin = "exchange with a timeout")
    static final class NoPartner implements Leaky {

        private final Exchanger<String> buffers = new Exchanger<>();

        @Override
        public void leak(Ground ground) {
            ground.start("filler", () -> buffers.exchange("full")); // leaks 79
        }

        @Override
        public void mended(Ground ground) {
            ground.start("filler", this::exchangeIfSoon);
        }

        private void exchangeIfSoon() throws InterruptedException {
            try {
                buffers.exchange("full", 300, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Nobody wants it.
            }
        }
    }

    @Pattern(
            id = 80,
            name = "publisher of a subscriber that never asks for anything",
            tier = Tier.PROVABLE,
            twin = "offer with a timeout, and drop")
    static final class SubscriberNeverRequests implements Leaky {

        private static final int ITEMS = 8;
        private static final int BUFFER = 4;

        private final SubmissionPublisher<Integer> prices =
                new SubmissionPublisher<>(ForkJoinPool.commonPool(), BUFFER);

        @Override
        public void leak(Ground ground) {
            prices.subscribe(new Silent());
            ground.start("publisher", this::submitAll); // leaks 80
        }

        @Override
        public void mended(Ground ground) {
            prices.subscribe(new Silent());
            ground.start("publisher", this::offerAll);
        }

        private void submitAll() {
            for (int i = 0; i < ITEMS; i++) {
                prices.submit(i);
            }
        }

        private void offerAll() {
            for (int i = 0; i < ITEMS; i++) {
                prices.offer(i, 50, TimeUnit.MILLISECONDS, null);
            }
            prices.close();
        }

        private static final class Silent implements Flow.Subscriber<Integer> {

            @Override
            public void onSubscribe(Flow.Subscription subscription) {}

            @Override
            public void onNext(Integer price) {}

            @Override
            public void onError(Throwable problem) {}

            @Override
            public void onComplete() {}
        }
    }
}
