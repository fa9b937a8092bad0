package dev.parkranger.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.reaper.Ground;
import dev.parkranger.record.Actor;
import dev.parkranger.record.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads of ended requests that wait in native code, and beside them those that work there. */
class NativeStoriesTest {
    private static final Frame FEED = new Frame("com.acme.Feed", "lambda$start$0", "Feed.java", 44);
    private static final Frame[] READ = {
        new Frame("sun.nio.ch.SocketDispatcher", "read0", "SocketDispatcher.java", -2),
        new Frame("sun.nio.ch.NioSocketImpl", "implRead", "NioSocketImpl.java", 317),
        new Frame("java.net.Socket$SocketInputStream", "read", "Socket.java", 966),
        FEED
    };
    private static final Frame[] TIMED_READ = {
        new Frame("sun.nio.ch.Net", "poll", "Net.java", -2),
        new Frame("sun.nio.ch.NioSocketImpl", "timedRead", "NioSocketImpl.java", 290),
        new Frame("java.net.Socket$SocketInputStream", "read", "Socket.java", 966),
        FEED
    };
    private static final Frame[] ACCEPT = {
        new Frame("sun.nio.ch.Net", "accept", "Net.java", -2),
        new Frame("java.net.ServerSocket", "accept", "ServerSocket.java", 532),
        FEED
    };
    private static final Frame[] SELECT = {
        new Frame("sun.nio.ch.EPoll", "wait", "EPoll.java", -2),
        new Frame("sun.nio.ch.SelectorImpl", "select", "SelectorImpl.java", 146),
        FEED
    };
    private static final Frame[] HTTP_CLIENT = {
        new Frame("sun.nio.ch.EPoll", "wait", "EPoll.java", -2),
        new Frame("sun.nio.ch.SelectorImpl", "select", "SelectorImpl.java", 141),
        new Frame("jdk.internal.net.http.HttpClientImpl$SelectorManager", "run", "HttpClientImpl.java", 889)
    };

    private final Ground ground = new Ground();
    private final Ledger ledger = new Ledger(20);
    private final List<Object> held = new ArrayList<>();

    @AfterEach
    void close() {
        ground.close();
    }

    private List<Suspect> judgement() {
        ground.time.passes(Ground.GRACE);
        ledger.look(ground.look());
        return ledger.look(ground.look());
    }

    /** Six requests that each start a thread, over more than grace. */
    private List<Suspect> threads(Duration perLook, Frame... stack) {
        requests(thread -> ground.runs(thread, perLook, stack));
        return judgement();
    }

    private void requests(Consumer<Thread> threads) {
        for (int i = 0; i < 6; i++) {
            ground.request(() -> threads.accept(ground.starts()));
            ground.time.passes(Duration.ofSeconds(8));
        }
    }

    private static void assertLeak(List<Suspect> suspects, String waitedIn, String advice) {
        assertThat(suspects).singleElement().satisfies(suspect -> {
            assertThat(suspect.verdict()).isEqualTo(Verdict.ORPHANED_TASK);
            assertThat(suspect.confidence()).isEqualTo(Confidence.LEAK);
            assertThat(suspect.heals()).isEqualTo(Heals.NEVER);
            assertThat(suspect.count()).isEqualTo(6);
            assertThat(String.valueOf(suspect.waitingAt().frame())).startsWith(waitedIn);
            assertThat(suspect.waitingAt().applicationFrame()).isEqualTo(FEED);
            assertThat(suspect.waitingAt().state()).isEqualTo(Thread.State.RUNNABLE);
            assertThat(suspect.advice()).contains(advice);
        });
    }

    @Test
    void a_read_a_request_that_never_ends_is_a_leak() {
        assertLeak(threads(Duration.ZERO, READ), "java.net.Socket$SocketInputStream.read", "Socket.setSoTimeout");
    }

    @Test
    void readers_that_get_a_byte_each_half_second_are_none() {
        // 16 microseconds each, as measured.
        assertThat(threads(Duration.ofNanos(160_000), READ)).isEmpty();
    }

