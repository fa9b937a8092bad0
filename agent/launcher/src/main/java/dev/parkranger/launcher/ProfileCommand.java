package dev.parkranger.launcher;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code profile}: the agent takes it on a thread of its own, for the JVM's attach thread serves others too, and leaves it
 * in a folder: a line that says how it went, then the profile.
 */
final class ProfileCommand {

    private static final String ALLOWED =
            "allowed: profile [--debug 1|2] [--seconds N] [-o FILE] PID, N from 1 to 600, and not with --debug 2";

    private static final int MAX_SECONDS = 600;

    /** Beside the seconds asked for: a hundred thousand threads take a few. */
    private static final long PATIENCE_SECONDS = 120;

    private static final long POLL_MILLIS = 50;

    private final PrintStream out;
    private final File jar;
    private int debug;
    private int seconds;
    private @Nullable Path target;
    private @Nullable String pid;

    ProfileCommand(PrintStream out, File jar) {
        this.out = out;
        this.jar = jar;
    }

    int run(List<String> words) throws Failure {
        parse(words);
        if (pid == null) {
            throw Failure.usage("profile takes a PID, found none; " + ALLOWED);
        }
        if (debug == 2 && seconds > 0) {
            throw Failure.usage("found --seconds with --debug 2; " + ALLOWED);
        }
        if (debug == 0 && target == null && Screen.isTerminal()) {
            throw Failure.usage("a profile for go tool pprof is no text for a terminal: add -o FILE, or --debug 1");
        }
        Remote jvm = Remote.of(pid, jar);
        try (Folder folder = Folder.create()) {
            Path result = folder.path().resolve("result");
            jvm.ask(
                    "profile",
                    "goroutine" + ParkRanger.SEPARATOR + debug + ParkRanger.SEPARATOR + seconds + ParkRanger.SEPARATOR
                            + result);
            await(jvm, result);
            deliver(result);
        }
        return CommandLine.DONE;
    }

    private void parse(List<String> words) throws Failure {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            switch (word) {
                case "--debug" -> debug = number(word, words, ++i, 2);
                case "--seconds" -> seconds = number(word, words, ++i, MAX_SECONDS);
                case "-o" -> target = file(word, words, ++i);
                default -> {
                    if (word.startsWith("-") || pid != null) {
                        throw Failure.usage("found \"" + word + "\"; " + ALLOWED);
                    }
                    pid = word;
                }
            }
        }
    }

    private static int number(String option, List<String> words, int at, int most) throws Failure {
        String value = at < words.size() ? words.get(at) : "";
        if (!value.matches("[0-9]{1,4}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > most) {
            throw Failure.usage("found " + option + " \"" + value + "\"; " + ALLOWED);
        }
        return Integer.parseInt(value);
    }

    private static Path file(String option, List<String> words, int at) throws Failure {
        if (at >= words.size()) {
            throw Failure.usage("found " + option + " without a file; " + ALLOWED);
        }
        Path file = Path.of(words.get(at)).toAbsolutePath();
        Path folder = file.getParent();
        // Before the other JVM has taken the trouble.
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
            throw Failure.of("cannot write to " + file + ": it must be a file in a folder that is there");
        }
        return file;
    }

    private void await(Remote jvm, Path result) throws Failure {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds + PATIENCE_SECONDS);
        while (!Files.exists(result)) {
            if (!jvm.isAlive()) {
                throw Failure.of("process " + jvm.pid() + " has ended before its profile was taken");
            }
            if (System.nanoTime() > deadline) {
                throw Failure.of("process " + jvm.pid() + " has not given its profile within "
                        + (seconds + PATIENCE_SECONDS) + " s");
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Failure.of("interrupted while waiting for the profile");
            }
        }
    }

    private void deliver(Path result) throws Failure {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(result))) {
            String said = firstLine(in);
            if (!said.equals(ParkRanger.OK.strip())) {
                throw Failure.of(
                        said.startsWith(ParkRanger.FAILED) ? said.substring(ParkRanger.FAILED.length()) : said);
            }
            if (target == null) {
                in.transferTo(out);
            } else {
                write(in, target);
            }
        } catch (IOException e) {
            throw Failure.of(
                    "cannot write the profile" + (target == null ? "" : " to " + target) + ": " + e.getMessage());
        }
    }

    /** Whole or not at all. */
    private static void write(InputStream in, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream to = Files.newOutputStream(part)) {
                in.transferTo(to);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Folder.delete(part);
        }
    }

    private static String firstLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
            line.append((char) c);
        }
        return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
