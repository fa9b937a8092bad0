package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parkranger.agent.tests.programs.CrowdProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it costs to ask where a hundred thousand threads are. */
class ProfileCostIT {

    private static final int CROWD = 100_000;
    private static final int PLATFORM_CROWD = 2_000;

    /** Whether to measure what others see of it, which takes a machine that does nothing else. */
    private static final boolean BESIDE_LOAD = Boolean.getBoolean("parkranger.test.p99");

    private static final int PROFILES = Integer.getInteger("parkranger.test.p99.profiles", 6);
    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(5);

    @TempDir
    Path directory;

    @Test
    void the_first_profile_of_a_hundred_thousand_virtual_threads_costs_25_microseconds_each_at_the_most()
            throws Exception {
        assumeTrue(Jdk.hasVirtualThreads());
        try (AgentJvm jvm = crowd()) {
            Endpoint endpoint = Endpoint.of(jvm);
            long[] before = cpu(jvm);

            Pprof first = endpoint.profile("goroutine");

            long[] after = cpu(jvm);
            endpoint.profile("goroutine");
            double second = (cpu(jvm)[0] - after[0]) / 1e3 / CROWD;
            double micros = (after[0] - before[0]) / 1e3 / CROWD;
            System.out.printf(
                    "a profile costs %.1f us of CPU a thread the first time, %.1f the second;"
                            + " with all that the JVM did meanwhile the first %.1f%n",
                    micros, second, (after[1] - before[1]) / 1e3 / CROWD);
            assertThat(first.count(sample -> sample.passes("CrowdProgram.standAbout")))
                    .isEqualTo(CROWD);
            assertThat(micros).isBetween(0.5, 25.0);
        }
    }

    @Test
    void every_one_of_a_hundred_thousand_is_told_with_64_mb_of_heap_left() throws Exception {
        assumeTrue(Jdk.hasVirtualThreads());
        try (AgentJvm jvm = crowd("-XX:+UseSerialGC", "-Xmn16m")) {
            Endpoint endpoint = Endpoint.of(jvm);
            assertThat(Integer.parseInt(jvm.run("fill 64"))).isBetween(1, 64);

            Endpoint.Dump dump = endpoint.dump();

            assertThat(dump.threads() + dump.cutOff()).isGreaterThanOrEqualTo(CROWD);
            assertThat(dump.chars()).isGreaterThan(40L << 20);
            assertThat(jvm.stderr()).noneMatch(line -> line.contains("OutOfMemoryError"));
            assertThat(AgentJvm.parse(endpoint.get("/leaks.json").body()).suppressedErrors())
                    .isZero();
        }
    }

    @Test
    void requests_hardly_notice_that_a_profile_is_taken() throws Exception {
        assumeTrue(BESIDE_LOAD);
        try (AgentJvm jvm = crowd()) {
            Endpoint endpoint = Endpoint.of(jvm);
            SteadyLoad load = SteadyLoad.of(Integer.parseInt(jvm.run("serve")));
            LockSupport.parkNanos(WARM_UP_NANOS);
            endpoint.profile("goroutine");
            List<long[]> during = new ArrayList<>();
            List<long[]> beside = new ArrayList<>();
            long taken = 0;
            for (int i = 0; i < PROFILES; i++) {
                long begun = System.nanoTime();
                endpoint.profile("goroutine");
                long ended = System.nanoTime();
                taken += ended - begun;
                windows(during, begun, ended);
                LockSupport.parkNanos(ended - begun);
                windows(beside, ended, System.nanoTime());
            }
            load.end();

            double with = median(load, during);
            double without = median(load, beside);
            System.out.printf(
                    "p99 %.0f us while a profile is taken, %.0f us beside: %.2f (medians of %d and %d windows);"
                            + " a profile takes %d ms%n",
                    with,
                    without,
                    with / without,
                    during.size(),
                    beside.size(),
                    TimeUnit.NANOSECONDS.toMillis(taken / PROFILES));
            assertThat(load.failures()).isEmpty();
            assertThat(with / without).isLessThanOrEqualTo(1.5);
        }
    }

    private AgentJvm crowd(String... flags) throws Exception {
        AgentJvm jvm = AgentJvm.program(CrowdProgram.class, directory)
                .options("http=0")
                .flags(flags)
                .ready();
        try {
            jvm.run(Jdk.hasVirtualThreads() ? "crowd " + CROWD + " virtual" : "crowd " + PLATFORM_CROWD + " platform");
            return jvm;
        } catch (Exception | AssertionError e) {
            jvm.close();
            throw e;
        }
    }

    /** Nanoseconds of the threads that answer, and of the whole process. */
    private static long[] cpu(AgentJvm jvm) throws Exception {
        String[] nanos = jvm.run("cpu parkranger-http").split(" ");
        return new long[] {Long.parseLong(nanos[0]), Long.parseLong(nanos[1])};
    }

    /** Short ones, so that what else befalls the machine befalls few of them. */
    private static void windows(List<long[]> windows, long from, long to) {
        int parts = (int) Math.max(1, (to - from) / WINDOW_NANOS);
        for (int i = 0; i < parts; i++) {
            windows.add(new long[] {from + (to - from) / parts * i, from + (to - from) / parts * (i + 1)});
        }
    }

    private static double median(SteadyLoad load, List<long[]> windows) {
        List<Double> quantiles = new ArrayList<>();
        for (long[] window : windows) {
            quantiles.add(load.p99(window[0], window[1]));
        }
        Collections.sort(quantiles);
        return quantiles.get(quantiles.size() / 2);
    }
}
