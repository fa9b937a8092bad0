package dev.parkranger.corpus.patterns;

import dev.parkranger.corpus.Body;
import dev.parkranger.corpus.Ground;
import dev.parkranger.corpus.Leaky;
import dev.parkranger.corpus.Pattern;
import dev.parkranger.corpus.Tier;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** D: locks and permits that are not given back, taken twice, or taken in another order. */
public final class Resources {

    private static final Queue<Object> KEPT = new ConcurrentLinkedQueue<>();

    private Resources() {}

    /** A static lock, yet one for each owner: with one for all, the second owner would wait for what the first holds. */
    private static <T> T kept(T lock) {
        KEPT.add(lock);
        return lock;
    }

    @Pattern(
            id = 51,
            name = "lock of a thread that has ended",
            tier = Tier.CYCLE,
            twin = "unlock in finally",
            verdicts = {"orphaned-task", "deadlock"})
    static final class BreakWithoutUnlock implements Leaky {

        private final ReentrantLock lock = kept(new ReentrantLock());

        @Override
        public void leak(Ground ground) throws Exception {
            Thread gossip = ground.thread("gossip", this::gossip);
            gossip.start();
            gossip.join();
            ground.thread("manage", this::manage).start(); // leaks 51
        }

        private void gossip() {
            for (String peer : List.of("left", "right", "")) {
                lock.lock();
                if (peer.isEmpty()) {
                    break;
                }
                lock.unlock();
            }
        }

        private void manage() {
            lock.lock();
            lock.unlock();
        }

        @Override
        public void mended(Ground ground) throws Exception {
            Thread gossip = ground.thread("gossip", this::gossipAndUnlock);
            gossip.start();
            gossip.join();
            ground.thread("manage", this::manage).start();
        }

