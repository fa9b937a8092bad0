package dev.parkranger.corpus.patterns;

/** E: a lock held while waiting for a message, or the reverse. */
public final class Mixed {

    private Mixed() {}
}
