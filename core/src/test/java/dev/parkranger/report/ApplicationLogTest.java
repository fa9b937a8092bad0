package dev.parkranger.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ApplicationLogTest {
    private static final int READY = 3;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final RecordedLog otherwise = new RecordedLog();

    @TempDir
    Path folder;

    @Test
    void an_application_with_slf4j_gets_the_events_under_our_name_from_a_thread_of_ours() throws IOException {
        FakeSlf4j slf4j = FakeSlf4j.compile(folder, READY, "keep(level, m);");
        try (URLClassLoader loader = slf4j.loader()) {
            ApplicationLog log = new ApplicationLog(() -> loader, otherwise);
            log.start();
            log.warn("one\n  two");
            log.info("three");
            log.debug("four");
            log.close(LONG);
        }

        assertThat(slf4j.logged())
                .containsExactly(
                        "parkranger warn one\n  two|parkranger-log",
                        "parkranger info three|parkranger-log",
                        "parkranger debug four|parkranger-log");
        assertThat(otherwise.events).isEmpty();
    }

    @Test
    void an_application_without_one_is_served_otherwise() {
        ApplicationLog log = new ApplicationLog(() -> null, otherwise);
        log.start();
        log.warn("one");
        log.close(LONG);

        assertThat(otherwise.texts()).containsExactly("one");
    }

    @Test
    void a_loader_found_later_is_used_from_then_on() throws Exception {
        FakeSlf4j slf4j = FakeSlf4j.compile(folder, READY, "keep(level, m);");
        AtomicReference<ClassLoader> found = new AtomicReference<>();
        CountDownLatch first = new CountDownLatch(1);
        try (URLClassLoader loader = slf4j.loader()) {
            ApplicationLog log = new ApplicationLog(found::get, new Latched(otherwise, first));
            log.start();
            log.warn("early");
            first.await();
            found.set(loader);
            log.warn("late");
            log.close(LONG);
        }

        assertThat(otherwise.texts()).containsExactly("early");
        assertThat(slf4j.logged()).containsExactly("parkranger warn late|parkranger-log");
    }

    @Test
    void an_slf4j_that_the_application_has_not_used_yet_is_left_alone() throws IOException {
        for (int state : new int[] {0, 1, 2, 4}) {
            FakeSlf4j slf4j = FakeSlf4j.compile(folder.resolve("state" + state), state, "keep(level, m);");
            try (URLClassLoader loader = slf4j.loader()) {
                assertThat(Slf4jLog.log(loader, LogEvent.warn("one"))).isFalse();
            }
            assertThat(slf4j.logged()).isEmpty();
        }
    }

    @Test
    void an_slf4j_that_fails_loses_no_event() throws IOException {
        FakeSlf4j slf4j = FakeSlf4j.compile(folder, READY, "throw new StackOverflowError();");
        try (URLClassLoader loader = slf4j.loader()) {
            ApplicationLog log = new ApplicationLog(() -> loader, otherwise);
            log.start();
            log.warn("one");
            log.warn("two");
            log.close(LONG);
        }

        assertThat(otherwise.texts()).containsExactly("one", "two");
    }

    @Test
    void a_loader_that_lost_the_class_or_a_search_that_fails_loses_no_event() {
        ClassLoader empty = new ClassLoader(null) {};
        assertThat(Slf4jLog.log(empty, LogEvent.warn("one"))).isFalse();

        ApplicationLog log = new ApplicationLog(
                () -> {
                    throw new LinkageError("broken search");
                },
                otherwise);
        log.start();
        log.warn("one");
        log.warn("two");
        log.close(LONG);
        assertThat(otherwise.texts()).containsExactly("one", "two");
    }

    @Test
    void a_stuck_log_drops_the_oldest_and_says_how_many() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch stuck = new CountDownLatch(1);
        ApplicationLog log = new ApplicationLog(
                () -> {
                    asked.countDown();
                    awaitQuietly(stuck);
                    return null;
                },
                otherwise);
        log.start();
        log.warn("in hand");
        asked.await();
        for (int i = 0; i < ApplicationLog.CAPACITY + 2; i++) {
            log.warn("event " + i);
        }
        stuck.countDown();
        log.close(LONG);

        List<String> expected = new ArrayList<>(List.of("in hand"));
        expected.add("2 events dropped here: the application's log did not keep up");
        for (int i = 2; i < ApplicationLog.CAPACITY + 2; i++) {
            expected.add("event " + i);
        }
        assertThat(otherwise.texts()).containsExactlyElementsOf(expected);
    }

    @Test
    void at_exit_a_stuck_log_is_waited_for_no_longer_than_asked_and_the_rest_goes_elsewhere() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch stuck = new CountDownLatch(1);
        ApplicationLog log = new ApplicationLog(
                () -> {
                    asked.countDown();
                    awaitQuietly(stuck);
                    return null;
                },
                otherwise);
        log.start();
        log.warn("in hand");
        asked.await();
        log.warn("waiting");

        log.close(Duration.ofMillis(1));
        log.warn("after the close");

        assertThat(otherwise.texts()).containsExactly("waiting", "after the close");
        stuck.countDown();
    }

    @Test
    void what_was_logged_before_the_start_waits_for_it() {
        ApplicationLog log = new ApplicationLog(() -> null, otherwise);
        log.info("early");
        assertThat(otherwise.events).isEmpty();

        log.start();
        log.close(LONG);

        assertThat(otherwise.events).containsExactly(LogEvent.info("early"));
    }

    @Test
    void a_log_never_started_still_says_everything_at_its_close() {
        ApplicationLog log = new ApplicationLog(() -> null, otherwise);
        log.info("early");

        log.close(LONG);

        assertThat(otherwise.texts()).containsExactly("early");
    }

    @Test
    void an_interrupt_does_not_end_the_log() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        CountDownLatch first = new CountDownLatch(1);
        ApplicationLog log = new ApplicationLog(
                () -> {
                    thread.set(Thread.currentThread());
                    return null;
                },
                new Latched(otherwise, first));
        log.start();
        log.warn("one");
        first.await();

        thread.get().interrupt();
        log.warn("two");
        log.close(LONG);

        assertThat(otherwise.texts()).containsExactly("one", "two");
        assertThat(thread.get().isDaemon()).isTrue();
        assertThat(thread.get().getName()).isEqualTo("parkranger-log");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens a latch with the first event. */
    private record Latched(LogSink to, CountDownLatch latch) implements LogSink {
        @Override
        public void warn(String event) {
            to.warn(event);
            latch.countDown();
        }

        @Override
        public void info(String event) {
            to.info(event);
            latch.countDown();
        }

        @Override
        public void debug(String event) {
            to.debug(event);
        }
    }
}
