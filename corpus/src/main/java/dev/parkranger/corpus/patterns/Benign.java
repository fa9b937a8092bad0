package dev.parkranger.corpus.patterns;

import dev.parkranger.corpus.Body;
import dev.parkranger.corpus.Control;
import dev.parkranger.corpus.Ground;
import dev.parkranger.corpus.Healthy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * G: what merely looks like a leak; and one leak that hides behind a spike. Their times are an ordinary server's divided by
 * thirty, as the window is: it is ten seconds here.
 */
public final class Benign {

    private static final long TEN_MINUTES = TimeUnit.MINUTES.toMillis(10);

    private Benign() {}

    /** Asks for the same again and again, one request at a time. */
    private static void client(Ground ground, String request, long pauseMillis, Body work) {
        ground.start("client", () -> {
            while (true) {
                ground.as(request, work);
                Thread.sleep(pauseMillis);
            }
        });
    }

    @Control(id = "N1", name = "one consumer of a static queue, started with the first request")
    static final class OneConsumer implements Healthy {

        private static final BlockingQueue<Runnable> MAILS = new LinkedBlockingQueue<>();

        private final AtomicBoolean consumed = new AtomicBoolean();

        @Override
        public void start(Ground ground) {
            client(ground, "POST /mail", 300, () -> {
                if (consumed.compareAndSet(false, true)) {
                    ground.start("mailer", OneConsumer::consume);
                }
                CountDownLatch sent = new CountDownLatch(1);
                MAILS.put(sent::countDown);
                sent.await();
            });
        }

        private static void consume() throws InterruptedException {
            while (true) {
                MAILS.take().run();
            }
        }
    }

    @Control(id = "N2", name = "pool that is kept, a thousand workers of which are idle")
    static final class IdlePool implements Healthy {

        private static final int WORKERS = 1_000;

        private static ExecutorService thumbnails;

        @Override
        public void start(Ground ground) {
            ground.start("clients", () -> {
                for (int i = 0; i < WORKERS; i++) {
                    ground.as(
                            "GET /thumbnail",
                            () -> thumbnails(ground).submit(() -> "thumbnail").get());
                }
            });
        }

        /** Made by whoever comes first; as long as it has fewer workers than it may, each task starts one. */
        private static synchronized ExecutorService thumbnails(Ground ground) {
            if (thumbnails == null) {
                thumbnails = Executors.newFixedThreadPool(WORKERS, ground.factory("thumbnails"));
            }
            return thumbnails;
        }
    }

    @Control(id = "N3", name = "consumer whose producer sleeps for ten minutes")
    static final class SleepingProducer implements Healthy {

        private final BlockingQueue<String> rates = new SynchronousQueue<>();

        @Override
        public void start(Ground ground) {
            ground.start("rates-producer", () -> {
                Thread.sleep(TEN_MINUTES);
                rates.put("rates");
            });
            ground.start("rates-consumer", rates::take);
        }
    }

    @Control(id = "N4", name = "requests that wait for a lock whose holder sleeps")
    static final class SleepingLockHolder implements Healthy {

        private final ReentrantLock catalogue = new ReentrantLock();

        @Override
        public void start(Ground ground) throws Exception {
            Thread holder = ground.start("import", () -> {
                catalogue.lock();
                try {
                    Thread.sleep(TEN_MINUTES);
                } finally {
                    catalogue.unlock();
                }
            });
            ground.untilWaiting(holder);
            for (int i = 0; i < 8; i++) {
                ground.start("request", () -> ground.as("GET /catalogue", this::read));
            }
        }

        private void read() throws InterruptedException {
            catalogue.lockInterruptibly();
            catalogue.unlock();
        }
    }

    @Control(id = "N5", name = "chain of a thousand, each waits for its neighbour")
    static final class DaisyChain implements Healthy {

        private static final int LINKS = 1_000;

