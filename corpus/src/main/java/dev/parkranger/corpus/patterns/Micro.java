package dev.parkranger.corpus.patterns;

import dev.parkranger.corpus.Ground;
import dev.parkranger.corpus.Leaky;
import dev.parkranger.corpus.Pattern;
import dev.parkranger.corpus.Tier;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** A: one primitive each, and nobody at its other end. */
public final class Micro {

    /** Threads of one owner where one would not show that each is found. */
    private static final int MANY = 20;

    private Micro() {}

    @Pattern(
            id = 1,
            name = "park that nobody keeps the thread of",
            tier = Tier.SUSPECT,
            twin = "the parker is kept, and unparked")
    static final class NilReceive implements Leaky {

        @Override
        public void leak(Ground ground) {
            ground.start("nil-receive", NilReceive::parkForEver); // leaks 1
        }

        private static void parkForEver() {
            while (true) {
                LockSupport.park();
            }
        }

        @Override
        public void mended(Ground ground) throws Exception {
            Thread parker = ground.start("nil-receive", LockSupport::park);
            LockSupport.unpark(parker);
            parker.join();
        }
    }

    @Pattern(id = 2, name = "park on a private object", tier = Tier.PROVABLE, twin = "set it, then unpark")
    static final class NilSend implements Leaky {

        private volatile boolean set;

        @Override
        public void leak(Ground ground) {
            ground.start("nil-send", this::awaitSet); // leaks 2
        }

        @Override
        public void mended(Ground ground) {
            Thread parker = ground.start("nil-send", this::awaitSet);
            set = true;
            LockSupport.unpark(parker);
        }

        private void awaitSet() {
            while (!set) {
                LockSupport.park(this);
            }
        }
    }

    @Pattern(id = 3, name = "thread that joins itself", tier = Tier.PROVABLE, twin = "join with a timeout")
    static final class SelectNoCases implements Leaky {

        @Override
        public void leak(Ground ground) {
            ground.start("join-itself", () -> Thread.currentThread().join()); // leaks 3
        }

        @Override
        public void mended(Ground ground) {
            ground.start("join-itself", () -> Thread.currentThread().join(100));
        }
    }

    @Pattern(id = 4, name = "take from a private hand-off", tier = Tier.PROVABLE, twin = "poll with a timeout")
    static final class ChannelReceive implements Leaky {

        @Override
        public void leak(Ground ground) {
            ground.start("receive", () -> new SynchronousQueue<String>().take()); // leaks 4
        }

        @Override
        public void mended(Ground ground) {
            ground.start("receive", () -> new SynchronousQueue<String>().poll(300, TimeUnit.MILLISECONDS));
        }
    }

    @Pattern(id = 5, name = "put into a private hand-off", tier = Tier.PROVABLE, twin = "offer with a timeout")
    static final class ChannelSend implements Leaky {

        @Override
        public void leak(Ground ground) {
            ground.start("send", () -> new SynchronousQueue<String>().put("news")); // leaks 5
        }

        @Override
        public void mended(Ground ground) {
            ground.start("send", () -> new SynchronousQueue<String>().offer("news", 300, TimeUnit.MILLISECONDS));
        }
    }

    @Pattern(
            id = 6,
            name = "first of two futures, neither of which completes",
            tier = Tier.PROVABLE,
            twin = "complete on timeout")
    static final class Select implements Leaky {

        @Override
        public void leak(Ground ground) {
            ground.start("select", () -> firstOfTwo().join()); // leaks 6
        }

        @Override
        public void mended(Ground ground) {
            ground.start(
                    "select",
                    () -> firstOfTwo()
                            .completeOnTimeout("neither", 300, TimeUnit.MILLISECONDS)
                            .join());
        }

        private static CompletableFuture<Object> firstOfTwo() {
            return CompletableFuture.anyOf(new CompletableFuture<String>(), new CompletableFuture<String>());
        }
    }

    @Pattern(
            id = 7,
            name = "latch that a failed worker does not count down",
            tier = Tier.PROVABLE,
            twin = "count down in finally")
    static final class WaitGroup implements Leaky {

