package dev.parkranger.corpus.patterns;

/** G: what merely looks like a leak; and one leak that hides behind a spike. */
public final class Benign {

    private Benign() {}
}
