package dev.parkranger.corpus;

/** A pattern and its twin. Called once for each owner, on a thread of its own, within the owner's scope. */
public interface Leaky {

    /** Does what an owner does, and returns when the owner ends; what should have ended with it does not. */
    void leak(Ground ground) throws Exception;

    /** The same work, mended: whatever it starts is over within a second of its return. */
    void mended(Ground ground) throws Exception;
}
