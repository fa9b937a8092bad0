package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parkranger.agent.tests.programs.NativeWaitsProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Sockets, selectors, pipes: what waits there for ever is told, what works there is not. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its processor time is too coarse to tell; see docs/limits.md")
class NativeWaitsIT {

    private static final int OWNERS = 6;
    private static final String PROGRAM = NativeWaitsProgram.class.getName();

    /** Between two of these looks each of the healthy is fed eight times. */
    private static final String SLOW = "interval=2s,grace=1s,window=60s,report-every=1s";

    /** The same, twice. */
    private static final String STEADY = "interval=1s,grace=1s,window=60s,report-every=1s";

    @TempDir
    Path directory;

    private AgentJvm program() throws Exception {
        return AgentJvm.program(NativeWaitsProgram.class, directory).ready();
    }

    @Test
    void platform_threads_that_wait_in_native_code_for_ever_are_leaks() throws Exception {
        try (AgentJvm jvm = program()) {
            leak(jvm, "socket-read", "java.net.Socket$SocketInputStream.read(", "Socket.setSoTimeout");
            leak(jvm, "accept", "java.net.ServerSocket.accept(", "close the server socket");
            leak(jvm, "channel-read", "java.nio.channels.SocketChannel.read(", "a channel knows no timeout");
            leak(jvm, "selector", "java.nio.channels.Selector.select(", "share one selector");
            leak(jvm, "datagram", "java.net.DatagramSocket.receive(", "DatagramSocket.setSoTimeout");
            leak(jvm, "process-output", "java.io.BufferedReader.readLine(", "Process.destroy");
            assertUnharmed(jvm.settledReport());
        }
    }

    private static void leak(AgentJvm jvm, String way, String waitedIn, String advice) throws Exception {
        JsonNode leak = awaitLeak(jvm, way);
        assertThat(JsonReport.verdict(leak)).as(way).isEqualTo("orphaned-task");
        assertThat(leak.path("kind").asText()).as(way).isEqualTo("platform");
        assertThat(leak.path("heals").asText()).as(way).isEqualTo("never");
        assertThat(leak.at("/waitingAt/frame").asText()).as(way).startsWith(waitedIn);
        assertThat(leak.at("/waitingAt/applicationFrame").asText()).as(way).startsWith(PROGRAM);
        assertThat(leak.at("/waitingAt/state").asText()).as(way).isEqualTo("RUNNABLE");
        assertThat(leak.path("advice").asText()).as(way).contains(advice);
        assertThat(leak.path("threads")).as(way).hasSize(OWNERS);
    }

    private static JsonNode awaitLeak(AgentJvm jvm, String way) throws Exception {
        jvm.run(way + " " + OWNERS);
        String site = jvm.site(way);
        return jvm.awaitReport("a leak of " + OWNERS + " at " + site, report -> report.hasLeakAt(site, OWNERS))
                .suspectAt(site)
                .orElseThrow();
    }

    @Test
    @DisabledOnOs(value = OS.MAC, disabledReason = "WatchService polls there")
    void a_watch_service_that_nobody_closes_is_told_by_its_own_thread() throws Exception {
        try (AgentJvm jvm = program()) {
            JsonNode leak = awaitLeak(jvm, "watch-service");
            assertThat(leak.at("/waitingAt/frame").asText()).startsWith("sun.nio.fs.LinuxWatchService.poll(");
            assertThat(leak.path("advice").asText()).contains("close the WatchService");
        }
    }

    @Test
    void a_read_that_times_out_is_at_most_suspected() throws Exception {
        try (AgentJvm jvm = program()) {
            jvm.run("read-timeout " + OWNERS);
            String site = jvm.site("read-timeout");
            JsonNode suspect = jvm.settledReport().suspectAt(site).orElseThrow();
            assertThat(JsonReport.confidence(suspect)).isEqualTo("suspect");
            assertThat(suspect.path("heals").asText()).isEqualTo("timeout");
            assertThat(suspect.path("count").asInt()).isEqualTo(OWNERS);
        }
    }

    @Test
    void pools_whose_workers_read_for_ever_are_abandoned_or_undead() throws Exception {
        for (String way : List.of("pool", "undead")) {
            try (AgentJvm jvm = program()) {
                jvm.run(way + " " + OWNERS);
                JsonReport settled = jvm.settledReport();
                assertThat(settled.suspectsAboveWatch())
                        .as("%s %s", way, settled)
                        .hasSize(1);
                JsonNode leak = settled.suspectsAboveWatch().get(0);
                assertThat(JsonReport.verdict(leak)).isEqualTo(way.equals("pool") ? "abandoned-pool" : "undead-worker");
                assertThat(JsonReport.confidence(leak)).isEqualTo("leak");
                assertThat(leak.path("count").asInt()).isEqualTo(OWNERS);
                assertThat(JsonReport.frame(leak)).startsWith(PROGRAM + ".readingPool(");
            }
        }
    }

