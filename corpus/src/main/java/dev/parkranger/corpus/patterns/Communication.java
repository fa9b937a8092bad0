package dev.parkranger.corpus.patterns;

import dev.parkranger.corpus.Body;
import dev.parkranger.corpus.Ground;
import dev.parkranger.corpus.Leaky;
import dev.parkranger.corpus.Pattern;
import dev.parkranger.corpus.Tier;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** C: messages that nobody takes or sends any more, from the histories of real servers. */
public final class Communication {

    /** Ends a stream, where one thinks of sending it. */
    private static final String END = "end";

    private Communication() {}

    @Pattern(
            id = 28,
            name = "result handed over after the stop signal",
            tier = Tier.PROVABLE,
            twin = "a queue with room for the result")
    static final class ResultAfterStop implements Leaky {

        private static final int CALLS = 3;

        private int calls;

        @Override
        public void leak(Ground ground) throws Exception {
            measure(ground, new SynchronousQueue<>());
        }

        @Override
        public void mended(Ground ground) throws Exception {
            measure(ground, new ArrayBlockingQueue<>(1));
        }

        private void measure(Ground ground, BlockingQueue<String> results) throws Exception {
            while (true) {
                ground.start("call", () -> results.put("took 3 ms")); // leaks 28
                if (++calls == CALLS) {
                    // Told to stop, while that call is on its way.
                    return;
                }
                results.take();
            }
        }
    }

    @Pattern(
            id = 29,
            name = "answer handed over to a caller that has timed out",
            tier = Tier.PROVABLE,
            twin = "a CompletableFuture holds the answer")
    static final class AnswerAfterTimeout implements Leaky {

        private final CountDownLatch tooLate = new CountDownLatch(1);

        @Override
        public void leak(Ground ground) throws Exception {
            var answer = new SynchronousQueue<String>();
            ground.start("request", () -> answer.put(slowly())); // leaks 29
            if (answer.poll(20, TimeUnit.MILLISECONDS) == null) {
                tooLate.countDown();
            }
        }

        @Override
        public void mended(Ground ground) throws Exception {
            var answer = new CompletableFuture<String>();
            ground.start("request", () -> answer.complete(slowly()));
            try {
                answer.get(20, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                tooLate.countDown();
            }
        }

        private String slowly() throws InterruptedException {
            tooLate.await();
            return "created";
        }
    }

    @Pattern(
            id = 30,
            name = "request to a loop that has ended",
            tier = Tier.PROVABLE,
            twin = "whoever asks also looks whether the loop is done")
    static final class RequestAfterLoopEnded implements Leaky {

        private final SynchronousQueue<CompletableFuture<String>> requests = new SynchronousQueue<>();
        private final CountDownLatch stop = new CountDownLatch(1);
        private final CountDownLatch done = new CountDownLatch(1);

        @Override
        public void leak(Ground ground) throws Exception {
            runAndStop(ground);
            ground.start("status", this::status); // leaks 30
        }

        @Override
        public void mended(Ground ground) throws Exception {
            runAndStop(ground);
            ground.start("status", this::statusUnlessDone);
        }

        private void runAndStop(Ground ground) throws InterruptedException {
            ground.start("node", this::loop);
            stop.countDown();
            done.await();
        }

        private void loop() throws InterruptedException {
            while (stop.getCount() > 0) {
                var request = requests.poll(10, TimeUnit.MILLISECONDS);
                if (request != null) {
                    request.complete("follower");
                }
            }
            done.countDown();
        }

        private String status() throws Exception {
            var answer = new CompletableFuture<String>();
            requests.put(answer);
            return answer.get();
        }

        private String statusUnlessDone() throws Exception {
            var answer = new CompletableFuture<String>();
            while (!requests.offer(answer, 10, TimeUnit.MILLISECONDS)) {
                if (done.getCount() == 0) {
                    return "stopped";
                }
            }
            return answer.get();
        }
    }

    @Pattern(
            id = 31,
            name = "stream closed without telling its reader",
            tier = Tier.PROVABLE,
            twin = "closing sends the end of the stream")
    static final class StreamClosedWithoutEnd implements Leaky {

        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        private final StringBuilder message = new StringBuilder();

