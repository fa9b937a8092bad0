package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parkranger.agent.tests.programs.CostProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a leak takes up, as far as this JVM tells. */
class CostIT {

    private static final long MEGA = 1 << 20;

    @TempDir
    Path directory;

    @Test
    void leaked_threads_reserve_stack_and_keep_what_they_have_inherited() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(CostProgram.class, directory)
                .flags("-XX:ThreadStackSize=1024")
                .ready()) {
            JsonNode cost = cost(jvm, "platform 6");

            assertThat(cost.path("threads").asInt()).isEqualTo(6);
            assertThat(cost.path("stackReservedBytes").asLong()).isEqualTo(6 * MEGA);
            assertThat(cost.path("stackCommittedBytes").isNull()).isTrue();
            assertThat(cost.path("stackHeapBytes").isNull()).isTrue();
            assertThat(cost.path("keepsAlive")).isEmpty();
            assertThat(jvm.awaitStderr(line -> line.startsWith("  costs "), AgentJvm.SOON))
                    .isEqualTo("  costs       6 MB of stack reserved; 1 inherited ThreadLocal (CostProgram$Session)");
            assertThat(jvm.stdout()).noneMatch(line -> line.startsWith("asked for the loader by parkranger"));
        }
    }

    @Test
    void committed_stack_is_told_where_the_jvm_keeps_track_of_it() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(CostProgram.class, directory)
                .flags("-XX:NativeMemoryTracking=summary")
                .ready()) {
            JsonNode cost = cost(jvm, "platform 6");

            assertThat(cost.path("stackCommittedBytes").asLong())
                    .isPositive()
                    .isLessThan(cost.path("stackReservedBytes").asLong());
        }
    }

    @Test
    void stacks_of_leaked_virtual_threads_are_on_the_heap() throws Exception {
        assumeTrue(Jdk.hasVirtualThreads());
        try (AgentJvm jvm = AgentJvm.program(CostProgram.class, directory).ready()) {
            JsonNode cost = cost(jvm, "virtual 6");

            assertThat(cost.path("stackReservedBytes").isNull()).isTrue();
            assertThat(cost.path("stackHeapBytes").asLong()).isBetween(6 * 100L, 6 * 100_000L);
        }
    }

    /** Of the six that are left, who have each inherited one value. */
    private static JsonNode cost(AgentJvm jvm, String command) throws Exception {
        jvm.run(command);
        String site = jvm.site("left");
        JsonReport report = jvm.awaitReport("a leak of 6", it -> it.hasLeakAt(site, 6));
        assertThat(report.suppressedErrors()).isZero();
        JsonNode cost = report.suspectAt(site).orElseThrow().path("cost");
        assertThat(cost.path("inheritedThreadLocals").asInt()).isEqualTo(1);
        assertThat(cost.path("inheritedTypes")).hasSize(1);
        assertThat(cost.path("inheritedTypes").path(0).asText()).isEqualTo(CostProgram.class.getName() + "$Session");
        return cost;
    }
}