    @Test
    void a_reader_that_gets_a_single_byte_from_look_to_look_is_none() {
        assertThat(threads(Duration.ofNanos(1), READ)).isEmpty();
    }

    @Test
    void reads_with_a_timeout_heal() {
        assertThat(threads(Duration.ZERO, TIMED_READ)).singleElement().satisfies(suspect -> {
            assertThat(suspect.confidence()).isEqualTo(Confidence.SUSPECT);
            assertThat(suspect.heals()).isEqualTo(Heals.TIMEOUT);
        });
    }

    @Test
    void an_accept_a_request_that_never_ends_is_a_leak() {
        assertLeak(threads(Duration.ZERO, ACCEPT), "java.net.ServerSocket.accept", "close the server socket");
    }

    @Test
    void an_accept_loop_in_use_is_none() {
        assertThat(threads(Duration.ofNanos(400_000), ACCEPT)).isEmpty();
    }

    @Test
    void a_selector_a_request_that_never_ends_is_a_leak() {
        assertLeak(threads(Duration.ZERO, SELECT), "java.nio.channels.Selector.select", "share one selector");
    }

    @Test
    void a_selector_that_wakes_each_three_seconds_to_find_nothing_is_a_leak() {
        assertLeak(threads(Duration.ofNanos(45_000), SELECT), "java.nio.channels.Selector.select", "share one");
    }

    @Test
    void a_selector_that_serves_a_ping_each_half_second_is_none() {
        // 40 microseconds each, as measured, and a fifth of that on a machine five times as fast.
        assertThat(threads(Duration.ofNanos(400_000), SELECT)).isEmpty();
        assertThat(threads(Duration.ofNanos(80_000), SELECT)).isEmpty();
    }

    @Test
    void what_computes_is_none() {
        assertThat(threads(Duration.ofSeconds(5), FEED)).isEmpty();
    }

    @Test
    void what_computes_and_gets_no_processor_for_a_look_is_none() {
        assertThat(threads(Duration.ZERO, FEED)).isEmpty();
    }

    @Test
    void the_selectors_of_http_clients_heal() {
        assertThat(threads(Duration.ZERO, HTTP_CLIENT)).singleElement().satisfies(suspect -> {
            assertThat(suspect.confidence()).isEqualTo(Confidence.SUSPECT);
            assertThat(suspect.heals()).isEqualTo(Heals.GC);
            assertThat(suspect.advice()).isEqualTo("share one HttpClient");
            assertThat(String.valueOf(suspect.waitingAt().frame())).startsWith("java.nio.channels.Selector.select");
        });
    }

    private void poolPerRequest(boolean shutDown, Duration perLook) {
        for (int i = 0; i < 6; i++) {
            ground.request(() -> {
                Object pool = new Object();
                held.add(pool);
                ground.recorder.poolConstructed(pool);
                Actor worker = ground.worker(pool);
                ground.runs(worker.thread(), perLook, READ);
                if (shutDown) {
                    ground.recorder.poolShutDown(pool);
                }
            });
            ground.time.passes(Duration.ofSeconds(8));
        }
    }

    @Test
    void a_pool_a_request_whose_worker_reads_is_abandoned() {
        poolPerRequest(false, Duration.ZERO);

        assertThat(judgement())
                .singleElement()
                .satisfies(suspect -> assertThat(suspect.verdict()).isEqualTo(Verdict.ABANDONED_POOL));
    }

    @Test
    void a_pool_a_request_whose_worker_gets_something_to_read_is_not() {
        poolPerRequest(false, Duration.ofNanos(160_000));

        assertThat(judgement()).isEmpty();
    }

    @Test
    void a_worker_that_reads_though_its_pool_was_shut_down_is_undead_and_no_interrupt_helps() {
        poolPerRequest(true, Duration.ZERO);

        assertThat(judgement()).singleElement().satisfies(suspect -> {
            assertThat(suspect.verdict()).isEqualTo(Verdict.UNDEAD_WORKER);
            assertThat(suspect.advice()).contains("Socket.setSoTimeout");
        });
    }
}