        @Override
        public void leak(Ground ground) throws Exception {
            ground.start("reader", this::read); // leaks 31
            frames.put("header");
        }

        @Override
        public void mended(Ground ground) throws Exception {
            ground.start("reader", this::read);
            frames.put("header");
            frames.put(END);
        }

        private void read() throws InterruptedException {
            for (String frame = frames.take(); !frame.equals(END); frame = frames.take()) {
                message.append(frame);
            }
        }
    }

    @Pattern(
            id = 32,
            name = "watcher that ends before it has told anything",
            tier = Tier.PROVABLE,
            twin = "the watcher tells its end in a finally")
    static final class WatcherEndsBeforeFirstAddress implements Leaky {

        private final BlockingQueue<String> addresses = new LinkedBlockingQueue<>();
        private final SynchronousQueue<String> first = new SynchronousQueue<>();

        @Override
        public void leak(Ground ground) throws Exception {
            ground.start("dial", first::take); // leaks 32
            ground.start("watcher", this::watch);
            addresses.put(END);
        }

        @Override
        public void mended(Ground ground) throws Exception {
            ground.start("dial", first::take);
            ground.start("watcher", this::watchAndTellTheEnd);
            addresses.put(END);
        }

        private boolean watch() throws InterruptedException {
            boolean told = false;
            for (String address = addresses.take(); !address.equals(END); address = addresses.take()) {
                if (!told) {
                    first.put(address);
                    told = true;
                }
            }
            return told;
        }

        private void watchAndTellTheEnd() throws InterruptedException {
            boolean told = false;
            try {
                told = watch();
            } finally {
                if (!told) {
                    first.put(END);
                }
            }
        }
    }

    @Pattern(
            id = 33,
            name = "wake-up put into a queue that is full before its taker starts",
            tier = Tier.PROVABLE,
            twin = "offer: one wake-up is enough")
    static final class WakeUpBeforeStart implements Leaky {

        private final BlockingQueue<String> wakeUps = new ArrayBlockingQueue<>(1);

        @Override
        public void leak(Ground ground) {
            suggest();
            ground.start("compactor", this::run); // leaks 33
        }

        @Override
        public void mended(Ground ground) {
            suggest();
            ground.start("compactor", this::runUnlessAwake);
        }

        private void suggest() {
            wakeUps.offer("suggested");
        }

        private void run() throws InterruptedException {
            wakeUps.put("started");
            wakeUps.take();
        }

        private void runUnlessAwake() throws InterruptedException {
            wakeUps.offer("started");
            wakeUps.take();
        }
    }

    @Pattern(
            id = 34,
            name = "waiting for a shutdown where it was meant to be looked for",
            tier = Tier.PROVABLE,
            twin = "look at the latch's count")
    static final class WaitsForShutdown implements Leaky {

        private final CountDownLatch shutdown = new CountDownLatch(1);

        @Override
        public void leak(Ground ground) {
            ground.start("check", this::await); // leaks 34
        }

        @Override
        public void mended(Ground ground) {
            ground.start("check", this::look);
        }

        private void await() throws InterruptedException {
            shutdown.await();
            throw new CancellationException("shutting down");
        }

        private void look() {
            if (shutdown.getCount() == 0) {
                throw new CancellationException("shutting down");
            }
        }
    }

    @Pattern(
            id = 35,
            name = "consumer that fails at start-up, and a bounded queue that fills",
            tier = Tier.PROVABLE,
            twin = "the failing consumer closes the queue")
    static final class ConsumerFailsAtStart implements Leaky {

        private static final int ROWS = 20;

        private final BlockingQueue<Integer> rows = new ArrayBlockingQueue<>(16);
        private volatile boolean closed;

        @Override
        public void leak(Ground ground) {
            ground.start("rows", this::send); // leaks 35
            try {
                connect();
            } catch (IOException e) {
                return;
            }
            rows.clear();
        }

        @Override
        public void mended(Ground ground) {
            ground.start("rows", this::sendUnlessClosed);
            try {
                connect();
            } catch (IOException e) {
                closed = true;
                return;
            }
            rows.clear();
        }

