package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parkranger.agent.tests.programs.HandOffProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar parkranger.jar} against running JVMs; AttachIT has {@code attach}. */
class CommandLineIT {

    /** Each that takes a PID, as it is written before it. */
    private static final List<List<String>> COMMANDS = List.of(
            List.of("attach"),
            List.of("suspects"),
            List.of("watch"),
            List.of("watch", "--once"),
            List.of("profile", "--debug", "1"),
            List.of("detach"));

    @TempDir
    Path directory;

    @Test
    void the_list_tells_the_armed_from_those_that_are_not_and_from_those_that_are_no_more() throws Exception {
        AgentJvm.Builder program = AgentJvm.program(HandOffProgram.class, directory);
        try (AgentJvm armed = program.ready();
                AgentJvm bare = AgentJvm.program(HandOffProgram.class, directory)
                        .withoutAgent()
                        .ready()) {
            armed.awaitReport("armed", JsonReport::armed);
            AgentJvm.Ended list = AgentJvm.launcher(directory, "list");
            assertThat(list.exitCode()).as(list.all()).isZero();
            assertThat(row(list, armed)).contains(" armed ").endsWith(HandOffProgram.class.getName());
            assertThat(row(list, bare)).contains(" none ").endsWith(HandOffProgram.class.getName());

            assertThat(AgentJvm.launcher(directory, "detach", pid(armed)).exitCode())
                    .isZero();
            assertThat(row(AgentJvm.launcher(directory, "list"), armed)).contains(" disarmed ");

            // To look at them has done nothing to them.
            bare.run("healthy 8");
            assertThat(bare.stderr()).isEmpty();
            assertThat(bare.stop().exitCode()).isZero();
        }
    }

