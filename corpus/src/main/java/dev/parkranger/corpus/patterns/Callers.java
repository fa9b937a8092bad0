package dev.parkranger.corpus.patterns;

/** B: callers that give up, return early or send once too often, and workers that lose their other end. */
public final class Callers {

    private Callers() {}
}
