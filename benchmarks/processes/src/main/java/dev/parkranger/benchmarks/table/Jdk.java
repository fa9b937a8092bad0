package dev.parkranger.benchmarks.table;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** A JDK to measure on. */
record Jdk(Path home, Runtime.Version version) {

    /** By its release file, which every JDK has. */
    static Jdk at(Path home) {
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
            release.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("no JDK: " + home, e);
        }
        String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
        return new Jdk(home, Runtime.Version.parse(version));
    }

    int feature() {
        return version.feature();
    }

    Path java() {
        return home.resolve("bin").resolve("java");
    }
}
