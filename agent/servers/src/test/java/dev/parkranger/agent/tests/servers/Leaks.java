package dev.parkranger.agent.tests.servers;

import com.zaxxer.hikari.HikariDataSource;
import dev.parkranger.agent.tests.programs.ChildProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;

/** What somebody wrote in a hurry: each leaves something behind that nobody will ever need, once a request. */
public final class Leaks {

    /** A star stands for what differs between requests. */
    static final Map<String, Answer> ROUTES = Map.of(
            "/leak/thread", tail -> thread(),
            "/leak/pool/*", tail -> pool(),
            "/leak/task", tail -> task(),
            "/leak/socket", tail -> socket(),
            "/leak/virtual", tail -> virtual(),
            "/leak/timer", tail -> timer(),
            "/leak/kafka", tail -> kafka(),
            "/leak/hikari", tail -> hikari(),
            "/leak/quartz", tail -> quartz(),
            "/leak/scheduler", tail -> scheduler());

    private static final Lazy<ServerSocket> SILENT_PEER = new Lazy<>(Leaks::silentPeer);
    private static final Lazy<ThreadFactory> VIRTUAL = new Lazy<>(Leaks::virtualThreads);

    private Leaks() {}

    public static String thread() {
        Thread forgotten = new Thread(ChildProgram::waitForEver, "forgotten");
        ChildProgram.site("thread");
        forgotten.start();
        return "planted";
    }

    public static String pool() {
        ChildProgram.site("pool");
        ExecutorService pool = Executors.newFixedThreadPool(2);
        pool.execute(() -> ChildProgram.pause(5));
        pool.execute(() -> ChildProgram.pause(5));
        return "planted";
    }

    public static String task() {
        ExecutorService shared = Shop.get().workers();
        ChildProgram.site("task");
        shared.execute(ChildProgram::waitForEver);
        return "planted";
    }

    public static String socket() throws IOException {
        int port = SILENT_PEER.get().getLocalPort();
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        Thread reader = new Thread(() -> read(socket), "reader");
        ChildProgram.site("socket");
        reader.start();
        return "planted";
    }

    private static void read(Socket socket) {
        try (socket) {
            socket.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String virtual() {
        Thread forgotten = VIRTUAL.get().newThread(ChildProgram::waitForEver);
        ChildProgram.site("virtual");
        forgotten.start();
        return "planted";
    }

    public static String timer() {
        ChildProgram.site("timer");
        Timer timer = new Timer("reminder");
        timer.schedule(reminder(), 0, 500);
        return "planted";
    }

    private static TimerTask reminder() {
        return new TimerTask() {
            @Override
            public void run() {
                // Nobody is reminded of anything.
            }
        };
    }

    public static String scheduler() {
        ChildProgram.site("scheduler");
        var scheduler = Executors.newScheduledThreadPool(1);
        scheduler.scheduleWithFixedDelay(() -> {}, 0, 500, TimeUnit.MILLISECONDS);
        return "planted";
    }

    /** Its broker is there and says nothing: a client that connects again and again is at work, as far as one can see. */
    @SuppressWarnings("resource")
    public static String kafka() {
        Map<String, Object> settings = KafkaAudit.settings(SILENT_PEER.get().getLocalPort());
        ChildProgram.site("kafka");
        new KafkaProducer<String, String>(settings);
        return "planted";
    }

    @SuppressWarnings("resource")
    public static String hikari() throws Exception {
        var settings = OrderTable.settings();
        ChildProgram.site("hikari");
        var source = new HikariDataSource(settings);
        try (Connection connection = source.getConnection()) {
            return "planted " + connection.isValid(1);
        }
    }

    /** Each with a name of its own, as in a test that somebody has copied. */
    public static String quartz() throws SchedulerException {
        var settings = QuartzJobs.settings("copy-" + System.nanoTime());
        ChildProgram.site("quartz");
        Scheduler scheduler = new StdSchedulerFactory(settings).getScheduler();
        scheduler.start();
        return "planted";
    }

    /** Takes connections, and never says a word. */
    private static ServerSocket silentPeer() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looked up once, so that no reflection stands between the planting line and the start. */
    private static ThreadFactory virtualThreads() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK has no virtual threads", e);
        }
    }
}
