package dev.parkranger.benchmarks.table;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program that runs, in a JVM of its own. Whoever closes it ends it. */
final class Child implements AutoCloseable {

    /** Enough to say what went wrong; a program that never stops talking must not fill the memory. */
    private static final int MAX_LINES = 10_000;

    private final Process process;
    private final long begun;
    private final long deadline;
    private final BufferedWriter input;
    private final BlockingQueue<String> fresh = new LinkedBlockingQueue<>(MAX_LINES);
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private final Path safepoints;
    private volatile long ended;

    private Child(ProcessBuilder builder, Duration patience, Path safepoints) throws IOException {
        this.safepoints = safepoints;
        this.begun = System.nanoTime();
        this.process = builder.redirectErrorStream(true).start();
        this.deadline = begun + patience.toNanos();
        this.input = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.reader = new Thread(() -> read(process.getInputStream()), "child-output");
        reader.setDaemon(true);
        reader.start();
    }

    static Child start(Row row, Variant variant, Jdk jdk, Settings settings) throws IOException {
        Path safepoints = settings.scratch().resolve("safepoints.log");
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(variant.flags(settings, row.options));
        command.addAll(row.jvmFlags);
        command.add("-Dcost.warmUp=" + settings.warmUp());
        command.add("-Dcost.seconds=" + settings.seconds());
        command.replaceAll(flag -> flag.replace("${safepoints}", safepoints.toString()));
        command.add("-cp");
        command.add(settings.programs().toString());
        command.add("dev.parkranger.benchmarks.work." + row.program);
        command.addAll(settings.arguments(row));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(settings.scratch().toFile());
        // A flag from outside would be measured along.
        builder.environment()
                .keySet()
                .removeIf(name -> name.equals("JAVA_TOOL_OPTIONS") || name.equals("JDK_JAVA_OPTIONS"));
        return new Child(builder, row.patience, safepoints);
    }

    private void read(InputStream output) {
        try (BufferedReader reading = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            String line;
            while ((line = reading.readLine()) != null) {
                synchronized (lines) {
                    if (lines.size() < MAX_LINES) {
                        lines.add(line);
                    }
                }
                if (!fresh.offer(line)) {
                    fresh.poll();
                }
            }
        } catch (IOException e) {
            // It has been ended.
        }
        ended = System.nanoTime();
    }

    void send(String line) throws IOException {
        input.write(line);
        input.newLine();
        input.flush();
    }

    /** The next line that is as wanted. */
    String await(Predicate<String> wanted) throws IOException, InterruptedException {
        while (System.nanoTime() < deadline) {
            String line = fresh.poll(100, TimeUnit.MILLISECONDS);
            if (line != null && wanted.test(line)) {
                return line;
            }
            if (line == null && !process.isAlive() && fresh.isEmpty()) {
                throw new IOException("ended early: " + lastWords());
            }
        }
        throw new IOException("did not answer in time: " + lastWords());
    }

    void awaitEnd() throws IOException, InterruptedException {
        if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw new IOException("did not end in time: " + lastWords());
        }
        reader.join(5_000);
        if (process.exitValue() != 0) {
            throw new IOException("exit code " + process.exitValue() + ": " + lastWords());
        }
    }

    /** From before it was started until its output was closed. */
    long lifeNanos() {
        return ended - begun;
    }

    Path safepoints() {
        return safepoints;
    }

    boolean hasSaid(String text) {
        return lines().stream().anyMatch(line -> line.contains(text));
    }

    Map<String, Double> figures() {
        Map<String, Double> figures = new TreeMap<>();
        for (String line : lines()) {
            String[] words = line.split(" ", -1);
            if (words.length == 3 && words[0].equals("figure")) {
                figures.put(words[1], Double.valueOf(words[2]));
            }
        }
        return figures;
    }

    private List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** What it has said last, or, of an exception, first. */
    private String lastWords() {
        List<String> said = lines().stream()
                .filter(line -> !line.startsWith("figure ") && !line.isBlank())
                .toList();
        return said.stream()
                .filter(line -> line.contains("Exception") || line.contains("Error"))
                .findFirst()
                .orElse(said.isEmpty() ? "no word" : said.get(said.size() - 1));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