        private static void connect() throws IOException {
            throw new IOException("connection refused");
        }

        private void send() throws InterruptedException {
            for (int row = 0; row < ROWS; row++) {
                rows.put(row);
            }
        }

        private void sendUnlessClosed() throws InterruptedException {
            for (int row = 0; row < ROWS; row++) {
                while (!rows.offer(row, 20, TimeUnit.MILLISECONDS)) {
                    if (closed) {
                        return;
                    }
                }
            }
        }
    }

    @Pattern(
            id = 36,
            name = "cancellation stuck at the first, full queue never reaches the second",
            tier = Tier.PROVABLE,
            twin = "offer it to each queue",
            leaves = 2)
    static final class CancellationStuckAtFullQueue implements Leaky {

        private final BlockingQueue<String> left = new ArrayBlockingQueue<>(1);
        private final BlockingQueue<String> right = new ArrayBlockingQueue<>(1);

        @Override
        public void leak(Ground ground) {
            left.add("row");
            ground.thread("merge", this::merge).start(); // leaks 36
            ground.thread("cancel", this::putToEach).start(); // leaks 36
        }

        @Override
        public void mended(Ground ground) {
            left.add("row");
            ground.start("merge", this::merge);
            ground.start("cancel", this::offerToEach);
        }

        private void merge() throws InterruptedException {
            right.take();
            left.take();
        }

        private void putToEach() throws InterruptedException {
            for (BlockingQueue<String> input : List.of(left, right)) {
                input.put("cancelled");
            }
        }

        private void offerToEach() {
            for (BlockingQueue<String> input : List.of(left, right)) {
                input.offer("cancelled");
            }
        }
    }

    @Pattern(
            id = 37,
            name = "two event loops that hand over to each other at the same time",
            tier = Tier.PROVABLE,
            twin = "an unbounded queue for the callbacks",
            leaves = 2)
    static final class LoopsHandOverToEachOther implements Leaky {

        private static final int EVENTS = 2;

        private final BlockingQueue<String> events = new SynchronousQueue<>();

        @Override
        public void leak(Ground ground) {
            var callbacks = new SynchronousQueue<String>();
            ground.thread("raft", () -> raft(callbacks)).start(); // leaks 37
            ground.thread("store", () -> store(callbacks)).start(); // leaks 37
        }

        @Override
        public void mended(Ground ground) {
            var callbacks = new LinkedBlockingQueue<String>();
            ground.start("raft", () -> raft(callbacks));
            ground.start("store", () -> store(callbacks));
        }

        private void raft(BlockingQueue<String> callbacks) throws InterruptedException {
            for (int i = 0; i < EVENTS; i++) {
                events.put("committed");
            }
            for (int i = 0; i < EVENTS; i++) {
                callbacks.take();
            }
        }

        private void store(BlockingQueue<String> callbacks) throws InterruptedException {
            for (int i = 0; i < EVENTS; i++) {
                callbacks.put("applied: " + events.take());
            }
        }
    }

    @Pattern(
            id = 38,
            name = "dispatcher that waits for its own end",
            tier = Tier.PROVABLE,
            twin = "a thread of its own closes")
    static final class DispatcherClosesItself implements Leaky {

        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void leak(Ground ground) {
            ground.start("dispatcher", () -> dispatch(this::close)); // leaks 38
        }

        @Override
        public void mended(Ground ground) {
            ground.start("dispatcher", () -> dispatch(() -> ground.start("closer", this::close)));
        }

        private void dispatch(Body onMessage) throws Exception {
            try {
                onMessage.work();
            } finally {
                ended.countDown();
            }
        }

        private void close() throws InterruptedException {
            ended.await();
        }
    }

    @Pattern(
            id = 39,
            name = "watcher whose input has no producer",
            tier = Tier.PROVABLE,
            twin = "stopping closes the input")
    static final class WatcherWithoutProducer implements Leaky {

        private final BlockingQueue<String> input = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> results = new LinkedBlockingQueue<>();
        private volatile boolean stopped;

