package dev.parkranger.report;

import java.io.IOException;
import java.io.OutputStream;

/** Profiles of this JVM, for whoever asks from outside it. */
public interface ProfileSource {

    /**
     * Writes one.
     *
     * @param name of the profile, {@code goroutine}
     * @param debug 0 for protobuf, 1 for text by groups, 2 for text by threads
     * @param seconds over which the difference is told; 0 for a plain profile
     * @throws IllegalStateException with a sentence for the user where it cannot be done
     */
    void write(String name, int debug, int seconds, OutputStream out) throws IOException, InterruptedException;
}
