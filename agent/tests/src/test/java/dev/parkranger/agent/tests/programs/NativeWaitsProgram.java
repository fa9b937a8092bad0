package dev.parkranger.agent.tests.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.WatchService;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** Threads that outlive their owner in sockets, selectors, pipes; and others that work there. */
public final class NativeWaitsProgram extends ChildProgram {

    /** What may fail for reasons that are no business of a test's program; each lambda a class, and so a site. */
    private interface Io extends Runnable {
        void go() throws IOException;

        @Override
        default void run() {
            try {
                go();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final int FEED_MILLIS = 250;
    private static final int COMPUTE_MILLIS = 8_000;

    private static final ExecutorService SHARED = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "shared");
        thread.setDaemon(true);
        return thread;
    });

    private final ServerSocket server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    private final ConcurrentLinkedQueue<Object> kept = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Io> fed = new ConcurrentLinkedQueue<>();
    private volatile long computed;

    private NativeWaitsProgram() throws IOException {
        on("socket-read", arguments -> owners(arguments, this::socketRead));
        on("accept", arguments -> owners(arguments, this::accept));
        on("channel-read", arguments -> owners(arguments, this::channelRead));
        on("selector", arguments -> owners(arguments, this::selector));
        on("datagram", arguments -> owners(arguments, this::datagram));
        on("process-output", arguments -> owners(arguments, this::processOutput));
        on("watch-service", arguments -> owners(arguments, this::watchService));
        on("read-timeout", arguments -> owners(arguments, this::readWithTimeout));
        on("pool", arguments -> owners(arguments, this::pool));
        on("undead", arguments -> owners(arguments, this::undead));
        on("virtual-socket", arguments -> owners(arguments, this::virtualSocket));
        on("virtual-channel", arguments -> owners(arguments, this::virtualChannel));
        on("fed-reader", arguments -> owners(arguments, this::fedReader));
        on("queue-reader", arguments -> owners(arguments, this::queueReader));
        on("task-reader", arguments -> owners(arguments, this::taskReader));
        on("virtual-reader", arguments -> owners(arguments, this::virtualReader));
        on("starve", arguments -> starve());
        on("pinged-selector", arguments -> owners(arguments, this::pingedSelector));
        on("used-accept", arguments -> owners(arguments, this::usedAccept));
        on("computing", arguments -> owners(arguments, this::computing));
        Thread feeder = new Thread(this::feed, "feeder");
        feeder.setDaemon(true);
        feeder.start();
    }

    public static void main(String[] arguments) throws IOException {
        new NativeWaitsProgram().obey();
    }

    private static Object owners(String[] arguments, Io owner) throws InterruptedException, ExecutionException {
        Front.owners(arguments, owner);
        return null;
    }

    private static Thread thread(Io work) {
        Thread thread = new Thread(work, "native wait");
        thread.setDaemon(true);
        return thread;
    }

    private <T> T keep(T resource) {
        kept.add(resource);
        return resource;
    }

    /** Of a peer that is there and says nothing. */
    private synchronized Socket connected() throws IOException {
        Socket socket = keep(new Socket(server.getInetAddress(), server.getLocalPort()));
        keep(server.accept());
        return socket;
    }

    private synchronized SocketChannel connectedChannel() throws IOException {
        SocketChannel channel = keep(SocketChannel.open(server.getLocalSocketAddress()));
        keep(server.accept());
        return channel;
    }

    /** Feeds whatever wants to be fed, two to five times a second. */
    private void feed() {
        while (true) {
            pause(FEED_MILLIS);
            for (Io one : fed) {
                one.run();
            }
        }
    }

    // ---- leaks ----

    private void socketRead() throws IOException {
        Socket socket = connected();
        Thread thread = thread(() -> socket.getInputStream().read());
        site("socket-read");
        thread.start();
    }

