package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.agent.tests.programs.HandOffProgram;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus gets from a live JVM, whose own Prometheus, if it has one, is set up otherwise. */
class MetricsIT {

    @TempDir
    Path directory;

    @Test
    void a_leak_is_scraped_and_gone_when_it_has_healed() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory)
                .options(AgentJvm.SHORT + ",http=0")
                .flags("-Dio.prometheus.metrics.exemplars.enabled=nonsense", "-Dprometheus.config=no-such-file")
                .ready()) {
            Endpoint endpoint = Endpoint.of(jvm);
            String groups = "parkranger_suspects{confidence=\"leak\",verdict=\"orphaned-task\"} ";
            String tasks = "parkranger_leaked_tasks{confidence=\"leak\",verdict=\"orphaned-task\"} ";
            assertThat(endpoint.get("/metrics").body()).contains(groups + "0.0\n", "parkranger_armed 1.0\n");

            jvm.run("leak 6");
            String site = jvm.site("leak");
            Instant before = Instant.now();
            JsonReport found = jvm.awaitReport("the leak", report -> report.hasLeakAt(site, 6));
            var answer = endpoint.get("/metrics");
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValue("text/plain; version=0.0.4; charset=utf-8");
            assertThat(answer.body())
                    .contains(groups + "1.0\n", tasks + "6.0\n")
                    .contains("parkranger_site_live_tasks{site=\"" + site + "\"} 6.0\n")
                    .contains("parkranger_suppressed_errors_total 0.0\n")
                    .contains("parkranger_stack_reserved_bytes ");

            String id = found.suspectAt(site).orElseThrow().path("id").asText();
            jvm.run("release");
            jvm.awaitReportSince(
                    before, "the retraction", report -> report.resolved(id).isPresent());
            // A failed look would have left the numbers of the one before.
            assertThat(endpoint.get("/metrics").body()).contains(groups + "0.0\n", tasks + "0.0\n");
            assertThat(jvm.settledReport().suppressedErrors()).isZero();
        }
    }
}
