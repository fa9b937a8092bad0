package dev.parkranger.launcher;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code watch}: the agent is asked once, and then leaves a table in a folder after each of its looks, until the folder is
 * gone. To ask it again and again would load something into the other JVM each time.
 */
final class WatchCommand {

    private static final long POLL_MILLIS = 200;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final File jar;
    private volatile boolean ended;

    WatchCommand(InputStream in, PrintStream out, PrintStream err, File jar) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.jar = jar;
    }

    int run(List<String> words) throws Failure {
        boolean once = words.contains("--once");
        List<String> rest =
                words.stream().filter(word -> !word.equals("--once")).toList();
        Remote jvm = Remote.of(CommandLine.onlyPid("watch", rest), jar);
        return once ? once(jvm) : watch(jvm);
    }

    private int once(Remote jvm) throws Failure {
        WatchTable table = WatchTable.parse(jvm.ask("table", ""));
        table.draw(new Screen(out, false), Map.of(), "");
        return table.leaks() > 0 ? CommandLine.LEAKS : CommandLine.DONE;
    }

    private int watch(Remote jvm) throws Failure {
        try (Folder folder = Folder.create()) {
            jvm.ask("watch", ProcessHandle.current().pid() + ParkRanger.SEPARATOR + folder.path());
            awaitEnd();
            follow(jvm, folder.path().resolve("table"));
        }
        return CommandLine.DONE;
    }

    private void follow(Remote jvm, Path file) throws Failure {
        Screen screen = new Screen(out, Screen.isTerminal());
        Map<String, Long> before = Map.of();
        String shown = "";
        boolean alive = true;
        while (alive) {
            // What was written before it died is shown still, and one table at least whatever the input.
            alive = jvm.isAlive() && !(ended && !shown.isEmpty());
            String text = read(file);
            if (!text.isEmpty() && !text.equals(shown)) {
                WatchTable table = WatchTable.parse(text);
                table.draw(screen, before, screen.isOfTerminal() ? "; q and Enter ends" : "");
                before = table.counts();
                shown = text;
                // Whoever has read our output may have gone.
                ended |= out.checkError();
            }
            pause();
        }
        if (!jvm.isAlive()) {
            err.println("parkranger: process " + jvm.pid() + " has ended");
        }
    }

    private static String read(Path file) throws Failure {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw Failure.of("cannot read what the agent writes to " + file + ": " + e.getMessage());
        }
    }

    /** Ends with {@code q} or the end of input; read beside, for nobody can look at the input without waiting for it. */
    private void awaitEnd() {
        Thread keys = new Thread(this::readKeys, "parkranger-keys");
        keys.setDaemon(true);
        keys.start();
    }

    private void readKeys() {
        try (BufferedReader typed = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String line = typed.readLine();
            while (line != null && !line.strip().equalsIgnoreCase("q")) {
                line = typed.readLine();
            }
        } catch (IOException e) {
            // As good as its end.
        }
        ended = true;
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
