package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parkranger.agent.tests.programs.StartsAndEndsProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every start and every end, once. The long form is
 * {@code -Dit.test=StartsAndEndsIT -Dparkranger.test.virtual=5000000 -Dparkranger.test.platform=20000}.
 */
class StartsAndEndsIT {

    private static final long VIRTUAL = Long.getLong("parkranger.test.virtual", 200_000);
    private static final long PLATFORM = Long.getLong("parkranger.test.platform", 2_000);

    /** Threads of the JDK's own that may come as virtual threads are woken. */
    private static final int CARRIERS = 4;

    @TempDir
    Path directory;

    @Test
    void starts_equal_ends_plus_what_is_alive() throws Exception {
        startsEqualEnds(PLATFORM, VIRTUAL);
    }

    @Test
    void starts_equal_ends_under_zgc_with_the_jdk_verified() throws Exception {
        startsEqualEnds(
                PLATFORM / 2,
                VIRTUAL / 4,
                "-XX:+UseZGC",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+BytecodeVerificationLocal");
    }

    @Test
    void starts_equal_ends_when_everything_is_interpreted() throws Exception {
        startsEqualEnds(PLATFORM / 10, VIRTUAL / 20, "-Xint");
    }

    @Test
    void every_hook_is_armed_or_absent_and_virtual_ones_wait_for_the_first_virtual_thread() throws Exception {
        try (AgentJvm jvm =
                AgentJvm.program(StartsAndEndsProgram.class, directory).ready()) {
            JsonReport before =
                    jvm.awaitReport("hooks", report -> !report.hooks().isEmpty());
            assertThat(before.armed()).isTrue();
            assertThat(before.hooks("failed")).isEmpty();
            assertThat(before.hooks("armed")).isNotEmpty();
            assertThat(before.hooks("armed", "absent", "pending")).hasSameSizeAs(before.hooks());
            if (Jdk.hasVirtualThreads()) {
                assertThat(before.hooks("pending")).anyMatch(name -> name.contains("Virtual"));
                jvm.run("virtual 100");
                JsonReport after = jvm.awaitReport(
                        "no hook that still waits for a virtual thread",
                        report -> report.hooks("pending").stream().noneMatch(name -> name.contains("Virtual")));
                assertThat(after.hooks("failed")).isEmpty();
            } else {
                assertThat(before.hooks("absent")).anyMatch(name -> name.contains("Virtual"));
            }
        }
    }

    @Test
    void a_virtual_thread_is_counted_as_virtual_and_a_platform_thread_as_platform() throws Exception {
        assumeTrue(Jdk.hasVirtualThreads());
        try (AgentJvm jvm =
                AgentJvm.program(StartsAndEndsProgram.class, directory).ready()) {
            jvm.run("hold-virtual 1");
            // Balanced too: a carrier that starts while a report counts makes it lopsided.
            JsonReport one = jvm.awaitReport(
                    "one virtual thread, and balance", report -> report.live("virtual") == 1 && report.balanced());
            jvm.run("hold-virtual 6");
            JsonReport seven = jvm.awaitReport("seven virtual threads", report -> report.live("virtual") == 7);
            jvm.run("hold-platform 9");
            JsonReport more = jvm.awaitReport(
                    "nine more platform threads, and balance",
                    report -> report.live("platform") >= seven.live("platform") + 9 && report.balanced());
            assertThat(more.live("virtual")).isEqualTo(7);
            assertThat(one.balanced() && more.balanced())
                    .as("%s%n%s", one, more)
                    .isTrue();
        }
    }

    @Test
    void above_the_cap_threads_are_counted_and_not_recorded_and_that_is_said() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(StartsAndEndsProgram.class, directory)
                .options(AgentJvm.SHORT + ",max-records=100")
                .ready()) {
            jvm.run("hold-platform 300");
            // Of now: one that was made while the last of them started would show too few.
            JsonReport full = jvm.awaitReportSince(
                    Instant.now(), "300 held threads beside main", report -> report.live("platform") > 300);
            assertThat(full.droppedRecords()).isGreaterThanOrEqualTo(200);
            jvm.run("release");
            JsonReport released = jvm.awaitReport(
                    "the held threads gone",
                    report -> report.balanced() && report.live("platform") <= full.live("platform") - 300);
            assertThat(released.suppressedErrors()).isZero();
        }
    }

    private void startsEqualEnds(long platform, long virtual, String... flags) throws Exception {
        Duration atMost = Duration.ofSeconds(90 + platform / 100 + virtual / 5_000);
        try (AgentJvm jvm = AgentJvm.program(StartsAndEndsProgram.class, directory)
                .flags(flags)
                .ready()) {
            jvm.awaitReport("armed", JsonReport::armed);
            String[] counted = jvm.run("platform " + platform, atMost).split(" ");
            if (Jdk.hasVirtualThreads()) {
                counted = jvm.run("virtual " + virtual, atMost).split(" ");
                jvm.run("hold-virtual 3");
            }
            jvm.run("tasks 1000", atMost);
            long started = Long.parseLong(jvm.run("hold-platform 7").strip());
            long threads = Long.parseLong(jvm.run("threads"));

            long held = Jdk.hasVirtualThreads() ? 3 : 0;
            // Of now: one that was made before the last threads started could be in balance as well.
            JsonReport quiet = jvm.awaitReportSince(
                    Instant.now(),
                    "starts = ends + live, and live only what is held",
                    report -> report.balanced()
                            && report.started() >= started + 1000
                            && report.live("submitted") == 0
                            && report.live("virtual") == held);
            assertThat(counted[0]).as("the program ran all that it started").isEqualTo(counted[1]);
            assertThat(quiet.live("platform")).isBetween(7L, threads);
            assertThat(quiet.ended()).isGreaterThan(platform);
            assertThat(quiet.suppressedErrors()).isZero();
            assertThat(quiet.droppedRecords()).isZero();
            assertThat(quiet.hooks("failed")).isEmpty();
            assertThat(quiet.armed()).isTrue();

            jvm.run("release");
            JsonReport released = jvm.awaitReport(
                    "the held threads gone",
                    report -> report.balanced()
                            && report.live("virtual") == 0
                            && report.live("platform") <= quiet.live("platform") - 7 + CARRIERS);
            assertThat(released.suspectsAboveWatch()).isEmpty();
            assertThat(jvm.stop().exitCode()).isZero();
        }
    }
}
