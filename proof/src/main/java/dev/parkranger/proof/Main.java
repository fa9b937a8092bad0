package dev.parkranger.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The other JVM: {@code DUMP FACTS}. Deletes the dump as soon as it has it open, answers on standard output, and ends with
 * its standard input, so with its parent. Asked {@code moved TID TID ...}, it answers anew.
 */
public final class Main {

    /** How the folder is called that the parent makes, and that nothing else is in. */
    private static final String OWN_FOLDER = "parkranger-proof-";

    private static final int BAD_DUMP = 3;
    private static final int NO_MEMORY = 4;
    private static final int PARENT_GONE = 5;

    /** Whoever has asked is answered or gone by then. */
    private static final long PATIENCE_MINUTES = 10;

    private final PrintStream out;

    private Main(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath().getParent();
        BlockingQueue<String> requests = listen(folder);
        PrintStream out = new PrintStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.out), false, StandardCharsets.UTF_8);
        try {
            new Main(out).answer(Path.of(arguments[0]), Path.of(arguments[1]), requests);
        } catch (BadDump e) {
            System.err.println(e.getMessage());
            Runtime.getRuntime().halt(BAD_DUMP);
        } catch (OutOfMemoryError e) {
            System.err.println("the analysis needs more than the "
                    + (Runtime.getRuntime().maxMemory() >> 20) + " MB that it was given");
            Runtime.getRuntime().halt(NO_MEMORY);
        }
    }

    private void answer(Path dump, Path facts, BlockingQueue<String> requests)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        DumpFile file = DumpFile.map(dump);
        List<String> told = Files.readAllLines(facts, StandardCharsets.UTF_8);
        delete(dump);
        delete(facts);
        Analysis analysis = Analysis.of(file, Facts.of(told));
        boolean paths = true;
        while (true) {
            new Answer(analysis, out).write(paths, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
            paths = false;
            String request = requests.poll(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (request == null || !request.startsWith("moved")) {
                return;
            }
            begun = System.nanoTime();
            List<Long> moved = new ArrayList<>();
            for (String tid : request.substring("moved".length()).strip().split(" ", -1)) {
                moved.add(Long.parseLong(tid));
            }
            analysis.rouse(moved);
        }
    }

    /** Windows lets nobody delete what is open; there the parent does it afterwards. */
    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return;
        }
    }

    /** A parent that was killed sweeps nothing. */
    private static void sweep(@Nullable Path folder) {
        if (folder == null || !folder.getFileName().toString().startsWith(OWN_FOLDER)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(Main::delete);
        } catch (IOException e) {
            // The parent lives and was faster.
        }
        delete(folder);
    }

    /** The end of input is the parent's end, or that it has heard enough, whatever this JVM is at. */
    private static BlockingQueue<String> listen(@Nullable Path folder) {
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        Thread listener = new Thread(() -> {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    requests.add(line);
                }
            } catch (IOException e) {
                // As good as an end.
            }
            sweep(folder);
            Runtime.getRuntime().halt(PARENT_GONE);
        });
        listener.setDaemon(true);
        listener.start();
        return requests;
    }
}
