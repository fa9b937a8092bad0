package dev.parkranger.agent.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM of this JDK that runs one program, by default under the agent. Every wait is bounded, and says on failure all
 * that the child has said; {@link #close()} leaves no process behind.
 */
final class AgentJvm implements AutoCloseable {

    /** Generous, for nobody waits that long where all is well; shorter than the minute that some tests set as interval. */
    static final Duration SOON = Duration.ofSeconds(40);

    static final Duration INTERVAL = Duration.ofMillis(200);
    static final Duration GRACE = Duration.ofMillis(500);

    /** Short enough for a test; a window in which a whole test fits. */
    static final String SHORT = "interval=200ms,grace=500ms,window=60s,report-every=1s";

    private static final Duration POLL = Duration.ofMillis(50);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Output out;
    private final Output err;
    private final OutputStream in;
    private final Path reportFile;

    private AgentJvm(Process process, Path reportFile) {
        this.process = process;
        this.reportFile = reportFile;
        in = process.getOutputStream();
        out = new Output("stdout of " + process.pid(), process.getInputStream());
        err = new Output("stderr of " + process.pid(), process.getErrorStream());
    }

    /** The usual case: short options, and a report file in the directory. */
    static Builder program(Class<?> main, Path directory) {
        return new Builder(main.getName(), directory);
    }

    /** As {@link #program(Class, Path)}, for one that is not on our class path. */
    static Builder program(String main, Path directory) {
        return new Builder(main, directory);
    }

    /** {@code java -jar parkranger.jar}, to its end. */
    static Ended launcher(Path directory, String... arguments) throws IOException, InterruptedException {
        try (AgentJvm jvm = launching(directory, arguments)) {
            return jvm.awaitEnd(Duration.ofSeconds(60));
        }
    }

    /** {@code java -jar parkranger.jar}, under way. */
    static AgentJvm launching(Path directory, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Jdk.java().toString());
        // So that a test sees what it leaves behind.
        command.add("-Djava.io.tmpdir=" + directory);
        command.add("-jar");
        command.add(Jdk.parkranger().toString());
        command.addAll(List.of(arguments));
        return new AgentJvm(new ProcessBuilder(command).start(), directory.resolve("no-report.json"));
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Path reportFile() {
        return reportFile;
    }

    List<String> stdout() {
        return out.lines();
    }

    List<String> stderr() {
        return err.lines();
    }

    /** Lines on stderr, but for the one with which newer JDKs greet an agent that is attached late. */
    List<String> stderrOfOurs() {
        return err.lines().stream()
                .filter(line -> !line.startsWith("WARNING: "))
                .toList();
    }

    String awaitLine(String start, Duration atMost) throws InterruptedException {
        return awaitLine(0, start, atMost);
    }

    String awaitLine(Predicate<String> condition) throws InterruptedException {
        return out.await(0, condition, SOON)
                .orElseThrow(() -> failure("the expected line did not come on stdout within " + SOON));
    }

    private String awaitLine(int from, String start, Duration atMost) throws InterruptedException {
        return out.await(from, line -> line.startsWith(start), atMost)
                .orElseThrow(() -> failure("no line \"" + start + "\" within " + atMost));
    }

    String awaitStderr(Predicate<String> condition, Duration atMost) throws InterruptedException {
        return err.await(0, condition, atMost)
                .orElseThrow(() -> failure("the expected line did not come on stderr within " + atMost));
    }

    /** Sends a command and waits for its end; what the program answered. */
    String run(String command) throws IOException, InterruptedException {
        return run(command, Duration.ofSeconds(60));
    }

    String run(String command, Duration atMost) throws IOException, InterruptedException {
        int from = out.size();
        send(command);
        String name = command.split(" ", 2)[0];
        String line = out.await(from, l -> l.startsWith("done " + name) || l.startsWith("failed " + name), atMost)
                .orElseThrow(() -> failure("\"" + command + "\" did not end within " + atMost));
        if (line.startsWith("failed")) {
            throw failure("\"" + command + "\" failed");
        }
        return line.substring(("done " + name).length()).strip();
    }

    void send(String line) throws IOException {
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    /** As ctrl-D does. */
    void endInput() throws IOException {
        in.close();
    }

    /** As ctrl-C does, where the system has signals. */
    void interrupt() {
        process.destroy();
    }

    /**
     * Where nobody looks but who asks, of a program that can be told to {@code reap}: asks again and again, for the first
     * time may be within grace.
     */
    void reapUntilLeakAt(String site, int count) throws Exception {
        long deadline = System.nanoTime() + SOON.toNanos();
        do {
            run("reap");
        } while (!parse(run("dump-json")).hasLeakAt(site, count) && System.nanoTime() < deadline);
    }

    /** The frame that the program marked under this name: what a report should blame. */
    String site(String name) throws InterruptedException {
        return awaitLine("site " + name + " ", SOON).split(" ", 3)[2];
    }

    Optional<JsonReport> report() throws IOException {
        return readReport(reportFile);
    }

    private static Optional<JsonReport> readReport(Path file) throws IOException {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            return Optional.of(new JsonReport(json));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static JsonReport parse(String json) throws IOException {
        return new JsonReport(JSON.readTree(json));
    }

    JsonReport awaitReport(String what, Predicate<JsonReport> condition) throws IOException, InterruptedException {
        return awaitReport(what, condition, SOON);
    }

    JsonReport awaitReport(String what, Predicate<JsonReport> condition, Duration atMost)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            Optional<JsonReport> report = report();
            if (report.isPresent() && condition.test(report.get())) {
                return report.get();
            }
            if (System.nanoTime() > deadline) {
                throw failure("no report with " + what + " within " + atMost);
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    /**
     * A report of a look that would have flagged whatever is stuck now: past grace and two intervals, and then some. It
     * takes two looks past grace to know what is stuck, and on a busy machine time alone does not say that there were any.
     */
    JsonReport settledReport() throws IOException, InterruptedException {
        return settledReport(GRACE, INTERVAL);
    }

    /** As {@link #settledReport()}, where the program runs with other options than {@link #SHORT}. */
    JsonReport settledReport(Duration grace, Duration interval) throws IOException, InterruptedException {
        return settledReport(grace, interval, SOON);
    }

    /** As {@link #settledReport(Duration, Duration)}, where a JVM is slow on purpose. */
    JsonReport settledReport(Duration grace, Duration interval, Duration atMost)
            throws IOException, InterruptedException {
        Instant graceOver = Instant.now().plus(grace);
        Instant due = graceOver.plus(interval.multipliedBy(6));
        var looks = new HashSet<Instant>();
        return awaitReport(
                "a time after " + due + ", and of the fourth look since " + graceOver,
                report -> {
                    if (report.at().isAfter(graceOver)) {
                        looks.add(report.at());
                    }
                    return report.at().isAfter(due) && looks.size() >= 4;
                },
                atMost);
    }

    /** What this report says is of now or later: the one on disk may be older than what the program was just told. */
    JsonReport awaitReportSince(Instant now, String what, Predicate<JsonReport> condition)
            throws IOException, InterruptedException {
        return awaitReport(what, report -> report.at().isAfter(now) && condition.test(report));
    }

    /** Ends the program in its own ordinary way, so that shutdown hooks run. */
    Ended stop() throws IOException, InterruptedException {
        if (process.isAlive()) {
            send("stop");
        }
        return awaitEnd(SOON);
    }

    Ended awaitEnd(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw failure("still running after " + atMost);
        }
        out.awaitEnd(SOON);
        err.awaitEnd(SOON);
        return new Ended(process.exitValue(), out.lines(), err.lines());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private AssertionError failure(String what) {
        String lastReport;
        try {
            lastReport = report().map(JsonReport::toString).orElse("none");
        } catch (IOException e) {
            lastReport = e.toString();
        }
        return new AssertionError(what + (process.isAlive() ? "" : "; it ended with " + process.exitValue())
                + "\n--- stdout\n" + String.join("\n", out.lines())
                + "\n--- stderr\n" + String.join("\n", err.lines())
                + "\n--- report\n" + lastReport);
    }

    /** A child that has ended, and all that it printed. */
    record Ended(int exitCode, List<String> stdout, List<String> stderr) {

        String all() {
            return Stream.concat(stdout.stream(), stderr.stream()).collect(Collectors.joining("\n"));
        }
    }

    static final class Builder {

        private final String main;
        private final Path directory;
        private final List<String> flags = new ArrayList<>();
        private final List<String> arguments = new ArrayList<>();
        private final List<Path> classPath = new ArrayList<>();
        private final List<String> agents = new ArrayList<>();
        private String options = SHORT;
        private boolean withAgent = true;
        private boolean withReportFile = true;
        private final List<String> shell = new ArrayList<>();

        private Builder(String main, Path directory) {
            this.main = main;
            this.directory = directory;
            classPath.add(Jdk.home(AgentJvm.class));
        }

        /** In place of {@link #SHORT}; the report file is added unless {@link #withoutReportFile()}. */
        Builder options(String options) {
            this.options = options;
            return this;
        }

        Builder withoutAgent() {
            withAgent = false;
            return this;
        }

        Builder withoutReportFile() {
            withReportFile = false;
            return this;
        }

        Builder flags(String... flags) {
            this.flags.addAll(List.of(flags));
            return this;
        }

        Builder arguments(String... arguments) {
            this.arguments.addAll(List.of(arguments));
            return this;
        }

        Builder classPath(Path... entries) {
            classPath.addAll(List.of(entries));
            return this;
        }

        /** Only these: the program is not one of ours. */
        Builder onlyClassPath(Path... entries) {
            classPath.clear();
            return classPath(entries);
        }

        /** As on a disk that is full from there on: the system writes no file beyond so many bytes. For POSIX shells. */
        Builder filesOfAtMost(long bytes) {
            shell.addAll(List.of("sh", "-c", "ulimit -f " + bytes / 512 + " && exec \"$@\"", "sh"));
            return this;
        }

        Path reportFile() {
            return directory.resolve("report.json");
        }

        /** The agent as one JVM flag, to be placed by hand among others. */
        String agentFlag() {
            var all = new ArrayList<String>();
            if (!options.isEmpty()) {
                all.add(options);
            }
            if (withReportFile) {
                all.add("report-file="
                        + reportFile().toString().replace("\\", "\\\\").replace(",", "\\,"));
            }
            String tail = all.isEmpty() ? "" : "=" + String.join(",", all);
            return "-javaagent:" + Jdk.parkranger() + tail;
        }

        /** Flags in their own order in place of the agent's one. */
        Builder agents(String... flags) {
            agents.addAll(Arrays.asList(flags));
            return this;
        }

        /** The same agent as the library that {@code -javaagent} stands for. */
        Builder asLibrary() {
            return agents(agentFlag().replace("-javaagent:", "-agentlib:instrument="));
        }

        AgentJvm start() throws IOException {
            var command = new ArrayList<>(shell);
            command.add(Jdk.java().toString());
            command.add("-Xmx512m");
            command.addAll(flags);
            if (!agents.isEmpty()) {
                command.addAll(agents);
            } else if (withAgent) {
                command.add(agentFlag());
            }
            command.add("-cp");
            command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
            command.add(main);
            command.addAll(arguments);
            return new AgentJvm(
                    new ProcessBuilder(command).directory(directory.toFile()).start(), reportFile());
        }

        /** Started, and ready for commands. */
        AgentJvm ready() throws IOException, InterruptedException {
            AgentJvm jvm = start();
            try {
                jvm.awaitLine("ready", Duration.ofSeconds(60));
                return jvm;
            } catch (AssertionError | InterruptedException e) {
                jvm.close();
                throw e;
            }
        }
    }
}