    @Test
    void virtual_threads_in_reads_are_parked_and_told_alike() throws Exception {
        assumeTrue(Jdk.hasVirtualThreads());
        try (AgentJvm jvm = program()) {
            for (String way : List.of("virtual-socket", "virtual-channel")) {
                JsonNode leak = awaitLeak(jvm, way);
                boolean socket = way.equals("virtual-socket");
                assertThat(leak.path("kind").asText()).as(way).isEqualTo("virtual");
                assertThat(leak.at("/waitingAt/frame").asText())
                        .as(way)
                        .startsWith(
                                socket ? "java.net.Socket$SocketInputStream.read(" : "java.nio.channels.SocketChannel");
                assertThat(leak.path("advice").asText())
                        .as(way)
                        .contains(socket ? "Socket.setSoTimeout" : "a channel knows no timeout");
            }
            // Nor are the JDK's own pollers, which the first of these reads started.
            assertThat(jvm.settledReport().suspectsAboveWatch()).hasSize(2);
        }
    }

    @Test
    void what_works_in_native_code_gives_none_and_a_planted_leak_fires() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(NativeWaitsProgram.class, directory)
                .options(SLOW)
                .ready()) {
            Instant begun = Instant.now();
            halfNowAndHalfPastGrace(jvm, "fed-reader", "pinged-selector", "used-accept", "computing");
            Instant[] seen = {begun};
            while (seen[0].isBefore(begun.plusSeconds(12))) {
                JsonReport report =
                        jvm.awaitReport("another look", next -> next.at().isAfter(seen[0]));
                seen[0] = report.at();
                assertThat(report.suspectsAboveWatch()).as("%s", report).isEmpty();
            }
            halfNowAndHalfPastGrace(jvm, "socket-read");
            String site = jvm.site("socket-read");
            JsonReport last = jvm.awaitReport("the planted leak", report -> report.hasLeakAt(site, OWNERS));
            assertThat(last.suspectsAboveWatch()).hasSize(1);
            assertUnharmed(last);
        }
    }

    @Test
    void what_was_in_use_and_is_idle_now_gives_none_and_who_never_was_is_a_leak() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(NativeWaitsProgram.class, directory)
                .options(STEADY)
                .ready()) {
            halfNowAndHalfPastGrace(jvm, "fed-reader", "queue-reader", "task-reader");
            if (Jdk.hasVirtualThreads()) {
                halfNowAndHalfPastGrace(jvm, "virtual-reader");
            }
            // What a busy machine does to them meanwhile is not the matter here.
            awaitLooks(jvm, 8, report -> {});
            jvm.run("starve");
            awaitLooks(
                    jvm,
                    8,
                    report -> assertThat(report.suspectsAboveWatch())
                            .as("%s", report)
                            .isEmpty());

            halfNowAndHalfPastGrace(jvm, "socket-read");
            String site = jvm.site("socket-read");
            JsonReport last = jvm.awaitReport("the planted leak", report -> report.hasLeakAt(site, OWNERS));
            assertThat(last.suspectsAboveWatch()).hasSize(1);
            assertUnharmed(last);
        }
    }

    private static void awaitLooks(AgentJvm jvm, int looks, Consumer<JsonReport> at) throws Exception {
        Instant seen = Instant.now();
        for (int i = 0; i < looks; i++) {
            Instant before = seen;
            JsonReport report =
                    jvm.awaitReport("another look", next -> next.at().isAfter(before));
            seen = report.at();
            at.accept(report);
        }
    }

    private static void halfNowAndHalfPastGrace(AgentJvm jvm, String... ways) throws Exception {
        for (String way : ways) {
            jvm.run(way + " " + OWNERS / 2);
        }
        Thread.sleep(Duration.ofMillis(1_500).toMillis());
        for (String way : ways) {
            jvm.run(way + " " + OWNERS / 2);
        }
    }

    private static void assertUnharmed(JsonReport report) {
        assertThat(report.suppressedErrors()).isZero();
        assertThat(report.droppedRecords()).isZero();
        assertThat(report.hooks("failed")).isEmpty();
    }
}