        @Override
        public void leak(Ground ground) {
            ground.start("watcher", this::process); // leaks 39
            stopped = true;
        }

        @Override
        public void mended(Ground ground) {
            ground.start("watcher", this::process);
            stopped = true;
            input.add(END);
        }

        private void process() throws InterruptedException {
            results.add("initial event");
            for (String event = input.take(); !event.equals(END); event = input.take()) {
                if (!stopped) {
                    results.add(event);
                }
            }
        }
    }

    @Pattern(
            id = 40,
            name = "helper that ends on a timeout or when done, and neither comes",
            tier = Tier.PROVABLE,
            twin = "done is completed in a finally")
    static final class NeitherTimeoutNorDone implements Leaky {

        /** No timeout is asked for, so that this never completes. */
        private final CompletableFuture<Void> timeout = new CompletableFuture<>();

        private final CompletableFuture<Void> done = new CompletableFuture<>();

        @Override
        public void leak(Ground ground) {
            ground.start("poller", () -> CompletableFuture.anyOf(timeout, done).join()); // leaks 40
            conditionHolds();
        }

        @Override
        public void mended(Ground ground) {
            ground.start("poller", () -> CompletableFuture.anyOf(timeout, done).join());
            try {
                conditionHolds();
            } finally {
                done.complete(null);
            }
        }

        private static boolean conditionHolds() {
            return true;
        }
    }

    @Pattern(
            id = 41,
            name = "rows that are not closed wait for a cancellation",
            tier = Tier.PROVABLE,
            twin = "try-with-resources around the rows")
    static final class RowsNotClosed implements Leaky {

        @Override
        public void leak(Ground ground) {
            new Rows(ground).next();
        }

        @Override
        public void mended(Ground ground) {
            try (Rows rows = new Rows(ground)) {
                rows.next();
            }
        }

        private static final class Rows implements AutoCloseable {

            private final CountDownLatch cancelled = new CountDownLatch(1);

            Rows(Ground ground) {
                ground.start("await-done", cancelled::await); // leaks 41
            }

            String next() {
                return "row";
            }

            @Override
            public void close() {
                cancelled.countDown();
            }
        }
    }

    @Pattern(
            id = 42,
            name = "monitor of a connection that could not be dialled",
            tier = Tier.PROVABLE,
            twin = "a failed dial closes the connection")
    static final class MonitorOfFailedDial implements Leaky {

        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public void leak(Ground ground) {
            try {
                dial(ground);
            } catch (IOException e) {
                // To the caller there is no connection that it could close.
            }
        }

        @Override
        public void mended(Ground ground) {
            try {
                dialOrClose(ground);
            } catch (IOException e) {
                // Nor here, but it is closed.
            }
        }

        private void dial(Ground ground) throws IOException {
            ground.start("monitor", closed::await); // leaks 42
            handshake();
        }

        private void dialOrClose(Ground ground) throws IOException {
            boolean connected = false;
            try {
                dial(ground);
                connected = true;
            } finally {
                if (!connected) {
                    closed.countDown();
                }
            }
        }

        private static void handshake() throws IOException {
            throw new IOException("handshake failed");
        }
    }

    @Pattern(
            id = 43,
            name = "consumer that stops when cancelled, and producers that do not",
            tier = Tier.PROVABLE,
            twin = "the producers look for the cancellation too",
            leaves = 2)
    static final class ProducersAfterCancellation implements Leaky {

        private static final int PRODUCERS = 2;
        private static final int CHUNKS = 10;

        private final BlockingQueue<String> chunks = new ArrayBlockingQueue<>(2);
        private volatile boolean cancelled;

        @Override
        public void leak(Ground ground) throws Exception {
            for (int i = 0; i < PRODUCERS; i++) {
                ground.start("split", this::produce); // leaks 43
            }
            chunks.take();
            cancelled = true;
        }

        @Override
        public void mended(Ground ground) throws Exception {
            for (int i = 0; i < PRODUCERS; i++) {
                ground.start("split", this::produceUnlessCancelled);
            }
            chunks.take();
            cancelled = true;
        }

