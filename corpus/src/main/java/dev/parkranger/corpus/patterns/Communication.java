package dev.parkranger.corpus.patterns;

/** C: messages that nobody takes or sends any more, from the histories of real servers. */
public final class Communication {

    private Communication() {}
}