        private final CountDownLatch done = new CountDownLatch(1);

        @Override
        public void leak(Ground ground) {
            ground.start("wait-group", done::await); // leaks 7
            ground.start("worker", () -> {
                if (worked()) {
                    done.countDown();
                }
            });
        }

        @Override
        public void mended(Ground ground) {
            ground.start("wait-group", done::await);
            ground.start("worker", () -> {
                try {
                    worked();
                } finally {
                    done.countDown();
                }
            });
        }

        private static boolean worked() {
            return false;
        }
    }

    @Pattern(
            id = 8,
            name = "write lock taken twice, its lock a local variable",
            tier = Tier.PROVABLE,
            twin = "a reentrant lock",
            leaves = MANY)
    static final class MutexStack implements Leaky {

        @Override
        public void leak(Ground ground) {
            for (int i = 0; i < MANY; i++) {
                ground.start("mutex-stack", MutexStack::lockTwice); // leaks 8
            }
        }

        private static void lockTwice() {
            StampedLock lock = new StampedLock();
            long outer = lock.writeLock();
            lock.unlockWrite(lock.writeLock());
            lock.unlockWrite(outer);
        }

        @Override
        public void mended(Ground ground) {
            for (int i = 0; i < MANY; i++) {
                ground.start("mutex-stack", MutexStack::reenter);
            }
        }

        private static void reenter() {
            ReentrantLock lock = new ReentrantLock();
            lock.lock();
            lock.lock();
            lock.unlock();
            lock.unlock();
        }
    }

    @Pattern(
            id = 9,
            name = "write lock taken twice, its lock made by a parent that is gone",
            tier = Tier.PROVABLE,
            twin = "try to acquire, with a timeout",
            leaves = MANY)
    static final class MutexHeap implements Leaky {

        @Override
        public void leak(Ground ground) {
            for (int i = 0; i < MANY; i++) {
                ground.start("parent", () -> {
                    StampedLock lock = new StampedLock();
                    ground.start("mutex-heap", () -> lockTwice(lock)); // leaks 9
                });
            }
        }

        private static void lockTwice(StampedLock lock) {
            long outer = lock.writeLock();
            lock.unlockWrite(lock.writeLock());
            lock.unlockWrite(outer);
        }

        @Override
        public void mended(Ground ground) {
            for (int i = 0; i < MANY; i++) {
                ground.start("parent", () -> {
                    Semaphore lock = new Semaphore(1);
                    ground.start("mutex-heap", () -> tryTwice(lock));
                });
            }
        }

        private static void tryTwice(Semaphore lock) throws InterruptedException {
            lock.acquire();
            try {
                if (lock.tryAcquire(300, TimeUnit.MILLISECONDS)) {
                    lock.release();
                }
            } finally {
                lock.release();
            }
        }
    }

    @Pattern(
            id = 10,
            name = "read lock under one's own write lock",
            tier = Tier.PROVABLE,
            twin = "convert the write lock")
    static final class ReadUnderWrite implements Leaky {

        private final StampedLock lock = new StampedLock();

        @Override
        public void leak(Ground ground) {
            ground.start("read-under-write", this::writeThenRead); // leaks 10
        }

        private void writeThenRead() {
            long write = lock.writeLock();
            lock.unlockRead(lock.readLock());
            lock.unlockWrite(write);
        }

        @Override
        public void mended(Ground ground) {
            ground.start("read-under-write", this::writeAndConvert);
        }

        private void writeAndConvert() {
            long write = lock.writeLock();
            lock.unlockRead(lock.tryConvertToReadLock(write));
        }
    }

    @Pattern(
            id = 11,
            name = "write lock under one's own read lock",
            tier = Tier.PROVABLE,
            twin = "release the read lock first")
    static final class WriteUnderRead implements Leaky {

        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

        @Override
        public void leak(Ground ground) {
            ground.start("write-under-read", this::readThenWrite); // leaks 11
        }

        private void readThenWrite() {
            lock.readLock().lock();
            lock.writeLock().lock();
            lock.writeLock().unlock();
            lock.readLock().unlock();
        }

