package dev.parkranger.prover;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A folder that only this user may look into, for as long as a proof takes; all that is in it goes with it. */
final class DumpFolder implements AutoCloseable {

    private static final String PREFIX = "parkranger-proof-";

    /** What is older belongs to a JVM that was killed in the middle. */
    private static final Duration STALE = Duration.ofHours(6);

    private final Path folder;

    private DumpFolder(Path folder) {
        this.folder = folder;
    }

    static DumpFolder open(Path parent) throws CannotProve {
        sweep(parent);
        try {
            return new DumpFolder(Files.createTempDirectory(parent, PREFIX));
        } catch (IOException e) {
            throw new CannotProve("no folder could be made in " + parent + " for the heap dump: " + e);
        }
    }

    Path path() {
        return folder;
    }

    Path dump() {
        return folder.resolve("heap.hprof");
    }

    Path facts() {
        return folder.resolve("facts.txt");
    }

    Path errors() {
        return folder.resolve("errors.txt");
    }

    /** Stops the application while it is written. With what is garbage: to collect first would let some leaks vanish. */
    void dumpHeap() throws CannotProve {
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump().toString(), false);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw new CannotProve("the heap could not be dumped into " + folder + ": " + e);
        }
    }

    @Override
    public void close() {
        delete(folder);
    }

    private static void sweep(Path parent) {
        Instant stale = Instant.now().minus(STALE);
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path each : folders) {
                if (isStale(each, stale)) {
                    delete(each);
                }
            }
        } catch (IOException e) {
            // No reason not to go on.
        }
    }

    /** Anybody can make a link of that name in a folder for all, to a folder of ours that is not to be emptied. */
    private static boolean isStale(Path each, Instant stale) {
        try {
            return Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)
                    && Files.getLastModifiedTime(each, LinkOption.NOFOLLOW_LINKS)
                            .toInstant()
                            .isBefore(stale);
        } catch (IOException e) {
            // Gone already.
            return false;
        }
    }

    private static void delete(Path folder) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            all.forEach(files::add);
        } catch (IOException e) {
            return;
        }
        files.add(folder);
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // The temporary folder is the system's to sweep.
            }
        }
    }
}
