package dev.parkranger.corpus.patterns;

/** F: what only the JVM has: pools, timers, streams, phasers. */
public final class JvmOnly {

    private JvmOnly() {}
}
