package dev.parkranger.report;

import static dev.parkranger.report.Samples.NOON;
import static dev.parkranger.report.Samples.quotes;
import static dev.parkranger.report.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.record.Frame;
import dev.parkranger.record.Frames;
import dev.parkranger.record.OwnerKind;
import dev.parkranger.record.TaskKind;
import dev.parkranger.verdict.Confidence;
import dev.parkranger.verdict.Heals;
import dev.parkranger.verdict.Resolved;
import dev.parkranger.verdict.Suspect;
import dev.parkranger.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextReportTest {

    @Test
    void nothing_found_is_three_lines() {
        assertThat(text(report())).isEqualTo("""
                        Park Ranger 0.1.0 on JDK 17.0.15, 2026-11-23T12:00:00Z
                        live: 31 platform threads, 2 virtual threads, 1 submitted task; started 100, ended 66

                        no suspects
                        """);
    }

    @Test
    void a_suspect_shows_the_users_own_lines_first() {
        assertThat(SuspectText.of(quotes().build(), "+4 since 12:00:00")).isEqualTo("""
                        LEAK 1f3a9c02  12 platform threads outlived their owner (+4 since 12:00:00)
                          created at  com.acme.Quotes.fetch(Quotes.java:42)
                          waiting in  com.acme.Quotes.lambda$fetch$0(Quotes.java:44)  SynchronousQueue.put, WAITING, no timeout, oldest 31 s
                          owner       GET /quotes, ended; 12 of 12 left one behind
                          because     never interrupted; nothing else is created here
                          try         offer with a timeout, or cancel the task when the request ends
                          threads     quote-worker-1, quote-worker-2, ... (12)""");
    }

    private static String waitingOfPool(String... methods) {
        List<Frame> stack = Frames.stack(methods);
        return SuspectText.of(
                quotes().verdict(Verdict.ABANDONED_POOL, TaskKind.POOL)
                        .waitingAt(new Suspect.WaitingAt(stack.get(0), null, Thread.State.WAITING, stack))
                        .build(),
                "");
    }

    @Test
    void workers_of_which_no_line_is_the_applications_are_called_idle_where_they_are() {
        assertThat(waitingOfPool(
                        "java.util.concurrent.LinkedBlockingQueue.take",
                        "java.util.concurrent.ThreadPoolExecutor.getTask"))
                .contains("none of your lines: idle workers, in ");
        assertThat(waitingOfPool(
                        "java.util.concurrent.CountDownLatch.await",
                        "java.util.concurrent.FutureTask.run",
                        "java.util.concurrent.ThreadPoolExecutor.runWorker"))
                .contains("none of your lines, in ");
    }

    @Test
    void what_a_suspect_costs_is_one_line() {
        assertThat(SuspectText.of(
                        quotes().cost(new Suspect.Cost(
                                        12,
                                        12L << 20,
                                        null,
                                        null,
                                        3,
                                        List.of("org.apache.spark.sql.SparkSession"),
                                        List.of(new Suspect.KeptAlive("web application /shop", 300))))
                                .build(),
                        ""))
                .contains("""
                          because     never interrupted; nothing else is created here
                          costs       12 MB of stack reserved; 3 inherited ThreadLocals (SparkSession);
                                      keeps web application /shop alive, stopped 5 min ago
                          try         offer""".indent(2).stripTrailing());
    }

    @Test
    void committed_stack_is_told_in_place_of_reserved_and_that_of_virtual_threads_by_itself() {
        assertThat(CostText.of(new Suspect.Cost(12, 12L << 20, 640L << 10, 10_000_000L, 0, List.of(), List.of())))
                .containsExactly("640 KB of stack committed", "9 MB of heap for stacks");
        assertThat(CostText.of(new Suspect.Cost(12, null, null, null, 1, List.of(), List.of())))
                .containsExactly("1 inherited ThreadLocal");
        assertThat(CostText.of(new Suspect.Cost(12, null, null, 10_000L, 0, List.of(), List.of())))
                .as("what is next to nothing is not told")
                .isEmpty();
        assertThat(CostText.size(15L << 30)).isEqualTo("15 GB");
    }

    @Test
    void the_dump_shows_all_that_is_known_watched_groups_and_resolved_ones_too() {
        Report report = Samples.with(
                report(
                        NOON.plusSeconds(90),
                        quotes().growth(4).build(),
                        quotes().id("00c0ffee")
                                .verdict(Verdict.ABANDONED_POOL, TaskKind.POOL)
                                .confidence(Confidence.WATCH)
                                .pools(1)
                                .count(2)
                                .heals(Heals.TIMEOUT)
                                .build()),
                new Resolved("deadbeef", NOON.plusSeconds(60), 7, "all of them have ended"));
        report = Samples.with(
                report,
                new Report.AgentState(
                        "0.1.0",
                        "17.0.15",
                        true,
                        null,
                        List.of(
                                new Report.HookState("Thread.start", "armed"),
                                new Report.HookState("VirtualThread.start", "pending"),
                                new Report.HookState("Timer.new", "absent"),
                                new Report.HookState("Timer.cancel", "failed")),
                        2,
                        5,
                        3));

        assertThat(text(report)).isEqualTo("""
                        Park Ranger 0.1.0 on JDK 17.0.15, 2026-11-23T12:01:30Z
                        live: 31 platform threads, 2 virtual threads, 1 submitted task; started 100, ended 66
                        hooks: 1 armed, 1 pending, 1 absent, failed: Timer.cancel
                        errors of our own, suppressed: 2
                        tasks counted, not recorded (max-records): 5

                        LEAK 1f3a9c02  12 platform threads outlived their owner (+4.0 a minute since 12:00:00)
                          created at  com.acme.Quotes.fetch(Quotes.java:42)
                          waiting in  com.acme.Quotes.lambda$fetch$0(Quotes.java:44)  SynchronousQueue.put, WAITING, no timeout, oldest 31 s
                          owner       GET /quotes, ended; 12 of 12 left one behind
                          because     never interrupted; nothing else is created here
                          try         offer with a timeout, or cancel the task when the request ends
                          threads     quote-worker-1, quote-worker-2, ... (12)

                        WATCH 00c0ffee  1 pool never shut down (2 threads) (since 12:00:00)
                          created at  com.acme.Quotes.fetch(Quotes.java:42)
                          waiting in  com.acme.Quotes.lambda$fetch$0(Quotes.java:44)  SynchronousQueue.put, WAITING, no timeout, oldest 31 s
                          owner       GET /quotes, ended; 12 of 12 left one behind
                          because     never interrupted; nothing else is created here
                          heals       by itself, when its timeout or keep-alive runs out
                          try         offer with a timeout, or cancel the task when the request ends
                          threads     quote-worker-1, quote-worker-2 (2)

                        RESOLVED deadbeef  at 2026-11-23T12:01:00Z, was 7: all of them have ended
                        """);
    }

    @Test
    void a_thread_that_could_not_be_started_is_the_first_thing_said() {
        Report report = Samples.with(
                report(),
                new Report.StartFailure(
                        NOON.minusSeconds(2),
                        "unable to create native thread",
                        3,
                        List.of("812 x com.acme.Quotes.fetch(Quotes.java:42)", "9 x com.acme.Main.main(Main.java:7)")));

        assertThat(text(report)).startsWith("""
                        a thread could not be started (3 times), last at 2026-11-23T11:59:58Z: unable to create native thread
                          most threads alive were created at
                            812 x com.acme.Quotes.fetch(Quotes.java:42)
                            9 x com.acme.Main.main(Main.java:7)

                        Park Ranger""");
    }

    @Test
    void a_disarmed_agent_says_why() {
        assertThat(text(Samples.with(report(), Samples.disarmed("10 errors of its own"))))
                .endsWith("""

                        disarmed: 10 errors of its own; nothing is watched any more, the application is left alone
                        """)
                .doesNotContain("no suspects");
    }

    @Test
    void each_verdict_has_its_own_words() {
        assertThat(headline(Verdict.ORPHANED_TASK, TaskKind.VIRTUAL, 1, 0))
                .isEqualTo("1 virtual thread outlived its owner");
        assertThat(headline(Verdict.ORPHANED_TASK, TaskKind.SUBMITTED, 3, 0))
                .isEqualTo("3 submitted tasks outlived their owner");
        assertThat(headline(Verdict.ABANDONED_POOL, TaskKind.POOL, 24, 12))
                .isEqualTo("12 pools never shut down (24 threads)");
        assertThat(headline(Verdict.UNDEAD_WORKER, TaskKind.PLATFORM, 1, 1))
                .isEqualTo("1 worker still alive after the shutdown of the pool");
        assertThat(headline(Verdict.UNDEAD_WORKER, TaskKind.POOL, 4, 2))
                .isEqualTo("4 workers still alive after the shutdown of 2 pools");
        assertThat(headline(Verdict.GROWING_SITE, TaskKind.PLATFORM, 40, 0))
                .isEqualTo("40 platform threads made in one place, and ever more of them");
        assertThat(headline(Verdict.GROWING_SITE, TaskKind.POOL, 80, 40))
                .isEqualTo("40 pools (80 threads) made in one place, and ever more of them");
        assertThat(headline(Verdict.DEADLOCK, TaskKind.PLATFORM, 2, 0))
                .isEqualTo("2 platform threads wait for each other");
    }

    @Test
    void a_library_between_is_named_where_a_creator_is_blamed() {
        Frame own = new Frame("com.acme.Quotes", "open", "Quotes.java", 12);
        Suspect suspect = quotes().createdAt(new Suspect.CreatedAt(
                        own,
                        List.of(
                                new Frame("java.lang.Thread", "start", null, 0),
                                new Frame("okhttp3.Dispatcher", "promote", null, 0)),
                        List.of(own)))
                .build();

        assertThat(SuspectText.of(suspect, ""))
                .contains("created at  com.acme.Quotes.open(Quotes.java:12)  through okhttp3.Dispatcher.promote\n");
    }

    @Test
    void what_is_not_known_is_said_to_be_so() {
        Suspect suspect = quotes().createdAt(new Suspect.CreatedAt(null, List.of(), List.of()))
                .waitingAt(new Suspect.WaitingAt(null, null, null, List.of()))
                .owner(new Suspect.OwnerView(OwnerKind.UNKNOWN, "", null), 0)
                .evidence()
                .threads()
                .build();

        assertThat(SuspectText.of(suspect, "")).isEqualTo("""
                        LEAK 1f3a9c02  12 platform threads outlived their owner
                          created at  origin unknown (before attach)
                          waiting in  unknown, oldest 31 s
                          owner       unknown (before attach)
                          try         offer with a timeout, or cancel the task when the request ends""");
    }

    @Test
    void a_wait_without_a_line_of_the_application_shows_the_jdks() {
        Suspect suspect = quotes().waitingAt(new Suspect.WaitingAt(
                        new Frame("java.net.Socket", "read", "Socket.java", 9), null, Thread.State.RUNNABLE, List.of()))
                .owner(new Suspect.OwnerView(OwnerKind.APPLICATION, "", null), 0)
                .build();

        assertThat(SuspectText.of(suspect, ""))
                .contains("waiting in  java.net.Socket.read(Socket.java:9), RUNNABLE, in native code, oldest 31 s\n")
                .contains("owner       the application, which never ends\n");
    }

    @Test
    void long_evidence_is_broken_between_sentences() {
        String sentence = "a sentence of some sixty characters, which is a common length";

        assertThat(SuspectText.of(quotes().evidence(sentence, sentence, "short").build(), ""))
                .contains("  because     " + sentence + ";\n              " + sentence + "; short\n");
    }

    @Test
    void names_cannot_forge_lines() {
        Suspect suspect = quotes().owner(
                        new Suspect.OwnerView(OwnerKind.SCOPE, "GET /\nWARN all is well\u001b[2J", 1.0), 12)
                .threads(new Suspect.ThreadRef(7, ""), new Suspect.ThreadRef(8, "a\r\nb"))
                .count(2)
                .threads(new Suspect.ThreadRef(7, ""), new Suspect.ThreadRef(8, "a\r\nb"))
                .build();

        assertThat(SuspectText.of(suspect, ""))
                .contains("owner       GET /?WARN all is well?[2J, ended")
                .contains("threads     #7, a??b (2)");
    }

    @Test
    void a_time_of_another_day_comes_with_its_day() {
        assertThat(Times.clock(NOON, NOON.plusSeconds(3_600))).isEqualTo("12:00:00");
        assertThat(Times.clock(NOON, NOON.plusSeconds(86_400))).isEqualTo("2026-11-23 12:00:00");
        assertThat(Times.length(119.9)).isEqualTo("119 s");
        assertThat(Times.length(600)).isEqualTo("10 min");
        assertThat(Times.length(10_000)).isEqualTo("2 h");
        assertThat(Times.length(900_000)).isEqualTo("10 days");
    }

    private static String text(Report report) {
        return new TextReport().text(report);
    }

    private static String headline(Verdict verdict, TaskKind kind, int count, int pools) {
        String headline = Headline.of(
                quotes().verdict(verdict, kind).count(count).pools(pools).build());
        assertThat(headline).startsWith("LEAK 1f3a9c02  ");
        return headline.substring("LEAK 1f3a9c02  ".length());
    }
}