    private void accept() throws IOException {
        ServerSocket own = keep(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        Thread thread = thread(own::accept);
        site("accept");
        thread.start();
    }

    private void channelRead() throws IOException {
        SocketChannel channel = connectedChannel();
        Thread thread = thread(() -> channel.read(ByteBuffer.allocate(9)));
        site("channel-read");
        thread.start();
    }

    private void selector() throws IOException {
        Selector selector = keep(Selector.open());
        Thread thread = thread(selector::select);
        site("selector");
        thread.start();
    }

    private void datagram() throws IOException {
        DatagramSocket socket = keep(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
        Thread thread = thread(() -> socket.receive(new DatagramPacket(new byte[9], 9)));
        site("datagram");
        thread.start();
    }

    /** It ends with this JVM, whose end of the pipe it reads. */
    private void processOutput() throws IOException {
        Process process = keep(new ProcessBuilder("cat").start());
        Thread thread = thread(() -> process.inputReader().readLine());
        site("process-output");
        thread.start();
    }

    private void watchService() throws IOException {
        site("watch-service");
        WatchService service = FileSystems.getDefault().newWatchService();
        keep(service);
    }

    private void readWithTimeout() throws IOException {
        Socket socket = connected();
        socket.setSoTimeout(60_000);
        Thread thread = thread(() -> socket.getInputStream().read());
        site("read-timeout");
        thread.start();
    }

    private ExecutorService readingPool() throws IOException {
        Socket socket = connected();
        ExecutorService pool = keep(Executors.newFixedThreadPool(1, task -> {
            Thread thread = new Thread(task, "reading worker");
            thread.setDaemon(true);
            return thread;
        }));
        Io task = () -> socket.getInputStream().read();
        pool.execute(task);
        return pool;
    }

    private void pool() throws IOException {
        readingPool();
    }

    private void undead() throws IOException {
        readingPool().shutdownNow();
    }

    private void virtualSocket() throws IOException {
        Socket socket = connected();
        Io task = () -> socket.getInputStream().read();
        Thread thread = Virtual.factory().newThread(task);
        site("virtual-socket");
        thread.start();
    }

    private void virtualChannel() throws IOException {
        SocketChannel channel = connectedChannel();
        Io task = () -> channel.read(ByteBuffer.allocate(9));
        Thread thread = Virtual.factory().newThread(task);
        site("virtual-channel");
        thread.start();
    }

    // ---- the same at work ----

    private synchronized void fedReader() throws IOException {
        Socket socket = keep(new Socket(server.getInetAddress(), server.getLocalPort()));
        Socket peer = keep(server.accept());
        Thread thread = thread(() -> {
            while (socket.getInputStream().read() >= 0) {
                computed++;
            }
        });
        thread.start();
        fed.add(() -> peer.getOutputStream().write(1));
    }

    private void queueReader() {
        BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Thread thread = thread(() -> read(queue));
        thread.start();
        fed.add(() -> queue.add(1));
    }

    private void taskReader() {
        BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Io task = () -> read(queue);
        SHARED.execute(task);
        fed.add(() -> queue.add(1));
    }

    private void virtualReader() {
        BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Io task = () -> read(queue);
        Thread thread = Virtual.factory().newThread(task);
        thread.start();
        fed.add(() -> queue.add(1));
    }

    private void read(BlockingQueue<Integer> queue) {
        try {
            while (true) {
                computed += queue.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Object starve() {
        fed.clear();
        return null;
    }

    private void pingedSelector() throws IOException {
        ServerSocketChannel channel = keep(ServerSocketChannel.open());
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread thread = thread(() -> serve(channel));
        thread.start();
        Socket client = keep(
                new Socket(InetAddress.getLoopbackAddress(), channel.socket().getLocalPort()));
        fed.add(() -> {
            client.getOutputStream().write(1);
            client.getInputStream().read();
        });
    }

    private static void serve(ServerSocketChannel server) throws IOException {
        Selector selector = Selector.open();
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        ByteBuffer buffer = ByteBuffer.allocate(9);
        while (true) {
            selector.select();
            for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                SelectionKey key = keys.next();
                keys.remove();
                if (key.isAcceptable()) {
                    SocketChannel client = server.accept();
                    client.configureBlocking(false);
                    client.register(selector, SelectionKey.OP_READ);
                } else {
                    buffer.clear();
                    ((SocketChannel) key.channel()).read(buffer);
                    buffer.flip();
                    ((SocketChannel) key.channel()).write(buffer);
                }
            }
        }
    }

    private void usedAccept() throws IOException {
        ServerSocket own = keep(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread thread = thread(() -> {
            while (true) {
                own.accept().close();
            }
        });
        thread.start();
        fed.add(() -> new Socket(own.getInetAddress(), own.getLocalPort()).close());
    }

    private void computing() {
        Thread thread = thread(() -> {
            long end = System.nanoTime() + COMPUTE_MILLIS * 1_000_000L;
            while (System.nanoTime() < end) {
                computed++;
            }
        });
        thread.start();
    }
}
