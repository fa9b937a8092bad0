package dev.parkranger.weaving;

import dev.parkranger.record.AgentThread;
import dev.parkranger.report.ProfileSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes a profile for the command line, into a file of its: a line that says how it went, then the profile. On a thread of
 * its own, for the JVM's attach thread, which brought the request, serves others too.
 */
final class ProfileErrand implements Runnable {

    /** Under way at once; whoever wants more wants something else. */
    private static final int MOST = 4;

    private static final AtomicInteger UNDER_WAY = new AtomicInteger();

    private final ProfileSource source;
    private final String name;
    private final int debug;
    private final int seconds;
    private final Path result;

    private ProfileErrand(ProfileSource source, String name, int debug, int seconds, Path result) {
        this.source = source;
        this.name = name;
        this.debug = debug;
        this.seconds = seconds;
        this.result = result;
    }

    /** @param words name, debug, seconds and file, divided by bars */
    static void run(ProfileSource source, String words) {
        String[] parts = words.split("\\|", 4);
        if (parts.length < 4) {
            throw new IllegalArgumentException("found \"" + words + "\", allowed: name|debug|seconds|file");
        }
        ProfileErrand errand = new ProfileErrand(
                source, parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), Path.of(parts[3]));
        if (UNDER_WAY.incrementAndGet() > MOST) {
            UNDER_WAY.decrementAndGet();
            throw new IllegalStateException(MOST + " profiles of this JVM are being taken already");
        }
        try {
            new AgentThread("profile", errand).start();
        } catch (Throwable e) {
            UNDER_WAY.decrementAndGet();
            throw e;
        }
    }

    @Override
    public void run() {
        Path fresh = result.resolveSibling(result.getFileName() + ".fresh");
        try {
            try {
                write(fresh);
            } catch (Exception | LinkageError e) {
                String message = e instanceof IllegalStateException ? e.getMessage() : null;
                Files.writeString(fresh, "failed " + (message == null ? e.toString() : message) + "\n");
            }
            Files.move(fresh, result, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // The folder is gone, and with it whoever asked.
        } finally {
            UNDER_WAY.decrementAndGet();
        }
    }

    private void write(Path file) throws IOException, InterruptedException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write("ok\n".getBytes(StandardCharsets.UTF_8));
            source.write(name, debug, seconds, out);
        }
    }
}
