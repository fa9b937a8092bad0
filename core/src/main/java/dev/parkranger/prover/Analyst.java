package dev.parkranger.prover;

import dev.parkranger.record.AgentThread;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The other JVM, from this one: bounded memory, bounded time, nothing inherited but the jar. It ends with the pipe that it
 * reads from, so with this JVM, however that ends.
 */
final class Analyst implements AutoCloseable {

    private static final String MAIN = "dev.parkranger.launcher.ProofProcess";

    private static final long MEGABYTE = 1L << 20;

    /** What the JVM and its code take, whatever the dump. */
    private static final long BASE = 48 * MEGABYTE;

    /** Measured on heaps of nothing but small objects: a byte for eleven of the dump, and some more to say who could wake whom. */
    private static final int DUMP_SHARE = 8;

    /** A thread takes its frames with it. */
    private static final long PER_THREAD = 3_500;

    /** The last JDK that knows an array's size from which on it is put where old objects are. */
    private static final int LAST_WITH_THRESHOLD = 25;

    private static final long MAX_MINUTES = 5;

    private final Process process;
    private final DumpFolder folder;
    private final BufferedReader out;
    private final Writer in;
    private volatile boolean late;

    private Analyst(Process process, DumpFolder folder) {
        this.process = process;
        this.folder = folder;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    static Analyst start(File jar, DumpFolder folder, int threads) throws CannotProve {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-Xmx" + memory(folder, threads) / MEGABYTE + "m",
                // Nearly all of it are large arrays that live as long as the analysis: young space is little, and where
                // the JVM lets itself be told, they never are in it, so that no young collection copies them.
                "-XX:+UseSerialGC",
                "-Xmn16m",
                "-XX:-UsePerfData",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.path().resolve("crash.log")));
        if (Runtime.version().feature() <= LAST_WITH_THRESHOLD) {
            command.add("-XX:PretenureSizeThreshold=64k");
        }
        command.addAll(List.of(
                "-cp",
                jar.getPath(),
                MAIN,
                folder.dump().toString(),
                folder.facts().toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        // Else an agent that the application's JVM was given this way would go there too: this one, for instance.
        Map<String, String> environment = builder.environment();
        environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        builder.directory(folder.path().toFile());
        builder.redirectError(folder.errors().toFile());
        try {
            Analyst analyst = new Analyst(builder.start(), folder);
            new AgentThread("proof-clock", analyst::keepTime).start();
            return analyst;
        } catch (IOException e) {
            throw new CannotProve("the analysis could not be started: " + e.getMessage());
        }
    }

    private static long memory(DumpFolder folder, int threads) {
        return BASE + folder.dump().toFile().length() / DUMP_SHARE + threads * PER_THREAD;
    }

    private void keepTime() {
        try {
            if (!process.waitFor(MAX_MINUTES, TimeUnit.MINUTES)) {
                late = true;
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    /** Its answer to what it was asked last. */
    ProofAnswer answer() throws CannotProve {
        ProofAnswer.Reader answer = new ProofAnswer.Reader();
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (answer.read(line)) {
                    return answer.whole();
                }
            }
        } catch (IOException e) {
            throw failed("its answer could not be read: " + e.getMessage());
        }
        throw failed("it ended early");
    }

    /** These threads have moved in the meantime; it answers anew. */
    void moved(List<Long> tids) throws CannotProve {
        StringBuilder request = new StringBuilder("moved");
        tids.forEach(tid -> request.append(' ').append(tid));
        try {
            in.write(request.append('\n').toString());
            in.flush();
        } catch (IOException e) {
            throw failed("it ended early");
        }
    }

    private CannotProve failed(String how) {
        if (late) {
            return new CannotProve("the analysis was given up after " + MAX_MINUTES + " min");
        }
        String exit = "";
        try {
            if (process.waitFor(1, TimeUnit.SECONDS)) {
                exit = ", with exit code " + process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new CannotProve("the analysis failed: " + how + exit + complaint());
    }

    private String complaint() {
        try {
            String text =
                    Files.readString(folder.errors(), StandardCharsets.UTF_8).strip();
            int line = text.indexOf('\n');
            return text.isEmpty() ? "" : ": " + (line < 0 ? text : text.substring(0, line));
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            in.close();
        } catch (IOException e) {
            // It is gone, which is what this was for.
        }
    }
}
