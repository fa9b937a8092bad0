package dev.parkranger.options;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where events are logged.
 *
 * @param file set for {@link Kind#FILE} only
 */
public record LogTarget(Kind kind, @Nullable Path file) {

    /** The application's SLF4J where it has one, else stderr. */
    public static final LogTarget AUTO = new LogTarget(Kind.AUTO, null);

    public static final LogTarget STDERR = new LogTarget(Kind.STDERR, null);

    public enum Kind {
        AUTO,
        STDERR,
        FILE
    }

    public static LogTarget file(Path file) {
        return new LogTarget(Kind.FILE, file);
    }

    /** As the option is written. */
    public String text() {
        return switch (kind) {
            case AUTO -> "auto";
            case STDERR -> "stderr";
            case FILE -> "file:" + file;
        };
    }
}
