package dev.parkranger.prover;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a proof will cost, said beforehand.
 *
 * @param heapUsed bytes, garbage included
 * @param pauseSeconds for which the application will stand still, about
 * @param diskNeeded bytes, in the temporary folder
 */
public record ProofCost(long heapUsed, double pauseSeconds, long diskNeeded, long diskFree, Path folder) {

    /** Measured: a dump of a gigabyte takes so long on JDK 17, and a third of that on 25. */
    private static final double SECONDS_A_GIGABYTE = 3.2;

    private static final double SECONDS_A_GIGABYTE_NOW = 1.3;
    private static final int NOW = 22;

    private static final double LEAST_SECONDS = 0.1;
    private static final double GIGABYTE = 1L << 30;

    static ProofCost estimate() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir", ".")).toAbsolutePath();
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        double rate = Runtime.version().feature() < NOW ? SECONDS_A_GIGABYTE : SECONDS_A_GIGABYTE_NOW;
        return new ProofCost(used, Math.max(LEAST_SECONDS, used / GIGABYTE * rate), used * 2, free(folder), folder);
    }

    private static long free(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    /** For people: {@code heap in use 776 MB; ...}. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "heap in use %s; the application would stand still for about %.1f s, longer where the disk is slow; "
                        + "disk needed %s of the %s free in %s",
                megabytes(heapUsed),
                pauseSeconds,
                megabytes(diskNeeded),
                megabytes(diskFree),
                folder);
    }

    void check(long maxHeap) throws CannotProve {
        if (heapUsed > maxHeap) {
            throw new CannotProve("found " + megabytes(heapUsed) + " of heap in use, allowed: " + megabytes(maxHeap)
                    + ", the option prove-max-heap");
        }
        if (diskFree < diskNeeded) {
            throw new CannotProve("found " + megabytes(diskFree) + " free in " + folder + ", needed: "
                    + megabytes(diskNeeded) + ", twice the heap in use; java.io.tmpdir names another folder");
        }
    }

    static String megabytes(long bytes) {
        return (bytes >> 20) + " MB";
    }
}
