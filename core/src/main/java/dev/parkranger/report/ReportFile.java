package dev.parkranger.report;

import dev.parkranger.record.OneLine;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The JSON report on disk, replaced whole, so that a reader never sees half of one. Used by one thread at a time: the
 * reaper's, and at exit the one that closes.
 */
public final class ReportFile {
    private final Path file;
    private final Path fresh;
    private final LogSink log;
    private final JsonReport json = new JsonReport();
    private long errors;
    private boolean failing;

    public ReportFile(Path file, LogSink log) {
        this.file = file;
        // In the same folder, for only there is a move atomic; with the process id, for two JVMs may share the name.
        this.fresh = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        this.log = log;
    }

    /** Never throws: a full disk is not the application's trouble. */
    public synchronized boolean write(Report report) {
        try {
            try (Writer out = Files.newBufferedWriter(fresh)) {
                json.write(report, out);
            }
            replace();
        } catch (IOException | RuntimeException e) {
            failed(e);
            return false;
        }
        if (failing) {
            failing = false;
            log.info("report-file " + file + " is written again");
        }
        return true;
    }

    /** Reports that could not be written. */
    public synchronized long errors() {
        return errors;
    }

    private void replace() throws IOException {
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Said once, not at every look, until a write succeeds again. */
    private void failed(Exception e) {
        errors++;
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException | RuntimeException again) {
            e.addSuppressed(again);
        }
        if (!failing) {
            failing = true;
            log.warn("report-file " + file + " cannot be written: " + OneLine.of(e.toString(), 300)
                    + "; tried again after every look");
        }
    }
}