    @Test
    void a_script_can_ask_by_the_exit_code_whether_there_are_leaks() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory).ready()) {
            jvm.awaitReport("armed", JsonReport::armed);
            for (List<String> command : List.of(List.of("suspects"), List.of("watch", "--once"))) {
                AgentJvm.Ended healthy = launch(command, pid(jvm));
                assertThat(healthy.exitCode()).as(healthy.all()).isZero();
                assertThat(healthy.all()).contains("no suspects");
            }

            jvm.run("leak 6");
            String site = jvm.site("leak");
            jvm.awaitReport("the leak", report -> report.hasLeakAt(site, 6));
            for (List<String> command : List.of(List.of("suspects"), List.of("watch", "--once"))) {
                AgentJvm.Ended leaking = launch(command, pid(jvm));
                assertThat(leaking.exitCode()).as(leaking.all()).isEqualTo(1);
                assertThat(leaking.stdout()).anyMatch(line -> line.startsWith("LEAK ") && !line.contains("\u001b"));
                assertThat(leaking.all()).contains(site);
            }
            assertThat(jvm.report().orElseThrow().suppressedErrors()).isZero();
        }
    }

    @Test
    void watching_shows_each_look_and_marks_growth_until_q() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory).ready();
                AgentJvm watch = AgentJvm.launching(directory, "watch", pid(jvm))) {
            watch.awaitLine(line -> line.equals("no suspects"));
            jvm.run("leak 6");
            String site = jvm.site("leak");
            watch.awaitLine(line -> line.startsWith("LEAK ") && line.contains(site));
            jvm.run("leak 4");
            watch.awaitLine(line -> line.startsWith("LEAK ") && line.contains("  +") && line.contains(site));

            watch.send("q");
            AgentJvm.Ended ended = watch.awaitEnd(AgentJvm.SOON);
            assertThat(ended.exitCode()).as(ended.all()).isZero();
            assertThat(ended.all()).doesNotContain("\u001b");
            // The agent was asked once, however many looks were shown.
            assertThat(jvm.stderr().stream().filter(line -> line.contains("loaded dynamically")))
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(jvm.settledReport().suppressedErrors()).isZero();
        }
    }

    @Test
    void watching_ends_with_its_input_with_a_signal_and_with_what_it_watches_and_leaves_nothing_behind()
            throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory).ready()) {
            try (AgentJvm watch = watching(jvm)) {
                watch.endInput();
                assertThat(watch.awaitEnd(AgentJvm.SOON).exitCode()).isZero();
            }
            try (AgentJvm watch = watching(jvm)) {
                watch.interrupt();
                assertThat(watch.awaitEnd(AgentJvm.SOON).exitCode()).isNotEqualTo(3);
            }
            assertThat(jvm.settledReport().suppressedErrors()).isZero();
            try (AgentJvm watch = watching(jvm)) {
                assertThat(jvm.stop().exitCode()).isZero();
                AgentJvm.Ended ended = watch.awaitEnd(AgentJvm.SOON);
                assertThat(ended.exitCode()).as(ended.all()).isZero();
                assertThat(ended.stderr()).containsExactly("parkranger: process " + jvm.pid() + " has ended");
            }
            assertLeftNothing();
        }
    }

    @Test
    void a_detached_jvm_is_watched_no_more_and_runs_on() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory).ready()) {
            jvm.awaitReport("armed", JsonReport::armed);
            Instant before = Instant.now();
            AgentJvm.Ended detached = AgentJvm.launcher(directory, "detach", pid(jvm));
            assertThat(detached.exitCode()).as(detached.all()).isZero();
            assertThat(detached.all()).contains("disarmed");
            jvm.awaitReportSince(before, "disarmed", report -> !report.armed());

            long started = jvm.report().orElseThrow().started();
            jvm.run("leak 6");
            JsonReport quiet = jvm.settledReport();
            assertThat(quiet.suspectsAboveWatch()).isEmpty();
            assertThat(quiet.started()).as("hooks are quiet").isEqualTo(started);

            AgentJvm.Ended again = AgentJvm.launcher(directory, "detach", pid(jvm));
            assertThat(again.exitCode()).isZero();
            assertThat(again.all()).contains("already").contains("command line");
            AgentJvm.Ended suspects = AgentJvm.launcher(directory, "suspects", pid(jvm));
            assertThat(suspects.exitCode()).isZero();
            assertThat(suspects.all()).contains("disarmed: asked to by the command line");
            assertThat(jvm.stop().exitCode()).isZero();
        }
    }

    @Test
    void profiles_are_text_for_people_and_protobuf_for_tools_and_two_of_them_show_what_grows() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory).ready()) {
            jvm.run("leak 6");
            AgentJvm.Ended before = launch(List.of("profile", "--debug", "1", "-o", file("before.txt")), pid(jvm));
            assertThat(before.exitCode()).as(before.all()).isZero();
            assertThat(before.all()).isEmpty();
            jvm.run("leak 30");
            AgentJvm.Ended after = launch(List.of("profile", "--debug", "1"), pid(jvm));
            assertThat(after.exitCode()).as(after.all()).isZero();
            assertThat(after.stdout().get(0)).startsWith("goroutine profile: total ");
            Files.write(directory.resolve("after.txt"), after.stdout());

            AgentJvm.Ended diff = AgentJvm.launcher(directory, "diff", file("before.txt"), file("after.txt"));
            assertThat(diff.exitCode()).as(diff.all()).isZero();
            assertThat(diff.stdout().stream()
                            .filter(line -> line.startsWith("+"))
                            .findFirst())
                    .hasValueSatisfying(line -> assertThat(line).isEqualTo("+30  (6 -> 36)"));
            assertThat(diff.all()).contains("HandOffProgram.await");

            AgentJvm.Ended each = launch(List.of("profile", "--debug", "2"), pid(jvm));
            assertThat(each.all()).contains("# platform \"leaked-worker\"").contains("created by ");

            AgentJvm.Ended tools = launch(List.of("profile", "-o", file("all.pb.gz")), pid(jvm));
            assertThat(tools.exitCode()).as(tools.all()).isZero();
            Pprof profile = Pprof.read(Files.readAllBytes(directory.resolve("all.pb.gz")));
            assertThat(profile.count(sample -> sample.passes("HandOffProgram.await")))
                    .isEqualTo(36);
            AgentJvm.Ended refused = AgentJvm.launcher(directory, "diff", file("before.txt"), file("all.pb.gz"));
            assertThat(refused.exitCode()).isEqualTo(3);
            assertThat(refused.stderr()).singleElement().asString().contains("-diff_base");

            assertThat(jvm.settledReport().suppressedErrors()).isZero();
            assertLeftNothing();
        }
    }

    @Test
    void a_difference_over_time_is_taken_there_and_others_are_served_meanwhile() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory).ready();
                AgentJvm profile = AgentJvm.launching(
                        directory, "profile", "--seconds", "10", "-o", file("delta.pb.gz"), pid(jvm))) {
            awaitFirstOfTwo();
            // The other JVM's one attach thread is free meanwhile.
            assertThat(launch(List.of("suspects"), pid(jvm)).exitCode()).isZero();
            jvm.run("leak 9");
            AgentJvm.Ended ended = profile.awaitEnd(AgentJvm.SOON);
            assertThat(ended.exitCode()).as(ended.all()).isZero();
            Pprof delta = Pprof.read(Files.readAllBytes(directory.resolve("delta.pb.gz")));
            assertThat(delta.durationNanos).isGreaterThanOrEqualTo(10_000_000_000L);
            assertThat(delta.count(sample -> sample.passes("HandOffProgram.await")))
                    .isEqualTo(9);
        }
    }

    @Test
    void a_profile_of_a_jvm_that_ends_meanwhile_or_to_nowhere_is_one_clear_line() throws Exception {
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory).ready()) {
            AgentJvm.Ended nowhere = launch(List.of("profile", "-o", file("no-such/a.pb.gz")), pid(jvm));
            assertThat(nowhere.exitCode()).isEqualTo(3);
            assertThat(nowhere.stderr()).singleElement().asString().contains("no-such");
            try (AgentJvm profile =
                    AgentJvm.launching(directory, "profile", "--debug", "1", "--seconds", "300", pid(jvm))) {
                jvm.awaitReport("armed", JsonReport::armed);
                assertThat(launch(List.of("suspects"), pid(jvm)).exitCode()).isZero();
                assertThat(jvm.stop().exitCode()).isZero();
                AgentJvm.Ended ended = profile.awaitEnd(AgentJvm.SOON);
                assertThat(ended.exitCode()).as(ended.all()).isEqualTo(3);
                assertThat(ended.stderr()).singleElement().asString().contains(String.valueOf(jvm.pid()));
            }
        }
    }

    @Test
    void two_profiles_are_compared() throws Exception {
        Path before = Files.writeString(
                directory.resolve("before.txt"), "goroutine profile: total 2\n2 @ 0x1\n#\t0x1\ta.A.a+0x0\tA.java:1\n");
        Path after = Files.writeString(
                directory.resolve("after.txt"), "goroutine profile: total 9\n9 @ 0x5\n#\t0x5\ta.A.a+0x0\tA.java:1\n");
        AgentJvm.Ended diff = AgentJvm.launcher(directory, "diff", before.toString(), after.toString());
        assertThat(diff.exitCode()).as(diff.all()).isZero();
        assertThat(diff.stdout()).contains("+7  (2 -> 9)", "    a.A.a  A.java:1");

        AgentJvm.Ended missing = AgentJvm.launcher(directory, "diff", before.toString(), "no-such.txt");
        assertThat(missing.exitCode()).isEqualTo(3);
        assertThat(missing.stderr()).containsExactly("parkranger: there is no file no-such.txt");
    }

    @Test
    void a_pid_that_is_no_number_is_wrong_usage() throws Exception {
        for (List<String> command : COMMANDS) {
            AgentJvm.Ended ended = launch(command, "me");
            assertThat(ended.exitCode()).as("%s", command).isEqualTo(2);
            assertThat(ended.stderr().get(0)).contains("found the PID \"me\"").contains("allowed");
            assertThat(ended.stdout()).isEmpty();
        }
    }

    @Test
    void a_dead_pid_is_one_clear_line() throws Exception {
        Process dead = new ProcessBuilder(Jdk.java().toString(), "-version").start();
        assertThat(dead.waitFor(20, TimeUnit.SECONDS)).isTrue();
        for (List<String> command : COMMANDS) {
            assertRefused(dead.pid(), command);
        }
    }

    @Test
    void a_process_that_is_no_jvm_is_one_clear_line_and_lives_on() throws Exception {
        Path sleep = Path.of("/bin/sleep");
        assumeTrue(Files.isExecutable(sleep));
        Process foreign = new ProcessBuilder(sleep.toString(), "120").start();
        try {
            for (List<String> command : COMMANDS) {
                assertRefused(foreign.pid(), command);
                assertThat(foreign.isAlive())
                        .as("the other process was left alone")
                        .isTrue();
            }
        } finally {
            foreign.destroyForcibly();
        }
    }

    @Test
    void a_jvm_without_the_agent_is_left_alone_and_the_way_to_arm_it_told() throws Exception {
        try (AgentJvm jvm =
                AgentJvm.program(HandOffProgram.class, directory).withoutAgent().ready()) {
            for (List<String> command : COMMANDS.subList(1, COMMANDS.size())) {
                AgentJvm.Ended ended = launch(command, pid(jvm));
                assertThat(ended.exitCode()).as("%s", command).isEqualTo(3);
                assertThat(ended.stderr())
                        .hasSize(1)
                        .allSatisfy(line -> assertThat(line).contains("attach"));
            }
            jvm.run("healthy 8");
            assertThat(jvm.stop().exitCode()).isZero();
        }
    }

    /** The agent opens the file when it begins, and takes a moment for so few threads. */
    private void awaitFirstOfTwo() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + AgentJvm.SOON.toNanos();
        while (System.nanoTime() < deadline) {
            try (Stream<Path> files = Files.walk(directory)) {
                if (files.anyMatch(file -> file.endsWith("result.fresh"))) {
                    return;
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError("no profile was begun");
    }

    private void assertLeftNothing() throws IOException {
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.filter(file -> file.getFileName().toString().startsWith("parkranger-")))
                    .isEmpty();
        }
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private AgentJvm watching(AgentJvm jvm) throws Exception {
        AgentJvm watch = AgentJvm.launching(directory, "watch", pid(jvm));
        watch.awaitLine(line -> line.equals("no suspects"));
        return watch;
    }

    private AgentJvm.Ended launch(List<String> command, String pid) throws IOException, InterruptedException {
        return AgentJvm.launcher(
                directory, Stream.concat(command.stream(), Stream.of(pid)).toArray(String[]::new));
    }

    private void assertRefused(long pid, List<String> command) throws Exception {
        AgentJvm.Ended refused = launch(command, String.valueOf(pid));
        assertThat(refused.exitCode()).as("%s", command).isEqualTo(3);
        assertThat(refused.stderr())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains(String.valueOf(pid)));
    }

    private static String row(AgentJvm.Ended list, AgentJvm jvm) {
        return list.stdout().stream()
                .filter(line -> line.startsWith(jvm.pid() + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line for " + jvm.pid() + " in\n" + list.all()));
    }

    private static String pid(AgentJvm jvm) {
        return String.valueOf(jvm.pid());
    }
}