        @Override
        public void start(Ground ground) {
            BlockingQueue<Integer> in = new SynchronousQueue<>();
            BlockingQueue<Integer> first = in;
            for (int i = 0; i < LINKS; i++) {
                BlockingQueue<Integer> out = new SynchronousQueue<>();
                BlockingQueue<Integer> from = in;
                ground.start("link", () -> out.put(from.take() + 1));
                in = out;
            }
            ground.start("last", in::take);
            ground.start("first", () -> {
                Thread.sleep(TEN_MINUTES);
                first.put(0);
            });
        }
    }

    @Control(id = "N6", name = "acceptor, selector and pipe that nobody connects or writes to")
    static final class IdleListeners implements Healthy {

        private final ServerSocket acceptor;
        private final Selector selector;
        private final Pipe pipe;

        IdleListeners() throws IOException {
            acceptor = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            selector = Selector.open();
            ServerSocketChannel channel = ServerSocketChannel.open();
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_ACCEPT);
            pipe = Pipe.open();
        }

        @Override
        public void start(Ground ground) {
            ground.start("acceptor", this::accept);
            ground.start("selector", this::select);
            ground.start("pipe", () -> pipe.source().read(ByteBuffer.allocate(1)));
        }

        private void accept() throws IOException {
            while (true) {
                Socket socket = acceptor.accept();
                socket.close();
            }
        }

