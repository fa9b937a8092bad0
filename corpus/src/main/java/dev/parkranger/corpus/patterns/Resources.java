package dev.parkranger.corpus.patterns;

/** D: locks and permits that are not given back, taken twice, or taken in another order. */
public final class Resources {

    private Resources() {}
}
