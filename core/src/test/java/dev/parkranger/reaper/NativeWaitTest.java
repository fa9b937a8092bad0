package dev.parkranger.reaper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parkranger.record.Frame;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real threads in real native waits, on whichever JDK runs this. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class NativeWaitTest {

    private interface Wait {
        void begin() throws Exception;
    }

    private final JvmProbe probe = new JvmProbe();
    private final CodeMap code = new CodeMap(List.of());
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void processorTimeIsMeasured() {
        assumeTrue(ManagementFactory.getThreadMXBean().isThreadCpuTimeEnabled());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : opened) {
            resource.close();
        }
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.add(resource);
        return resource;
    }

    private ServerSocket server() throws IOException {
        return open(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    private Socket connected() throws IOException {
        ServerSocket server = server();
        Socket socket = open(new Socket(server.getInetAddress(), server.getLocalPort()));
        open(server.accept());
        return socket;
    }

    private SocketChannel connectedChannel() throws IOException {
        ServerSocketChannel server = open(ServerSocketChannel.open());
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SocketChannel channel = open(SocketChannel.open(server.getLocalAddress()));
        open(server.accept());
        return channel;
    }

    /** Two samples between which it used nothing, and what the watch makes of them. */
    @SuppressWarnings({"deprecation", "BusyWait"}) // threadId() is not there on 17
    private Watch settled(Thread thread) throws InterruptedException {
        Watch watch = new Watch();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!watch.progress().isStuck() && System.nanoTime() < deadline) {
            Sample sample = probe.platform(Map.of(thread.getId(), thread)).get(thread.getId());
            watch.see(sample, System.nanoTime(), false, () -> probe.stack(thread));
            Thread.sleep(20);
        }
        return watch;
    }

    private Watch waitsIn(String frame, Wait wait) throws InterruptedException {
        Thread thread = new Thread(() -> {
            try {
                wait.begin();
            } catch (Exception e) {
                // Closed at the end of the test.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return waitsIn(frame, thread);
    }

    private Watch waitsIn(String frame, Thread thread) throws InterruptedException {
        Watch watch = settled(thread);
        List<Frame> stack =
                List.of(thread.getStackTrace()).stream().map(Frame::of).toList();
        assertThat(watch.progress()).as("%s", stack).isEqualTo(Progress.INERT);
        assertThat(watch.sample().state()).isEqualTo(Thread.State.RUNNABLE);
        assertThat(String.valueOf(code.waiting(stack, Thread.State.RUNNABLE).frame()))
                .startsWith(frame);
        return watch;
    }

    @Test
    void a_socket_read() throws Exception {
        Socket socket = connected();

        assertThat(waitsIn(
                                "java.net.Socket$SocketInputStream.read(",
                                () -> socket.getInputStream().read())
                        .isTimed())
                .isFalse();
    }

    @Test
    void a_socket_read_with_a_timeout() throws Exception {
        Socket socket = connected();
        socket.setSoTimeout(60_000);

        assertThat(waitsIn(
                                "java.net.Socket$SocketInputStream.read(",
                                () -> socket.getInputStream().read())
                        .isTimed())
                .isTrue();
    }

    @Test
    void a_socket_write_that_nobody_reads() throws Exception {
        Socket socket = connected();

        waitsIn("java.net.Socket$SocketOutputStream.write(", () -> {
            while (true) {
                socket.getOutputStream().write(new byte[1 << 20], 0, 1 << 20);
            }
        });
    }

    @Test
    void an_accept() throws Exception {
        ServerSocket server = server();

        assertThat(waitsIn("java.net.ServerSocket.accept(", server::accept).isTimed())
                .isFalse();
    }

    @Test
    void an_accept_with_a_timeout() throws Exception {
        ServerSocket server = server();
        server.setSoTimeout(60_000);

        assertThat(waitsIn("java.net.ServerSocket.accept(", server::accept).isTimed())
                .isTrue();
    }

    @Test
    void a_channels_read() throws Exception {
        SocketChannel channel = connectedChannel();

        waitsIn("java.nio.channels.SocketChannel.read(", () -> channel.read(ByteBuffer.allocate(9)));
    }

    @Test
    void a_read_with_a_timeout_from_a_channels_socket() throws Exception {
        Socket socket = connectedChannel().socket();
        socket.setSoTimeout(60_000);

        assertThat(waitsIn(
                                "java.net.Socket$SocketInputStream.read(",
                                () -> socket.getInputStream().read())
                        .isTimed())
                .isTrue();
    }

    @Test
    void a_channels_accept() throws Exception {
        ServerSocketChannel server = open(ServerSocketChannel.open());
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

        waitsIn("java.nio.channels.ServerSocketChannel.accept(", server::accept);
    }

    @Test
    void a_datagram() throws Exception {
        DatagramSocket socket = open(new DatagramSocket(0, InetAddress.getLoopbackAddress()));

        assertThat(waitsIn("java.net.DatagramSocket.receive(", () -> socket.receive(new DatagramPacket(new byte[9], 9)))
                        .isTimed())
                .isFalse();
    }

    @Test
    void a_datagram_with_a_timeout() throws Exception {
        DatagramSocket socket = open(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
        socket.setSoTimeout(60_000);

        assertThat(waitsIn("java.net.DatagramSocket.receive(", () -> socket.receive(new DatagramPacket(new byte[9], 9)))
                        .isTimed())
                .isTrue();
    }

    @Test
    void a_datagram_channel() throws Exception {
        DatagramChannel channel = open(DatagramChannel.open());
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

        waitsIn("java.nio.channels.DatagramChannel.receive(", () -> channel.receive(ByteBuffer.allocate(9)));
    }

    @Test
    void a_selector() throws Exception {
        Selector selector = open(Selector.open());

        waitsIn("java.nio.channels.Selector.select(", selector::select);
    }

    @Test
    void a_pipe() throws Exception {
        Pipe pipe = Pipe.open();
        open(pipe.sink());
        open(pipe.source());

        waitsIn(
                "java.nio.channels.Pipe$SourceChannel.read(",
                () -> pipe.source().read(ByteBuffer.allocate(9)));
    }

    @Test
    void a_processs_output_and_its_end() throws Exception {
        Process process = new ProcessBuilder("cat").start();
        opened.add(process::destroyForcibly);

        waitsIn(
                "java.io.BufferedInputStream.read(",
                () -> process.getInputStream().read());
        Thread reaper = threads()
                .filter(thread ->
                        thread.getName().startsWith("process reaper") && thread.getState() == Thread.State.RUNNABLE)
                .findFirst()
                .orElseThrow();
        waitsIn("java.lang.ProcessHandleImpl", reaper);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_watch_services_own_thread() throws Exception {
        open(FileSystems.getDefault().newWatchService());
        Thread poller = threads()
                .filter(thread -> thread.getName().equals("FileSystemWatchService"))
                .findFirst()
                .orElseThrow();

        waitsIn("sun.nio.fs.LinuxWatchService.poll(", poller);
    }

    private static Stream<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream();
    }

    @ParameterizedTest
    @CsvSource({
        "io.netty.channel.epoll.Native, epollWait, true",
        "io.grpc.netty.shaded.io.netty.channel.epoll.Native, epollWait0, true",
        "io.netty.channel.kqueue.Native, keventWait, true",
        "io.netty.channel.epoll.Native, epollBusyWait0, false",
        "com.acme.sun.nio.ch.EPoll, wait, false",
        "sun.nio.ch.EPoll, create, false",
    })
    void others(String className, String method, boolean waits) {
        assertThat(NativeWait.of(List.of(new Frame(className, method, null, -2))) != null)
                .isEqualTo(waits);
    }
}