        private void select() throws IOException {
            while (true) {
                selector.select();
                selector.selectedKeys().clear();
            }
        }
    }

    @Control(id = "N7", name = "polls with a timeout")
    static final class TimedPolls implements Healthy {

        private final BlockingQueue<String> changes = new LinkedBlockingQueue<>();

        @Override
        public void start(Ground ground) {
            for (int i = 0; i < 4; i++) {
                ground.start("housekeeper", () -> {
                    while (true) {
                        changes.poll(1, TimeUnit.SECONDS);
                    }
                });
            }
            client(ground, "GET /changes", 100, () -> {
                // A helper that gives up by itself, within grace.
                ground.start("changes", () -> changes.poll(400, TimeUnit.MILLISECONDS));
            });
        }
    }

    @Control(id = "N8", name = "a server's main thread, parked for good")
    static final class ParkedMain implements Healthy {

        @Override
        public void start(Ground ground) {
            ground.start("server-main", () -> Thread.currentThread().join());
        }
    }

    @Control(id = "N9", name = "one latch that very many wait for, for a while")
    static final class ContendedLatch implements Healthy {

        @Override
        public void start(Ground ground) {
            ground.start("client", () -> ground.as("GET /everything", () -> gather(ground)));
        }

        private static void gather(Ground ground) throws InterruptedException {
            CountDownLatch go = new CountDownLatch(1);
            List<Thread> parts = new ArrayList<>();
            for (int i = ground.many(500, 20_000); i > 0; i--) {
                parts.add(ground.start("part", go::await));
            }
            Thread.sleep(6_000);
            go.countDown();
            for (Thread part : parts) {
                part.join();
            }
        }
    }

    @Control(id = "N10", name = "a thousand and one sleepers")
    static final class Sleepers implements Healthy {

        @Override
        public void start(Ground ground) {
            for (int i = 0; i < 1_001; i++) {
                ground.start("sleeper", () -> Thread.sleep(TEN_MINUTES));
            }
        }
    }

    @Control(id = "N11", name = "waiters for the end of the JVM")
    static final class ShutdownWaiters implements Healthy {

        private final CountDownLatch stopped = new CountDownLatch(1);

        @Override
        public void start(Ground ground) {
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "stop"));
            for (int i = 0; i < 4; i++) {
                ground.start("until-stopped", stopped::await);
            }
        }
    }

    @Control(id = "N12", name = "surge of requests that are blocked for three fifths of the window, then drained")
    static final class Surge implements Healthy {

        private final CountDownLatch backend = new CountDownLatch(1);

        @Override
        public void start(Ground ground) {
            ground.start("acceptor", () -> {
                Thread.sleep(2_000);
                for (int i = ground.many(500, 5_000); i > 0; i--) {
                    ground.start("request", () -> ground.as("GET /quote", backend::await));
                }
                Thread.sleep(6_000);
                backend.countDown();
            });
        }
    }

    @Control(id = "N13", name = "ramp at start-up, over half the window")
    static final class StartUpRamp implements Healthy {

        /** Where somebody could put something: else nobody could ever wake its takers. */
        private static final BlockingQueue<Runnable> messages = new LinkedBlockingQueue<>();

        @Override
        public void start(Ground ground) {
            ground.start("start-up", () -> {
                for (int i = 0; i < 50; i++) {
                    ground.start("connection", () -> messages.take().run());
                    Thread.sleep(100);
                }
            });
        }
    }

    @Control(id = "N14", name = "pool that grows and shrinks like the teeth of a saw")
    static final class Sawtooth implements Healthy {

        @Override
        public void start(Ground ground) {
            var pool = new ThreadPoolExecutor(
                    0, 100, 500, TimeUnit.MILLISECONDS, new SynchronousQueue<>(), ground.factory("tooth"));
            ground.start("batches", () -> {
                while (true) {
                    CountDownLatch batch = new CountDownLatch(1);
                    for (int i = 0; i < 40; i++) {
                        pool.submit(() -> {
                            batch.await();
                            return null;
                        });
                        Thread.sleep(65);
                    }
                    batch.countDown();
                    Thread.sleep(1_400);
                }
            });
        }
    }

    @Control(id = "N15", name = "step to a new plateau")
    static final class Step implements Healthy {

        private final BlockingQueue<Runnable> messages = new LinkedBlockingQueue<>();

        @Override
        public void start(Ground ground) {
            ground.start("tenants", () -> {
                connect(ground, 20);
                Thread.sleep(6_000);
                connect(ground, 100);
                Thread.sleep(TEN_MINUTES);
            });
        }

        private void connect(Ground ground, int connections) {
            for (int i = 0; i < connections; i++) {
                ground.start("tenant", () -> messages.take().run());
            }
        }
    }

    @Control(id = "N16", name = "queue that only a lambda knows, which a sleeper holds")
    static final class QueueInLambda implements Healthy {

        @Override
        public void start(Ground ground) {
            BlockingQueue<String> answers = new SynchronousQueue<>();
            Runnable later = () -> answers.offer("answer");
            ground.start("later", () -> {
                Thread.sleep(TEN_MINUTES);
                later.run();
            });
            ground.start("reader", answers::take);
        }
    }

    @Control(id = "N17", name = "long polls and heartbeats")
    static final class LongPolls implements Healthy {

        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        private final CountDownLatch stopped = new CountDownLatch(1);

        @Override
        public void start(Ground ground) {
            for (int i = 0; i < 4; i++) {
                client(ground, "GET /events", 100, () -> {
                    // The request is open for as long as its helper waits, and that is past grace.
                    Thread watcher = ground.start("watcher", () -> events.poll(3, TimeUnit.SECONDS));
                    watcher.join();
                });
            }
            ground.start("heartbeat", () -> {
                while (!stopped.await(500, TimeUnit.MILLISECONDS)) {
                    events.clear();
                }
            });
        }
    }

    @Control(id = "N18", name = "leak behind a spike", verdicts = "growing-site")
    static final class LeakAfterSpike implements Healthy {

        @Override
        public void start(Ground ground) {
            ground.start("prices", () -> {
                CountDownLatch restarted = new CountDownLatch(1);
                for (int i = 0; i < 300; i++) {
                    ask(ground, restarted);
                }
                Thread.sleep(2_000);
                restarted.countDown();
                while (true) {
                    ask(ground, new CountDownLatch(1));
                    Thread.sleep(700);
                }
            });
        }

        private static void ask(Ground ground, CountDownLatch answer) {
            ground.start("ask", answer::await); // leaks N18
        }
    }
}
