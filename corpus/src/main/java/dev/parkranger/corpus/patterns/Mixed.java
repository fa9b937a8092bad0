package dev.parkranger.corpus.patterns;

import dev.parkranger.corpus.Ground;
import dev.parkranger.corpus.Leaky;
import dev.parkranger.corpus.Pattern;
import dev.parkranger.corpus.Tier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** E: a lock held while waiting for a message, or the reverse. */
public final class Mixed {

    private Mixed() {}

    @Pattern(
            id = 64,
            name = "put within the lock that the taker needs",
            tier = Tier.PROVABLE,
            twin = "put after the lock",
            leaves = 2)
    static final class PutWithinLock implements Leaky {

        private static final List<String> PODS = List.of("web", "database");

        private final BlockingQueue<String> changes = new SynchronousQueue<>();
        private final Map<String, String> statuses = new HashMap<>();

        @Override
        public void leak(Ground ground) {
            ground.thread("sync", this::sync).start(); // leaks 64
            ground.thread("update", this::update).start(); // leaks 64
        }

        private void sync() throws InterruptedException {
            for (int i = 0; i < PODS.size(); i++) {
                String pod = changes.take();
                synchronized (statuses) {
                    statuses.put(pod, "synced");
                }
            }
        }

        private void update() throws InterruptedException {
            synchronized (statuses) {
                for (String pod : PODS) {
                    statuses.put(pod, "running");
                    changes.put(pod);
                }
            }
        }

        @Override
        public void mended(Ground ground) {
            ground.thread("sync", this::sync).start();
            ground.thread("update", this::updateThenPut).start();
        }

        private void updateThenPut() throws InterruptedException {
            synchronized (statuses) {
                PODS.forEach(pod -> statuses.put(pod, "running"));
            }
            for (String pod : PODS) {
                changes.put(pod);
            }
        }
    }

    @Pattern(
            id = 65,
            name = "followers that await their leader within its lock",
            tier = Tier.PROVABLE,
            twin = "await after the lock",
            leaves = 3)
    static final class FollowersLockOutLeader implements Leaky {

        private static final int FOLLOWERS = 2;

        private final ReentrantLock round = new ReentrantLock();
        private final CountDownLatch elected = new CountDownLatch(1);

        @Override
        public void leak(Ground ground) throws Exception {
            for (int i = 0; i < FOLLOWERS; i++) {
                ground.thread("follower", this::follow).start(); // leaks 65
            }
            ground.until(round::isLocked);
            ground.thread("leader", this::lead).start(); // leaks 65
        }

        private void follow() throws InterruptedException {
            round.lock();
            try {
                elected.await();
            } finally {
                round.unlock();
            }
        }

        private void lead() {
            round.lock();
            try {
                elected.countDown();
            } finally {
                round.unlock();
            }
        }

        @Override
        public void mended(Ground ground) {
            for (int i = 0; i < FOLLOWERS; i++) {
                ground.thread("follower", this::lockThenFollow).start();
            }
            ground.thread("leader", this::lead).start();
        }

        private void lockThenFollow() throws InterruptedException {
            round.lock();
            round.unlock();
            elected.await();
        }
    }

    @Pattern(
            id = 66,
            name = "keep-alive that sleeps with the transport's lock",
            tier = Tier.PROVABLE,
            twin = "a condition of that lock",
            leaves = 2)
    static final class KeepAliveKeepsLock implements Leaky {

        private final ReentrantLock transport = new ReentrantLock();
        private final Semaphore awake = new Semaphore(0);
        private final Condition opened = transport.newCondition();
        private int streams;

        @Override
        public void leak(Ground ground) throws Exception {
            ground.thread("keep-alive", this::keepAlive).start(); // leaks 66
            ground.until(transport::isLocked);
            ground.thread("open stream", this::openStream).start(); // leaks 66
        }

        private void keepAlive() throws InterruptedException {
            transport.lock();
            try {
                if (streams == 0) {
                    awake.acquire();
                }
            } finally {
                transport.unlock();
            }
        }