        private void produce() throws InterruptedException {
            for (int i = 0; i < CHUNKS; i++) {
                chunks.put("chunk");
            }
        }

        private void produceUnlessCancelled() throws InterruptedException {
            for (int i = 0; i < CHUNKS; i++) {
                while (!chunks.offer("chunk", 20, TimeUnit.MILLISECONDS)) {
                    if (cancelled) {
                        return;
                    }
                }
            }
        }
    }

    @Pattern(
            id = 44,
            name = "error reported to a listener that has stopped",
            tier = Tier.PROVABLE,
            twin = "offer the error until cancelled")
    static final class ErrorToStoppedListener implements Leaky {

        private final BlockingQueue<String> errors = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> results = new SynchronousQueue<>();
        private volatile boolean cancelled;

        @Override
        public void leak(Ground ground) {
            ground.start("watch", () -> results.put(errors.take())); // leaks 44
            stop();
        }

        @Override
        public void mended(Ground ground) {
            ground.start("watch", this::reportUnlessCancelled);
            stop();
        }

        private void stop() {
            errors.add("stopped");
            cancelled = true;
        }

        private void reportUnlessCancelled() throws InterruptedException {
            String error = errors.take();
            boolean taken = false;
            while (!taken && !cancelled) {
                taken = results.offer(error, 20, TimeUnit.MILLISECONDS);
            }
        }
    }

    @Pattern(
            id = 45,
            name = "timer stopped too late, and its tick awaited a second time",
            tier = Tier.PROVABLE,
            twin = "cancel the timer and wait for nothing")
    static final class TickAwaitedTwice implements Leaky {

        private final BlockingQueue<String> ticks = new ArrayBlockingQueue<>(1);

        @Override
        public void leak(Ground ground) {
            ScheduledFuture<?> timer = timer(ground);
            ground.start("worker", () -> workAndAwaitTick(timer)); // leaks 45
        }

        @Override
        public void mended(Ground ground) {
            ScheduledFuture<?> timer = timer(ground);
            ground.start("worker", () -> workAndCancel(timer));
        }

        private ScheduledFuture<?> timer(Ground ground) {
            ScheduledExecutorService timers = Executors.newScheduledThreadPool(1, ground.factory("timer"));
            try {
                return timers.schedule(() -> ticks.add("tick"), 10, TimeUnit.MILLISECONDS);
            } finally {
                // What is scheduled still runs.
                timers.shutdown();
            }
        }

        private void workAndAwaitTick(ScheduledFuture<?> timer) throws Exception {
            work(timer);
            if (!timer.cancel(false)) {
                // It has ticked, so there seems to be a tick to clear away; but the work began with it.
                ticks.take();
            }
        }

        private void workAndCancel(ScheduledFuture<?> timer) throws Exception {
            work(timer);
            timer.cancel(false);
            ticks.clear();
        }

        private void work(ScheduledFuture<?> timer) throws Exception {
            ticks.take();
            // Its task may have a last step to go, and could still be cancelled.
            timer.get();
        }
    }

    @Pattern(
            id = 46,
            name = "exit statuses that nobody collects",
            tier = Tier.PROVABLE,
            twin = "a thread drains the queue",
            leaves = 3)
    static final class StatusesNotCollected implements Leaky {

        private static final int PROXIES = 3;

        private final BlockingQueue<String> statuses = new SynchronousQueue<>();

        @Override
        public void leak(Ground ground) {
            for (int i = 0; i < PROXIES; i++) {
                ground.start("proxy", () -> statuses.put("exited")); // leaks 46
            }
        }

        @Override
        public void mended(Ground ground) {
            for (int i = 0; i < PROXIES; i++) {
                ground.start("proxy", () -> statuses.put("exited"));
            }
            ground.start("collector", this::collect);
        }

        private void collect() throws InterruptedException {
            for (int i = 0; i < PROXIES; i++) {
                statuses.take();
            }
        }
    }

    @Pattern(
            id = 47,
            name = "publisher whose test fails after the first message",
            tier = Tier.PROVABLE,
            twin = "the rest is drained in a finally")
    static final class TestFailsAfterFirstMessage implements Leaky {

