package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.agent.tests.programs.ChainProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chain of tasks that each start the next grows no memory. The long form is {@code -Dparkranger.test.chain=10000000}. */
class ChainIT {

    private static final long LENGTH = Long.getLong("parkranger.test.chain", 300_000);

    /** A platform thread takes a thousand times as long to start as a task. */
    private static final long PLATFORM = Math.min(LENGTH / 20, 200_000);

    /** Of a link not even half a byte may stay, in the long form; a record has a hundred. */
    private static final long ALLOWED_BYTES = 4_000_000;

    @TempDir
    Path directory;

    @Test
    void a_chain_of_tasks_that_each_start_the_next_grows_no_memory() throws Exception {
        List<String> chains =
                new ArrayList<>(List.of("pooled " + LENGTH, "home-made " + LENGTH, "platform " + PLATFORM));
        if (Jdk.hasVirtualThreads()) {
            chains.add("virtual " + LENGTH);
        }
        try (AgentJvm jvm =
                AgentJvm.program(ChainProgram.class, directory).flags("-Xmx96m").ready()) {
            for (String chain : chains) {
                long grown = Long.parseLong(jvm.run(chain, Duration.ofMinutes(10)));
                System.out.println("chain: " + chain + ", heap grew by " + grown / 1024 + " KiB");
                assertThat(grown).as(chain).isLessThan(ALLOWED_BYTES);
            }
            JsonReport settled = jvm.settledReport();
            assertThat(settled.suspectsAboveWatch()).isEmpty();
            assertThat(settled.suppressedErrors()).isZero();
            assertThat(settled.droppedRecords()).isZero();
        }
    }
}
