package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parkranger.agent.tests.programs.CrowdProgram;
import dev.parkranger.agent.tests.programs.HandOffProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles of a live JVM over HTTP, decoded by the rules of Go's tools. */
class ProfilesIT {

    private static final String WITH_HTTP = AgentJvm.SHORT + ",http=0";

    @TempDir
    Path directory;

    @Test
    void the_leaking_line_is_in_every_profile_and_the_agent_in_none() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory)
                .options(WITH_HTTP)
                .ready()) {
            Endpoint endpoint = Endpoint.of(jvm);
            jvm.run("leak 6");
            String site = jvm.site("leak");
            String line = site.substring(site.indexOf('(') + 1, site.indexOf(')'));
            jvm.awaitReport("the leak", report -> report.hasLeakAt(site, 6));

            Pprof leaks = endpoint.profile("goroutineleak");
            assertThat(leaks.sampleType).isEqualTo("goroutineleak/count");
            assertThat(leaks.samples).singleElement().satisfies(sample -> {
                assertThat(sample.count()).isEqualTo(6);
                assertThat(sample.passes("programs/" + line)).as("%s", sample).isTrue();
                assertThat(sample.passes("CountDownLatch.await java/util/concurrent/CountDownLatch.java:"))
                        .isTrue();
                assertThat(sample.labels())
                        .containsEntry("verdict", "orphaned-task")
                        .containsEntry("confidence", "leak")
                        .containsEntry("kind", "platform")
                        .containsEntry("state", "WAITING");
            });
            assertThat(endpoint.profile("threadleak").total()).isEqualTo(6);

            Pprof creations = endpoint.profile("threadcreate");
            assertThat(creations.count(sample -> sample.passes("programs/" + line)))
                    .isEqualTo(6);

            Pprof threads = endpoint.profile("goroutine");
            assertThat(threads.count(sample -> sample.passes("HandOffProgram.await")
                            && "true".equals(sample.labels().get("owner_ended"))))
                    .isEqualTo(6);
            assertThat(threads.samples)
                    .noneMatch(sample -> sample.passes("dev.parkranger.reaper")
                            || sample.passes("httpserver")
                            || sample.passes("dev.parkranger.http"));

            assertThat(endpoint.get("/debug/pprof/goroutine?debug=2").body())
                    .containsPattern(
                            "# platform \"leaked-worker\", started \\d+ s ago\n" + "goroutine \\d+ \\[WAITING\\]:\n")
                    .contains("created by " + site.substring(0, site.indexOf('(')) + " for owner ")
                    .contains("programs/" + line + "\n");
            assertThat(endpoint.get("/leaks").body()).contains(site);
            assertThat(AgentJvm.parse(endpoint.get("/leaks.json").body()).hasLeakAt(site, 6))
                    .isTrue();

            // Its own threads and tasks are nobody's business, in counts neither.
            JsonReport report = jvm.settledReport();
            assertThat(report.suspectsAboveWatch()).hasSize(1);
            assertThat(report.suppressedErrors()).isZero();
            assertThat(report.live("submitted")).isZero();
            assertThat(report.balanced()).as("%s", report).isTrue();
            assertThat(jvm.run("attributes")).contains("HttpPort=" + endpoint.port() + " ");
            assertThat(jvm.stderrOfOurs()).noneMatch(said -> said.contains("http-server"));
        }
    }

    @Test
    void ten_thousand_virtual_threads_are_told_in_no_time_and_little_memory() throws Exception {
        assumeTrue(Jdk.hasVirtualThreads());
        try (AgentJvm jvm = AgentJvm.program(CrowdProgram.class, directory)
                .options(WITH_HTTP)
                .flags("-Xmx64m")
                .ready()) {
            Endpoint endpoint = Endpoint.of(jvm);
            jvm.run("crowd 10000 virtual");
            String site = jvm.site("crowd");

            long begun = System.nanoTime();
            Pprof threads = endpoint.profile("goroutine");
            Duration took = Duration.ofNanos(System.nanoTime() - begun);

            assertThat(threads.count(sample -> sample.passes("CrowdProgram.standAbout")
                            && "virtual".equals(sample.labels().get("kind"))))
                    .isEqualTo(10_000);
            assertThat(took).isLessThan(Duration.ofSeconds(10));
            String text = endpoint.get("/debug/pprof/goroutine?debug=2").body();
            assertThat(Pattern.compile("^goroutine \\d+ \\[WAITING.*\\]:$", Pattern.MULTILINE)
                            .matcher(text)
                            .results()
                            .count())
                    .isGreaterThanOrEqualTo(10_000);
            assertThat(text).doesNotContain("stack not read");
            Pprof creations = endpoint.profile("threadcreate");
            assertThat(creations.count(sample -> sample.passes("CrowdProgram.crowd")
                            && "virtual".equals(sample.labels().get("kind"))))
                    .as("started by %s", site)
                    .isEqualTo(10_000);
            assertThat(jvm.settledReport().suppressedErrors()).isZero();
        }
    }

    @Test
    void platform_threads_are_all_told_too_and_a_difference_is_what_came_in_between() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(CrowdProgram.class, directory)
                .options(WITH_HTTP)
                .ready()) {
            Endpoint endpoint = Endpoint.of(jvm);
            jvm.run("crowd 200 platform");
            CompletableFuture<Pprof> difference = CompletableFuture.supplyAsync(() -> {
                try {
                    return endpoint.profile("threadcreate?seconds=3");
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            // Whoever waits for it keeps nobody from asking.
            assertThat(endpoint.profile("goroutine").count(sample -> sample.passes("CrowdProgram.standAbout")))
                    .isEqualTo(200);
            TimeUnit.SECONDS.sleep(1);
            jvm.run("crowd 50 platform");

            Pprof grown = difference.get(60, TimeUnit.SECONDS);

            assertThat(grown.durationNanos).isGreaterThanOrEqualTo(3_000_000_000L);
            assertThat(grown.total()).isEqualTo(50);
            assertThat(endpoint.profile("threads").count(sample -> sample.passes("CrowdProgram.standAbout")))
                    .isEqualTo(250);
        }
    }

    @Test
    void the_exit_waits_for_nobody() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(CrowdProgram.class, directory)
                .options(WITH_HTTP)
                .ready()) {
            Endpoint endpoint = Endpoint.of(jvm);
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
                try {
                    endpoint.profile("goroutine?seconds=300");
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(endpoint.get("/healthz").body()).isEqualTo("ok\n");

            assertThat(jvm.stop().exitCode()).isZero();

            assertThat(waiting.handle((done, failure) -> failure).get(60, TimeUnit.SECONDS))
                    .isNotNull();
        }
    }

    @Test
    void what_stands_in_its_way_is_one_line_and_the_agent_goes_on() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory)
                .options(AgentJvm.SHORT + ",http=here")
                .ready()) {
            jvm.awaitStderr(
                    line -> line.contains("option http: found \"here\"") && line.contains("goes on without"),
                    AgentJvm.SOON);
            jvm.run("leak 6");
            String site = jvm.site("leak");
            jvm.awaitReport("the leak", report -> report.hasLeakAt(site, 6));
            assertThat(jvm.run("attributes")).contains("HttpPort=0 ");
        }
    }

    @Test
    void a_jvm_without_the_module_says_so() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory)
                .options(WITH_HTTP)
                .flags("--limit-modules=java.base,java.instrument,java.management")
                .ready()) {
            jvm.awaitStderr(
                    line -> line.contains("this JVM has no module jdk.httpserver") && line.contains("goes on without"),
                    AgentJvm.SOON);
            jvm.run("leak 6");
            String site = jvm.site("leak");
            jvm.awaitReport("the leak", report -> report.hasLeakAt(site, 6));
        }
    }
}