        private final BlockingQueue<String> progress = new SynchronousQueue<>();

        @Override
        public void leak(Ground ground) throws Exception {
            ground.start("publisher", this::publish); // leaks 47
            try {
                expectHalf();
            } catch (AssertionError e) {
                // The runner goes on with the next test.
            }
        }

        @Override
        public void mended(Ground ground) throws Exception {
            ground.start("publisher", this::publish);
            try {
                expectHalf();
            } catch (AssertionError e) {
                // Here too; but first the publisher is let go.
            } finally {
                drain();
            }
        }

        private void publish() throws InterruptedException {
            for (String message : List.of("0 %", "50 %", END)) {
                progress.put(message);
            }
        }

        private void expectHalf() throws InterruptedException {
            String message = progress.take();
            if (!message.equals("50 %")) {
                throw new AssertionError("expected 50 %, but was " + message);
            }
        }

        private void drain() throws InterruptedException {
            String message;
            do {
                message = progress.take();
            } while (!message.equals(END));
        }
    }

    @Pattern(
            id = 48,
            name = "condition that is not signalled where something fails",
            tier = Tier.PROVABLE,
            twin = "signalAll in a finally")
    static final class ConditionNotSignalled implements Leaky {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private boolean settled;

        @Override
        public void leak(Ground ground) {
            ground.start("wait-active", this::awaitSettled); // leaks 48
            try {
                activate();
                settle();
            } catch (IOException e) {
                // Told to whoever asked for it, but not to those who wait.
            }
        }

        @Override
        public void mended(Ground ground) {
            ground.start("wait-active", this::awaitSettled);
            try {
                activate();
            } catch (IOException e) {
                // Those who wait see to it.
            } finally {
                settle();
            }
        }

        private static void activate() throws IOException {
            throw new IOException("plugin does not answer");
        }

        private void settle() {
            lock.lock();
            try {
                settled = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void awaitSettled() throws InterruptedException {
            lock.lock();
            try {
                while (!settled) {
                    changed.await();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    @Pattern(
            id = 49,
            name = "one waits for a signal, the other first hands it an event",
            tier = Tier.PROVABLE,
            twin = "signal before the next event",
            leaves = 2)
    static final class SignalAfterNextEvent implements Leaky {

        private final BlockingQueue<String> events = new SynchronousQueue<>();
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private boolean removed;

        @Override
        public void leak(Ground ground) {
            ground.thread("follow-log", this::follow).start(); // leaks 49
            ground.thread("watch-file", this::watch).start(); // leaks 49
        }

        @Override
        public void mended(Ground ground) {
            ground.start("follow-log", this::follow);
            ground.start("watch-file", this::watchAndSignalFirst);
        }

        private void follow() throws InterruptedException {
            events.take();
            awaitRemoved();
            events.take();
        }

        private void watch() throws InterruptedException {
            events.put("rotated");
            events.put("written");
            signalRemoved();
        }

        private void watchAndSignalFirst() throws InterruptedException {
            events.put("rotated");
            signalRemoved();
            events.put("written");
        }

        private void awaitRemoved() throws InterruptedException {
            lock.lock();
            try {
                while (!removed) {
                    changed.await();
                }
            } finally {
                lock.unlock();
            }
        }

        private void signalRemoved() {
            lock.lock();
            try {
                removed = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    @Pattern(
            id = 50,
            name = "signal that comes before the wait",
            tier = Tier.PROVABLE,
            twin = "wait in a loop that looks first")
    static final class SignalBeforeWait implements Leaky {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private boolean stopped;

        @Override
        public void leak(Ground ground) {
            stop();
            ground.start("notifier", this::await); // leaks 50
        }

        @Override
        public void mended(Ground ground) {
            stop();
            ground.start("notifier", this::awaitStopped);
        }

        private void stop() {
            lock.lock();
            try {
                stopped = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void await() throws InterruptedException {
            lock.lock();
            try {
                changed.await();
            } finally {
                lock.unlock();
            }
        }

        private void awaitStopped() throws InterruptedException {
            lock.lock();
            try {
                while (!stopped) {
                    changed.await();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