        private void gossipAndUnlock() {
            for (String peer : List.of("left", "right", "")) {
                lock.lock();
                try {
                    if (peer.isEmpty()) {
                        break;
                    }
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    @Pattern(
            id = 52,
            name = "return that keeps the lock, in a shared pool",
            tier = Tier.PROVABLE,
            twin = "unlock in finally")
    static final class ReturnKeepsLock implements Leaky {

        /** The application's; its worker is idle, and holds the locks. */
        private static final ExecutorService DEVICES = Executors.newSingleThreadExecutor();

        private final ReentrantLock lock = new ReentrantLock();
        private boolean active;

        @Override
        public void leak(Ground ground) throws Exception {
            DEVICES.submit(this::deactivate).get();
            ground.thread("activate", this::activate).start(); // leaks 52
        }

        private void deactivate() {
            lock.lock();
            if (!active) {
                return;
            }
            active = false;
            lock.unlock();
        }

        private void activate() {
            lock.lock();
            try {
                active = true;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void mended(Ground ground) throws Exception {
            DEVICES.submit(this::deactivateAndUnlock).get();
            ground.thread("activate", this::activate).start();
        }

        private void deactivateAndUnlock() {
            lock.lock();
            try {
                if (!active) {
                    return;
                }
                active = false;
            } finally {
                lock.unlock();
            }
        }
    }

    @Pattern(id = 53, name = "read lock kept on failure", tier = Tier.PROVABLE, twin = "unlock in finally")
    static final class FailureKeepsReadLock implements Leaky {

        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        private final Map<String, String> values = new HashMap<>();

        @Override
        public void leak(Ground ground) {
            try {
                value("missing");
            } catch (NoSuchElementException e) {
                ground.thread("close", this::close).start(); // leaks 53
            }
        }

        private String value(String key) {
            lock.readLock().lock();
            if (!values.containsKey(key)) {
                throw new NoSuchElementException(key);
            }
            String value = values.get(key);
            lock.readLock().unlock();
            return value;
        }

        private void close() {
            lock.writeLock().lock();
            values.clear();
            lock.writeLock().unlock();
        }

        @Override
        public void mended(Ground ground) {
            try {
                valueAndUnlock("missing");
            } catch (NoSuchElementException e) {
                ground.thread("close", this::close).start();
            }
        }

        private String valueAndUnlock(String key) {
            lock.readLock().lock();
            try {
                if (!values.containsKey(key)) {
                    throw new NoSuchElementException(key);
                }
                return values.get(key);
            } finally {
                lock.readLock().unlock();
            }
        }
    }

    @Pattern(
            id = 54,
            name = "helper that takes the caller's semaphore again",
            tier = Tier.PROVABLE,
            twin = "a ReentrantLock")
    static final class HelperAcquiresAgain implements Leaky {

        private final Semaphore mutex = new Semaphore(1);
        private final ReentrantLock lock = new ReentrantLock();

        @Override
        public void leak(Ground ground) {
            ground.thread("save", this::save).start(); // leaks 54
        }

        private void save() throws InterruptedException {
            mutex.acquire();
            try {
                flush();
            } finally {
                mutex.release();
            }
        }

        private void flush() throws InterruptedException {
            mutex.acquire();
            mutex.release();
        }

        @Override
        public void mended(Ground ground) {
            ground.thread("save", this::saveReentrantly).start();
        }

        private void saveReentrantly() {
            lock.lock();
            try {
                flushReentrantly();
            } finally {
                lock.unlock();
            }
        }

        private void flushReentrantly() {
            lock.lock();
            lock.unlock();
        }
    }

    @Pattern(
            id = 55,
            name = "callback that takes the StampedLock again",
            tier = Tier.PROVABLE,
            twin = "unlock before the callback")
    static final class CallbackLocksAgain implements Leaky {

        private final StampedLock pages = new StampedLock();

        @Override
        public void leak(Ground ground) {
            ground.thread("build", () -> build(this::render)).start(); // leaks 55
        }

        private void build(Runnable eachPage) {
            long stamp = pages.writeLock();
            try {
                eachPage.run();
            } finally {
                pages.unlockWrite(stamp);
            }
        }

        private void render() {
            long stamp = pages.writeLock();
            pages.unlockWrite(stamp);
        }

        @Override
        public void mended(Ground ground) {
            ground.thread("build", () -> unlockAndBuild(this::render)).start();
        }

        private void unlockAndBuild(Runnable eachPage) {
            long stamp = pages.writeLock();
            pages.unlockWrite(stamp);
            eachPage.run();
        }
    }

    @Pattern(
            id = 56,
            name = "two locks in opposite order",
            tier = Tier.CYCLE,
            twin = "always in the same order",
            verdicts = {"orphaned-task", "deadlock"},
            leaves = 2)
    static final class OppositeOrder implements Leaky {

        private final ReentrantLock savings = kept(new ReentrantLock());
        private final ReentrantLock current = kept(new ReentrantLock());
        private final CountDownLatch bothHoldOne = new CountDownLatch(2);

        @Override
        public void leak(Ground ground) {
            transfer(ground, savings, current);
            transfer(ground, current, savings);
        }

        private void transfer(Ground ground, ReentrantLock from, ReentrantLock to) {
            ground.thread("transfer", () -> lockBoth(from, to)).start(); // leaks 56
        }

        private void lockBoth(ReentrantLock from, ReentrantLock to) throws InterruptedException {
            from.lock();
            bothHoldOne.countDown();
            bothHoldOne.await();
            to.lock();
            to.unlock();
            from.unlock();
        }

        @Override
        public void mended(Ground ground) {
            ground.thread("transfer", this::lockBothInOrder).start();
            ground.thread("transfer back", this::lockBothInOrder).start();
        }

        private void lockBothInOrder() {
            savings.lock();
            current.lock();
            current.unlock();
            savings.unlock();
        }
    }

    @Pattern(
            id = 57,
            name = "two monitors in opposite order",
            tier = Tier.CYCLE,
            twin = "always in the same order",
            verdicts = {"orphaned-task", "deadlock"},
            leaves = 2)
    static final class OppositeOrderOfMonitors implements Leaky {

        private final Object registry = kept(new Object());
        private final Object session = kept(new Object());
        private final CountDownLatch bothHoldOne = new CountDownLatch(2);

        @Override
        public void leak(Ground ground) {
            ground.thread("register", this::register).start(); // leaks 57
            ground.thread("expire", this::expire).start(); // leaks 57
        }

        private void register() throws InterruptedException {
            synchronized (registry) {
                bothHoldOne.countDown();
                bothHoldOne.await();
                synchronized (session) {
                    session.notifyAll();
                }
            }
        }

        private void expire() throws InterruptedException {
            synchronized (session) {
                bothHoldOne.countDown();
                bothHoldOne.await();
                synchronized (registry) {
                    registry.notifyAll();
                }
            }
        }

        @Override
        public void mended(Ground ground) {
            ground.thread("register", this::inOrder).start();
            ground.thread("expire", this::inOrder).start();
        }

        private void inOrder() {
            synchronized (registry) {
                synchronized (session) {
                    session.notifyAll();
                }
            }
        }
    }

    @Pattern(
            id = 58,
            name = "ring of three locks",
            tier = Tier.CYCLE,
            twin = "always in the same order",
            verdicts = {"orphaned-task", "deadlock"},
            leaves = 3)
    static final class RingOfLocks implements Leaky {

        private static final int SEATS = 3;

        private final List<ReentrantLock> forks =
                kept(List.of(new ReentrantLock(), new ReentrantLock(), new ReentrantLock()));
        private final CountDownLatch allHoldOne = new CountDownLatch(SEATS);

        @Override
        public void leak(Ground ground) {
            for (int seat = 0; seat < SEATS; seat++) {
                ReentrantLock left = forks.get(seat);
                ReentrantLock right = forks.get((seat + 1) % SEATS);
                ground.thread("philosopher", () -> dine(left, right)).start(); // leaks 58
            }
        }

        private void dine(ReentrantLock left, ReentrantLock right) throws InterruptedException {
            left.lock();
            allHoldOne.countDown();
            allHoldOne.await();
            right.lock();
            right.unlock();
            left.unlock();
        }

        @Override
        public void mended(Ground ground) {
            for (int seat = 0; seat < SEATS; seat++) {
                int next = (seat + 1) % SEATS;
                ReentrantLock lower = forks.get(Math.min(seat, next));
                ReentrantLock higher = forks.get(Math.max(seat, next));
                ground.thread("philosopher", () -> dineInOrder(lower, higher)).start();
            }
        }

        private void dineInOrder(ReentrantLock lower, ReentrantLock higher) {
            lower.lock();
            higher.lock();
            higher.unlock();
            lower.unlock();
        }
    }

    @Pattern(
            id = 59,
            name = "lock of the map against lock of a key",
            tier = Tier.CYCLE,
            twin = "the map's lock is released first",
            verdicts = {"orphaned-task", "deadlock"},
            leaves = 2)
    static final class MapLockAgainstKeyLock implements Leaky {

        private final ReentrantLock all = kept(new ReentrantLock());
        private final Map<String, ReentrantLock> keys = new HashMap<>();
        private final CountDownLatch downloaded = new CountDownLatch(1);

        @Override
        public void leak(Ground ground) throws Exception {
            ReentrantLock key = key("page");
            ground.thread("download", this::download).start(); // leaks 59
            ground.until(() -> key.isLocked() && !all.isLocked());
            ground.thread("download again", () -> lock("page")).start(); // leaks 59
            ground.until(key::hasQueuedThreads);
            downloaded.countDown();
        }

        private ReentrantLock key(String name) {
            return keys.computeIfAbsent(name, any -> new ReentrantLock());
        }

        private void download() throws InterruptedException {
            lock("page");
            downloaded.await();
            unlock("page");
        }

        private void lock(String name) {
            all.lock();
            try {
                key(name).lock();
            } finally {
                all.unlock();
            }
        }

        private void unlock(String name) {
            all.lock();
            try {
                key(name).unlock();
            } finally {
                all.unlock();
            }
        }

        @Override
        public void mended(Ground ground) {
            for (int i = 0; i < 2; i++) {
                ground.thread("download", this::downloadAgain).start();
            }
        }

        private void downloadAgain() {
            lockKeyOnly("page");
            unlock("page");
        }

        private void lockKeyOnly(String name) {
            ReentrantLock key;
            all.lock();
            try {
                key = key(name);
            } finally {
                all.unlock();
            }
            key.lock();
        }
    }

    @Pattern(
            id = 60,
            name = "reader that waits for a reader behind a writer",
            tier = Tier.PROVABLE,
            twin = "no wait within the read lock",
            leaves = 3)
    static final class ReaderBehindWriter implements Leaky {

        private final ReentrantReadWriteLock store = new ReentrantReadWriteLock();
        private final CountDownLatch found = new CountDownLatch(1);

        @Override
        public void leak(Ground ground) throws Exception {
            ground.thread("scan", this::scan).start(); // leaks 60
            ground.until(() -> store.getReadLockCount() == 1);
            ground.thread("update", this::update).start(); // leaks 60
            ground.until(store::hasQueuedThreads);
            ground.thread("find", this::find).start(); // leaks 60
        }

        private void scan() throws InterruptedException {
            store.readLock().lock();
            try {
                found.await();
            } finally {
                store.readLock().unlock();
            }
        }

        private void update() {
            store.writeLock().lock();
            store.writeLock().unlock();
        }

        private void find() {
            store.readLock().lock();
            try {
                found.countDown();
            } finally {
                store.readLock().unlock();
            }
        }

        @Override
        public void mended(Ground ground) {
            ground.thread("scan", this::scanThenWait).start();
            ground.thread("update", this::update).start();
            ground.thread("find", this::find).start();
        }

        private void scanThenWait() throws InterruptedException {
            store.readLock().lock();
            store.readLock().unlock();
            found.await();
        }
    }

    @Pattern(
            id = 61,
            name = "nested permit of a fair semaphore behind a writer",
            tier = Tier.PROVABLE,
            twin = "tryAcquire, which does not queue",
            leaves = 2)
    static final class NestedPermitBehindWriter implements Leaky {

        private static final int READERS = 10;

        private final Semaphore policies = new Semaphore(READERS, true);
        private final CountDownLatch writerQueued = new CountDownLatch(1);

        @Override
        public void leak(Ground ground) throws Exception {
            ground.thread("read", () -> read(this::readNested)).start(); // leaks 61
            write(ground);
        }

        private void write(Ground ground) throws InterruptedException {
            ground.until(() -> policies.availablePermits() < READERS);
            ground.thread("write", this::writeAlone).start(); // leaks 61
            ground.until(policies::hasQueuedThreads);
            writerQueued.countDown();
        }

        private void read(Body nested) throws Exception {
            policies.acquire();
            try {
                writerQueued.await();
                nested.work();
            } finally {
                policies.release();
            }
        }

        private void readNested() throws InterruptedException {
            policies.acquire();
            policies.release();
        }

        private void writeAlone() throws InterruptedException {
            policies.acquire(READERS);
            policies.release(READERS);
        }

        @Override
        public void mended(Ground ground) throws Exception {
            ground.thread("read", () -> read(this::tryReadNested)).start();
            write(ground);
        }

        private void tryReadNested() {
            if (policies.tryAcquire()) {
                policies.release();
            }
        }
    }

    @Pattern(
            id = 62,
            name = "condition awaited within a read lock, and a writer",
            tier = Tier.PROVABLE,
            twin = "await outside of the read lock",
            leaves = 4)
    static final class AwaitWithinReadLock implements Leaky {

        private static final int WORKERS = 3;

        private final ReentrantReadWriteLock working = new ReentrantReadWriteLock();
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition added = lock.newCondition();
        private final Queue<String> keys = new ArrayDeque<>();

        @Override
        public void leak(Ground ground) throws Exception {
            work(ground);
            work(ground);
            ground.until(() -> working.getReadLockCount() == 2);
            ground.thread("resync", this::resync).start(); // leaks 62
            ground.until(working::hasQueuedThreads);
            work(ground);
        }

        private void work(Ground ground) {
            ground.thread("worker", this::takeAndProcess).start(); // leaks 62
        }

        private void takeAndProcess() throws InterruptedException {
            working.readLock().lock();
            try {
                take();
            } finally {
                working.readLock().unlock();
            }
        }

        private String take() throws InterruptedException {
            lock.lock();
            try {
                while (keys.isEmpty()) {
                    added.await();
                }
                return keys.remove();
            } finally {
                lock.unlock();
            }
        }

        private void resync() {
            working.writeLock().lock();
            try {
                for (int i = 0; i < WORKERS; i++) {
                    add("key " + i);
                }
            } finally {
                working.writeLock().unlock();
            }
        }

        private void add(String key) {
            lock.lock();
            try {
                keys.add(key);
                added.signal();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void mended(Ground ground) {
            for (int i = 0; i < WORKERS; i++) {
                ground.thread("worker", this::takeThenProcess).start();
            }
            ground.thread("resync", this::resync).start();
        }

        private void takeThenProcess() throws InterruptedException {
            take();
            working.readLock().lock();
            working.readLock().unlock();
        }
    }

    @Pattern(
            id = 63,
            name = "permit not given back on failure",
            tier = Tier.PROVABLE,
            twin = "release in finally",
            leaves = 3)
    static final class FailureKeepsPermit implements Leaky {

        private static final int QUERIES = 3;

        private final Semaphore connections = new Semaphore(1);

        @Override
        public void leak(Ground ground) throws Exception {
            try {
                query("selekt");
            } catch (IllegalArgumentException e) {
                for (int i = 0; i < QUERIES; i++) {
                    ground.thread("query", () -> query("select")).start(); // leaks 63
                }
            }
        }

        private void query(String text) throws InterruptedException {
            connections.acquire();
            parse(text);
            connections.release();
        }

        private static void parse(String text) {
            if (!text.startsWith("select")) {
                throw new IllegalArgumentException(text);
            }
        }

        @Override
        public void mended(Ground ground) throws Exception {
            try {
                queryAndRelease("selekt");
            } catch (IllegalArgumentException e) {
                for (int i = 0; i < QUERIES; i++) {
                    ground.thread("query", () -> queryAndRelease("select")).start();
                }
            }
        }

        private void queryAndRelease(String text) throws InterruptedException {
            connections.acquire();
            try {
                parse(text);
            } finally {
                connections.release();
            }
        }
    }
}
