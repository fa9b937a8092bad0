package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.agent.tests.programs.RetainedProgram;
import dev.parkranger.proof.AgentHeap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a live task takes of the heap beyond itself: the agent's objects in a dump, with many tasks and with few. */
class RetainedSizeIT {

    private static final long MOST = 80;

    /** Whatever the agent has just been about, however many tasks there are. */
    private static final long ASIDE = 2_048;

    /** Nearly as many stacks are taken of so many as of many more: the first of a kind, and then ever fewer. */
    private static final int FEW = 1_000;

    @TempDir
    Path directory;

    private AgentJvm jvm;
    private AgentHeap before;

    @Test
    void a_thread_or_task_that_lives_takes_eighty_bytes_at_most() throws Exception {
        try (AgentJvm started = AgentJvm.program(RetainedProgram.class, directory)
                .options("interval=1m,window=10m")
                .ready()) {
            jvm = started;
            jvm.awaitReport("armed", JsonReport::armed);
            boolean virtual = Jdk.hasVirtualThreads();
            jvm.run("queue " + FEW);
            jvm.run("platform " + FEW);
            if (virtual) {
                jvm.run("virtual " + FEW);
            }
            before = dump();
            assertFewBytesEach("queue", 50_000);
            assertFewBytesEach("platform", 2_000);
            if (virtual) {
                assertFewBytesEach("virtual", 50_000);
            }
        }
    }

    private void assertFewBytesEach(String kind, int count) throws Exception {
        jvm.run(kind + " " + count);
        AgentHeap after = dump();
        long bytes = after.bytes() - before.bytes();
        Map<String, Long> more = new TreeMap<>(after.bytesOf());
        before.bytesOf().forEach((name, of) -> more.merge(name, -of, Long::sum));
        more.values().removeIf(of -> of == 0);
        String found = bytes / (double) count + " bytes each, of " + more;
        System.out.println("retained by each of " + kind + ": " + found);
        assertThat(bytes).as(found).isBetween(count * 40L, count * MOST + ASIDE);
        before = after;
    }

    private AgentHeap dump() throws Exception {
        Path file = directory.resolve("dump.hprof");
        jvm.run("dump " + file);
        AgentHeap heap = AgentHeap.of(file);
        Files.delete(file);
        return heap;
    }
}
