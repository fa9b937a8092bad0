package dev.parkranger.agent.tests.servers;

import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.Cleaner;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServerDelegate;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import jdk.jfr.consumer.RecordingStream;

/** What the JDK itself offers that starts threads, likewise. */
final class JdkServices {

    private static final int LONG = 3_600_000;

    private JdkServices() {}

    /** What is asked over RMI. */
    public interface Stock extends Remote {
        int count() throws RemoteException;
    }

    /** Where it is. */
    static final class Shelf implements Stock {
        @Override
        public int count() {
            return 3;
        }
    }

    /** By name; none is made before it is called. */
    static Map<String, Callable<Object>> all() {
        var all = new LinkedHashMap<String, Callable<Object>>();
        all.put("http-server", JdkServices::httpServer);
        all.put("http-client", JdkServices::httpClient);
        all.put("rmi", JdkServices::rmi);
        all.put("jmx", JdkServices::jmx);
        all.put("jfr", JdkServices::flightRecorder);
        all.put("timer", JdkServices::timer);
        all.put("fixed-pool", JdkServices::fixedPool);
        all.put("scheduled-pool", JdkServices::scheduledPool);
        all.put("fork-join-pool", JdkServices::forkJoinPool);
        all.put("delayed-future", JdkServices::delayedFuture);
        all.put("publisher", JdkServices::publisher);
        all.put("watch-service", JdkServices::watchService);
        all.put("process", JdkServices::process);
        all.put("file-channel", JdkServices::fileChannel);
        all.put("channel-group", JdkServices::channelGroup);
        all.put("cleaner", JdkServices::cleaner);
        return all;
    }

    /** Runs something there, and waits for its end. */
    static void ran(Executor executor) throws InterruptedException {
        var done = new CountDownLatch(1);
        executor.execute(done::countDown);
        if (!done.await(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException(executor + " runs nothing");
        }
    }

    static void fetch(int port, String path) throws Exception {
        try (InputStream answer =
                URI.create("http://127.0.0.1:" + port + path).toURL().openStream()) {
            answer.readAllBytes();
        }
    }

    private static Object httpServer() throws Exception {
        var server = new JdkServer();
        int port = server.start(Shop.get());
        Shop.get().openOn(port);
        fetch(port, "/orders/7");
        return server;
    }

    private static Object httpClient() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + Shop.get().port() + "/orders/7"));
        client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()).get(20, TimeUnit.SECONDS);
        return client;
    }

    private static Object rmi() throws Exception {
        Registry registry = LocateRegistry.createRegistry(0);
        var shelf = new Shelf();
        var stub = (Stock) UnicastRemoteObject.exportObject(shelf, 0);
        registry.rebind("stock", stub);
        stub.count();
        return List.of(registry, shelf, stub);
    }

    private static Object jmx() throws Exception {
        var server = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("service:jmx:rmi://127.0.0.1"), null, ManagementFactory.getPlatformMBeanServer());
        server.start();
        var client = JMXConnectorFactory.connect(server.getAddress());
        client.getMBeanServerConnection()
                .addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, (notification, handback) -> {}, null, null);
        return List.of(server, client);
    }

    private static Object flightRecorder() {
        var stream = new RecordingStream();
        stream.enable("jdk.ThreadSleep");
        stream.onEvent(event -> {});
        stream.startAsync();
        return stream;
    }

    private static Object timer() {
        var timer = new Timer("timer", true);
        timer.schedule(task(), LONG, LONG);
        var idle = new Timer("timer-idle", true);
        return List.of(timer, idle);
    }

    private static TimerTask task() {
        return new TimerTask() {
            @Override
            public void run() {}
        };
    }

    private static Object fixedPool() throws Exception {
        var pool = Executors.newFixedThreadPool(2, task -> new Thread(task, "fixed-pool"));
        pool.submit(() -> {}).get();
        return pool;
    }

    private static Object scheduledPool() throws Exception {
        var pool = Executors.newScheduledThreadPool(2, task -> new Thread(task, "scheduled-pool"));
        pool.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).get();
        pool.scheduleAtFixedRate(() -> {}, LONG, LONG, TimeUnit.MILLISECONDS);
        var idle = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "scheduled-pool-idle"));
        idle.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).get();
        return List.of(pool, idle);
    }

    private static Object forkJoinPool() throws Exception {
        var pool = new ForkJoinPool(2);
        pool.submit(() -> {}).get();
        return pool;
    }

    private static Object delayedFuture() {
        var soon = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS);
        return CompletableFuture.supplyAsync(() -> "in time", soon)
                .orTimeout(LONG, TimeUnit.MILLISECONDS)
                .join();
    }

    private static Object publisher() throws Exception {
        var executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "publisher"));
        var publisher = new SubmissionPublisher<String>(executor, 8);
        var consumed = new CountDownLatch(1);
        CompletableFuture<Void> end = publisher.consume(word -> consumed.countDown());
        publisher.submit("word");
        consumed.await(20, TimeUnit.SECONDS);
        return List.of(publisher, end);
    }

    private static Object watchService() throws Exception {
        WatchService watch = FileSystems.getDefault().newWatchService();
        Files.createDirectories(Path.of("watched")).register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        // It waits for what the watch service's own thread reads from the system.
        var watcher = new Thread(() -> awaitKey(watch), "watcher");
        watcher.setDaemon(true);
        watcher.start();
        return watch;
    }

    private static void awaitKey(WatchService watch) {
        try {
            watch.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for its input to end, which nobody closes; the JDK has a thread that waits for its end. */
    private static Object process() throws Exception {
        Process process = new ProcessBuilder("cat").start();
        var waiter = new Thread(() -> awaitEnd(process), "process-waiter");
        waiter.setDaemon(true);
        waiter.start();
        return process;
    }

    private static void awaitEnd(Process process) {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Object fileChannel() throws Exception {
        Path file = Files.writeString(Path.of("read.txt"), "read");
        var pool = Executors.newSingleThreadExecutor(task -> new Thread(task, "file-channel"));
        var channel = AsynchronousFileChannel.open(file, Set.of(StandardOpenOption.READ), pool);
        channel.read(ByteBuffer.allocate(4), 0).get(20, TimeUnit.SECONDS);
        return channel;
    }

    private static Object channelGroup() throws Exception {
        var kept = new ArrayList<Object>();
        var group = AsynchronousChannelGroup.withFixedThreadPool(2, task -> new Thread(task, "channel-group"));
        var server = AsynchronousServerSocketChannel.open(group)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var accepted = server.accept();
        var client = AsynchronousSocketChannel.open(group);
        client.connect(server.getLocalAddress()).get(20, TimeUnit.SECONDS);
        kept.add(accepted.get(20, TimeUnit.SECONDS));
        kept.add(client.read(ByteBuffer.allocate(4)));
        kept.addAll(List.of(group, server, client));
        return kept;
    }

    private static Object cleaner() {
        Cleaner cleaner = Cleaner.create(task -> new Thread(task, "cleaner"));
        var cleaned = new Object();
        cleaner.register(cleaned, () -> {});
        return List.of(cleaner, cleaned);
    }
}