        @Override
        public void mended(Ground ground) {
            ground.start("write-under-read", this::releaseThenWrite);
        }

        private void releaseThenWrite() {
            lock.readLock().lock();
            lock.readLock().unlock();
            lock.writeLock().lock();
            lock.writeLock().unlock();
        }
    }

    @Pattern(
            id = 12,
            name = "condition that nobody signals",
            tier = Tier.PROVABLE,
            twin = "await with a timeout, and look again")
    static final class NoSignal implements Leaky {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private boolean ready;

        @Override
        public void leak(Ground ground) {
            ground.start("condition", this::awaitReady); // leaks 12
        }

        private void awaitReady() throws InterruptedException {
            lock.lock();
            try {
                while (!ready) {
                    changed.await();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void mended(Ground ground) {
            ground.start("condition", this::awaitReadyForAWhile);
        }

        private void awaitReadyForAWhile() throws InterruptedException {
            lock.lock();
            try {
                boolean inTime = true;
                while (!ready && inTime) {
                    inTime = changed.await(300, TimeUnit.MILLISECONDS);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    @Pattern(
            id = 13,
            name = "latch and hand-off in opposite orders",
            tier = Tier.PROVABLE,
            twin = "take first",
            leaves = 2)
    static final class Mixed implements Leaky {

        private final SynchronousQueue<String> queue = new SynchronousQueue<>();
        private final CountDownLatch stored = new CountDownLatch(1);

        @Override
        public void leak(Ground ground) {
            ground.start("store", this::store); // leaks 13
            ground.start("read-when-stored", this::readWhenStored); // leaks 13
        }

        @Override
        public void mended(Ground ground) {
            ground.start("store", this::store);
            ground.start("read-at-once", this::readAtOnce);
        }

        private void store() throws InterruptedException {
            queue.put("news");
            stored.countDown();
        }

        private void readWhenStored() throws InterruptedException {
            stored.await();
            queue.take();
        }

        private void readAtOnce() throws InterruptedException {
            queue.take();
            stored.await();
        }
    }

    @Pattern(
            id = 14,
            name = "tree of threads, each level waiting for an answer, under garbage collection",
            tier = Tier.PROVABLE,
            twin = "each level is answered",
            leaves = 5)
    static final class SpawnTree implements Leaky {

        private static final int DEPTH = 5;

        @Override
        public void leak(Ground ground) {
            growStuck(ground, 1);
        }

        private void growStuck(Ground ground, int level) {
            ground.start("level-" + level, () -> waitAtLevel(ground, level)); // leaks 14
        }

        private void waitAtLevel(Ground ground, int level) throws InterruptedException {
            if (level < DEPTH) {
                growStuck(ground, level + 1);
            } else {
                System.gc();
            }
            new SynchronousQueue<String>().take();
        }

        @Override
        public void mended(Ground ground) {
            grow(ground, 1, new CompletableFuture<>());
        }

        private void grow(Ground ground, int level, CompletableFuture<Integer> answer) {
            ground.start("level-" + level, () -> answer.complete(answerOf(ground, level)));
        }

        private int answerOf(Ground ground, int level) {
            if (level == DEPTH) {
                System.gc();
                return 1;
            }
            CompletableFuture<Integer> below = new CompletableFuture<>();
            grow(ground, level + 1, below);
            return below.join() + 1;
        }
    }

    @Pattern(id = 15, name = "wait on a private monitor", tier = Tier.PROVABLE, twin = "notifyAll in finally")
    static final class MonitorWait implements Leaky {

        private final Object monitor = new Object();
        private boolean done;

        @Override
        public void leak(Ground ground) {
            ground.start("monitor", this::awaitDone); // leaks 15
        }

        @Override
        public void mended(Ground ground) throws Exception {
            Thread waiter = ground.start("monitor", this::awaitDone);
            try {
                ground.untilWaiting(waiter);
            } finally {
                synchronized (monitor) {
                    done = true;
                    monitor.notifyAll();
                }
            }
        }

        private void awaitDone() throws InterruptedException {
            synchronized (monitor) {
                while (!done) {
                    monitor.wait();
                }
            }
        }
    }
}
