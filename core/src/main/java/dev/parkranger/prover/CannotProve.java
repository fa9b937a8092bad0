package dev.parkranger.prover;

/** No proof was made; the message says why, and what would help. */
public final class CannotProve extends Exception {

    private static final long serialVersionUID = 1L;

    CannotProve(String message) {
        super(message);
    }
}
