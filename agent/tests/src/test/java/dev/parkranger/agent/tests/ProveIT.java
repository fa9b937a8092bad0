package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parkranger.agent.tests.programs.ProveProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proofs in a real JVM: who is proven and who is not, what is left behind, and what becomes of a proof that is disturbed. */
class ProveIT {

    private static final Duration ATMOST = Duration.ofSeconds(120);

    @TempDir
    Path directory;

    @TempDir
    Path temporary;

    private AgentJvm.Builder program(String threads) {
        return AgentJvm.program(ProveProgram.class, directory)
                .flags("-Djava.io.tmpdir=" + temporary)
                .arguments(threads);
    }

    private static String prove(AgentJvm jvm) throws Exception {
        return jvm.run("prove", ATMOST);
    }

    private static JsonNode suspect(AgentJvm jvm, String name) throws Exception {
        return AgentJvm.parse(jvm.run("json").replace('|', '\n'))
                .suspectAt(jvm.site(name))
                .orElseThrow(() -> new AssertionError("no suspect at " + name));
    }

    private void assertNothingIsLeft(AgentJvm jvm) throws Exception {
        long deadline = System.nanoTime() + AgentJvm.SOON.toNanos();
        while (!leftovers().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        assertThat(leftovers()).as("files of the proof").isEmpty();
        assertThat(children(jvm)).as("processes of the proof").isEmpty();
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().startsWith("parkranger"))
                    .toList();
        }
    }

    private static List<ProcessHandle> children(AgentJvm jvm) {
        return ProcessHandle.of(jvm.pid())
                .map(ProcessHandle::children)
                .orElse(Stream.empty())
                .toList();
    }

    @Test
    void platform_threads_that_nobody_can_wake_are_proven_and_others_are_not() throws Exception {
        proves("platform");
    }

    @Test
    void so_are_virtual_threads() throws Exception {
        if (Jdk.feature() >= 25) {
            proves("virtual");
        }
    }

    private void proves(String threads) throws Exception {
        try (AgentJvm jvm = program(threads).ready()) {
            jvm.run("dropped 6");
            jvm.run("kept 6");
            jvm.run("by-class 6");
            jvm.run("dead-owner 6");
            jvm.settledReport();

            String text = prove(jvm);

            assertThat(text)
                    .startsWith("heap snapshot of ")
                    .contains("12 threads wait for what no running, timed or wakeable thread could reach");
            for (String site : List.of("dropped", "dead-owner")) {
                JsonNode proven = suspect(jvm, site);
                assertThat(JsonReport.confidence(proven)).as(site).isEqualTo("proven");
                assertThat(proven.at("/proof/grade").asText()).isEqualTo("strict");
                assertThat(proven.at("/proof/certainty").asText()).isEqualTo("unreachable-wait");
                assertThat(proven.at("/proof/proven").asInt()).isEqualTo(6);
            }
            assertThat(suspect(jvm, "dropped").at("/proof/keptBytes").asLong())
                    .as("a page of 100,000 bytes each")
                    .isBetween(600_000L, 620_000L);
            assertThat(suspect(jvm, "kept").at("/proof/reachableThrough").asText())
                    .startsWith("still reachable: static " + ProveProgram.class.getName() + ".KEPT -> ");
            for (String site : List.of("kept", "by-class")) {
                assertThat(JsonReport.confidence(suspect(jvm, site))).as(site).isEqualTo("leak");
            }
            assertThat(jvm.settledReport().suppressedErrors()).isZero();
            assertNothingIsLeft(jvm);

            jvm.run("trip");
            jvm.awaitReport("the kept ones gone", report -> report.suspects().size() == 3);
            assertThat(JsonReport.confidence(suspect(jvm, "dropped")))
                    .as("a proof stays")
                    .isEqualTo("proven");
        }
    }

    @Test
    void a_virtual_thread_that_was_collected_is_a_leak_that_has_healed() throws Exception {
        if (!Jdk.hasVirtualThreads()) {
            return;
        }
        // Else the JDK itself keeps all of them, to list them in thread dumps.
        try (AgentJvm jvm =
                program("virtual").flags("-Djdk.trackAllThreads=false").ready()) {
            // What is gone before the first look has seen it alive is not counted.
            jvm.settledReport();
            jvm.run("dropped 6");
            jvm.settledReport();
            // How many go is the JVM's business: stacks of carriers and of a look may keep some.
            JsonReport report;
            long deadline = System.nanoTime() + AgentJvm.SOON.toNanos();
            do {
                jvm.run("collect");
                report = jvm.settledReport();
            } while (collected(report) < 3 && System.nanoTime() < deadline);
            assertThat(collected(report)).as(report.toString()).isBetween(3, 6);
            assertThat(JsonReport.each(report.json().path("collected"))
                            .map(place -> place.path("createdAt").asText()))
                    .as(report.toString())
                    .contains(jvm.site("dropped"));
        }
    }

    private static int collected(JsonReport report) {
        return JsonReport.each(report.json().path("collected"))
                .mapToInt(place -> place.path("count").asInt())
                .sum();
    }

    @Test
    void unasked_it_proves_where_there_are_suspects_and_only_once_in_a_while() throws Exception {
        try (AgentJvm jvm = program("platform")
                .flags("-Dparkranger.prove=auto", "-Dparkranger.prove-every=1h")
                .ready()) {
            jvm.run("dropped 6");
            jvm.awaitReport(
                    "a proven suspect",
                    report -> report.suspects().stream()
                            .anyMatch(suspect -> JsonReport.confidence(suspect).equals("proven")));
            jvm.run("kept 6");
            jvm.settledReport();

            assertThat(suspect(jvm, "kept").at("/proof").isMissingNode()).isTrue();
            assertNothingIsLeft(jvm);
        }
    }

    @Test
    void the_word_is_proven_where_the_compiler_takes_no_object_apart() throws Exception {
        try (AgentJvm jvm =
                program("platform").flags("-XX:-EliminateAllocations").ready()) {
            jvm.run("dropped 1");
            jvm.settledReport();
            prove(jvm);

            JsonNode proven = suspect(jvm, "dropped");
            assertThat(JsonReport.confidence(proven)).as("one is enough").isEqualTo("proven");
            assertThat(proven.at("/proof/certainty").asText()).isEqualTo("proven");
        }
    }

    @Test
    void the_command_line_says_what_it_will_cost_and_proves() throws Exception {
        try (AgentJvm jvm = program("platform").ready()) {
            jvm.run("dropped 5");
            jvm.settledReport();

            AgentJvm.Ended ended = AgentJvm.launcher(directory, "prove", String.valueOf(jvm.pid()));

            assertThat(ended.exitCode()).isZero();
            assertThat(ended.stdout().get(0)).startsWith("heap in use ").contains("would stand still for about");
            assertThat(ended.all()).contains("UNREACHABLE").contains("5 threads wait for what no running");
        }
    }

    @Test
    void what_is_refused_says_why() throws Exception {
        try (AgentJvm jvm =
                program("platform").flags("-Dparkranger.prove-max-heap=1m").ready()) {
            jvm.settledReport();
            assertThat(jvm.run("cost")).startsWith("heap in use ");
            assertThat(prove(jvm))
                    .startsWith("refused: no proof was made: found ")
                    .contains("prove-max-heap");
            assertNothingIsLeft(jvm);
        }
        try (AgentJvm jvm = program("platform").flags("-Dparkranger.prove=off").ready()) {
            jvm.settledReport();
            assertThat(prove(jvm)).isEqualTo("refused: no proof was made: the option prove is off");
        }
        try (AgentJvm jvm = AgentJvm.program(ProveProgram.class, directory)
                .flags("-Djava.io.tmpdir=" + temporary.resolve("gone"))
                .ready()) {
            jvm.settledReport();
            assertThat(prove(jvm)).startsWith("refused: no proof was made: ").contains("gone");
        }
    }

    @Test
    void two_at_a_time_are_one_too_many() throws Exception {
        try (AgentJvm jvm = program("platform").ready()) {
            jvm.run("dropped 5");
            jvm.settledReport();
            var other = CompletableFuture.supplyAsync(() -> launch(jvm));
            awaitChild(jvm, other);

            String mine = prove(jvm);

            AgentJvm.Ended theirs = other.get(2, TimeUnit.MINUTES);
            assertThat(theirs.exitCode()).isZero();
            assertThat(mine)
                    .satisfiesAnyOf(
                            text -> assertThat(text).contains("another proof is under way"),
                            // The first one was over in the blink of an eye.
                            text -> assertThat(text).startsWith("heap snapshot of "));
            assertNothingIsLeft(jvm);
        }
    }

    private AgentJvm.Ended launch(AgentJvm jvm) {
        try {
            return AgentJvm.launcher(directory, "prove", String.valueOf(jvm.pid()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<ProcessHandle> awaitChild(AgentJvm jvm, CompletableFuture<?> until)
            throws InterruptedException {
        long deadline = System.nanoTime() + AgentJvm.SOON.toNanos();
        while (analyses(jvm).isEmpty() && !until.isDone() && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
        return analyses(jvm).stream().findFirst();
    }

    /** At first a child is the JDK's own little helper. */
    private static List<ProcessHandle> analyses(AgentJvm jvm) {
        return children(jvm).stream()
                .filter(child -> child.info().arguments().stream()
                        .flatMap(Stream::of)
                        .anyMatch(argument -> argument.endsWith("ProofProcess")))
                .toList();
    }

    @Test
    void an_analysis_that_is_killed_is_told_and_the_next_one_works() throws Exception {
        try (AgentJvm jvm = program("platform").ready()) {
            jvm.run("dropped 5");
            jvm.settledReport();
            var asked = CompletableFuture.supplyAsync(() -> launch(jvm));
            ProcessHandle child = awaitChild(jvm, asked).orElseThrow();
            child.destroyForcibly();

            AgentJvm.Ended ended = asked.get(2, TimeUnit.MINUTES);

            assertThat(ended.exitCode()).as("could not be done").isEqualTo(3);
            assertThat(ended.stderr())
                    .anySatisfy(line -> assertThat(line)
                            .contains("no proof was made: the analysis failed: it ended early, with exit code"));
            assertNothingIsLeft(jvm);
            assertThat(prove(jvm)).contains("5 threads wait for what no running");
        }
    }

    @Test
    void a_disk_that_fills_up_during_the_dump_is_told_and_with_room_the_next_one_works() throws Exception {
        try (AgentJvm jvm = program("platform").filesOfAtMost(60L << 20).ready()) {
            jvm.run("dropped 5");
            jvm.settledReport();
            jvm.run("load 150");

            assertThat(prove(jvm)).startsWith("refused: no proof was made: the heap could not be dumped into ");
            assertNothingIsLeft(jvm);

            jvm.run("unload");
            jvm.run("collect");
            assertThat(prove(jvm)).contains("5 threads wait for what no running");
            assertThat(jvm.settledReport().suppressedErrors()).isZero();
        }
    }

    @Test
    void a_dump_that_is_taken_away_is_told_and_the_next_one_works() throws Exception {
        try (AgentJvm jvm = program("platform").ready()) {
            jvm.run("dropped 5");
            jvm.settledReport();
            jvm.run("load 150");

            assertThat(proveWhileDumpsAreTakenAway(jvm))
                    .satisfiesAnyOf(
                            text -> assertThat(text).contains("no proof was made: the analysis failed: it ended early"),
                            // JDK 25 writes a dump in parts, and misses it itself.
                            text -> assertThat(text).contains("no proof was made: the heap could not be dumped into "));
            assertNothingIsLeft(jvm);
            assertThat(prove(jvm)).contains("5 threads wait for what no running");
            assertThat(jvm.settledReport().suppressedErrors()).isZero();
        }
    }

    /** Whoever has the dump open already reads it to its end: then once more. */
    private String proveWhileDumpsAreTakenAway(AgentJvm jvm) throws Exception {
        String answer = "";
        for (int attempt = 0; attempt < 10 && !answer.contains("no proof was made"); attempt++) {
            var asked = CompletableFuture.supplyAsync(() -> launch(jvm));
            while (!asked.isDone()) {
                takeDumpAway();
                Thread.sleep(1);
            }
            answer = asked.get().all();
        }
        return answer;
    }

    private void takeDumpAway() throws IOException {
        for (Path folder : leftovers()) {
            Files.deleteIfExists(folder.resolve("heap.hprof"));
        }
    }

    @Test
    void an_analysis_ends_with_its_parent_however_that_ends() throws Exception {
        ProcessHandle child;
        try (AgentJvm jvm = program("platform").ready()) {
            jvm.run("dropped 5");
            jvm.settledReport();
            jvm.send("prove");
            child = awaitChild(jvm, new CompletableFuture<>()).orElseThrow();
            // close() kills it.
        }
        child.onExit().get(30, TimeUnit.SECONDS);
        long deadline = System.nanoTime() + AgentJvm.SOON.toNanos();
        while (!leftovers().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void a_disarmed_agent_proves_nothing() throws Exception {
        try (AgentJvm jvm = program("platform").ready()) {
            jvm.settledReport();
            jvm.run("disarm");
            assertThat(prove(jvm)).isEqualTo("refused: no proof was made: the agent is disarmed");
        }
    }
}