        private void openStream() {
            transport.lock();
            try {
                streams++;
                awake.release();
                opened.signal();
            } finally {
                transport.unlock();
            }
        }

        @Override
        public void mended(Ground ground) {
            ground.thread("keep-alive", this::keepAliveOnCondition).start();
            ground.thread("open stream", this::openStream).start();
        }

        private void keepAliveOnCondition() throws InterruptedException {
            transport.lock();
            try {
                while (streams == 0) {
                    opened.await();
                }
            } finally {
                transport.unlock();
            }
        }
    }

    @Pattern(
            id = 67,
            name = "barrier of three, and slots for two",
            tier = Tier.PROVABLE,
            twin = "a timeout at the barrier",
            leaves = 3)
    static final class BarrierWithinSlot implements Leaky {

        private static final int REQUESTS = 3;

        private final Semaphore slots = new Semaphore(REQUESTS - 1);
        private final CyclicBarrier allThere = new CyclicBarrier(REQUESTS);

        @Override
        public void leak(Ground ground) {
            for (int i = 0; i < REQUESTS; i++) {
                ground.thread("request", this::request).start(); // leaks 67
            }
        }

        private void request() throws InterruptedException, BrokenBarrierException {
            slots.acquire();
            try {
                allThere.await();
            } finally {
                slots.release();
            }
        }

        @Override
        public void mended(Ground ground) {
            for (int i = 0; i < REQUESTS; i++) {
                ground.thread("request", this::requestWithTimeout).start();
            }
        }

        private void requestWithTimeout() throws InterruptedException {
            slots.acquire();
            try {
                allThere.await(300, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | BrokenBarrierException e) {
                // Goes on alone: the others never come.
            } finally {
                slots.release();
            }
        }
    }

    @Pattern(
            id = 68,
            name = "stopper that awaits a worker whose results nobody takes",
            tier = Tier.PROVABLE,
            twin = "drain while awaiting",
            leaves = 2)
    static final class StopWithoutDraining implements Leaky {

        private static final int RESULTS = 10;

        private final BlockingQueue<Integer> results = new ArrayBlockingQueue<>(1);
        private final CountDownLatch finished = new CountDownLatch(1);

        @Override
        public void leak(Ground ground) throws Exception {
            ground.thread("worker", this::produce).start(); // leaks 68
            results.take();
            ground.thread("stopper", this::stop).start(); // leaks 68
        }

        private void produce() throws InterruptedException {
            try {
                for (int i = 0; i < RESULTS; i++) {
                    results.put(i);
                }
            } finally {
                finished.countDown();
            }
        }

        private void stop() throws InterruptedException {
            finished.await();
            results.clear();
        }

        @Override
        public void mended(Ground ground) throws Exception {
            ground.thread("worker", this::produce).start();
            results.take();
            ground.thread("stopper", this::drainAndStop).start();
        }

        private void drainAndStop() throws InterruptedException {
            do {
                results.clear();
            } while (!finished.await(10, TimeUnit.MILLISECONDS));
        }
    }

    @Pattern(
            id = 69,
            name = "await of all within the loop that starts them",
            tier = Tier.PROVABLE,
            twin = "await after the loop")
    static final class AwaitWithinLoop implements Leaky {

        private static final List<String> PLUGINS = List.of("volumes", "networks");

        private final CountDownLatch restored = new CountDownLatch(PLUGINS.size());

        @Override
        public void leak(Ground ground) {
            ground.thread("restore", () -> restore(ground)).start(); // leaks 69
        }

        private void restore(Ground ground) throws InterruptedException {
            for (String plugin : PLUGINS) {
                ground.thread(plugin, restored::countDown).start();
                restored.await();
            }
        }

        @Override
        public void mended(Ground ground) {
            ground.thread("restore", () -> restoreAll(ground)).start();
        }

        private void restoreAll(Ground ground) throws InterruptedException {
            for (String plugin : PLUGINS) {
                ground.thread(plugin, restored::countDown).start();
            }
            restored.await();
        }
    }
}
