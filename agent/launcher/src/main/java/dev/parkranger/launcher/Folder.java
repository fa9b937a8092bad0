package dev.parkranger.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder of this user's alone, in which the other JVM leaves what takes it longer; gone when this one ends. */
final class Folder implements AutoCloseable {

    private final Path path;

    /** Also where the command is interrupted: the other JVM stops writing when it is gone. */
    private final Thread atExit = new Thread(this::delete, "parkranger-clean-up");

    private Folder(Path path) {
        this.path = path;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static Folder create() throws Failure {
        try {
            return new Folder(Files.createTempDirectory("parkranger-"));
        } catch (IOException e) {
            throw Failure.of("cannot make a folder for temporary files: " + e.getMessage());
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // It runs already.
        }
    }

    private void delete() {
        // Twice where the other JVM has just put something in.
        for (int attempt = 0; attempt < 2 && Files.exists(path); attempt++) {
            List<Path> files;
            try (Stream<Path> in = Files.list(path)) {
                files = in.toList();
            } catch (IOException e) {
                return;
            }
            files.forEach(Folder::delete);
            delete(path);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // What stays in the temporary folder is the system's to sweep.
        }
    }
}
