package dev.parkranger.proof;

/** The dump is not what it should be: cut short, of another format, or with something in it that nobody knows. */
final class BadDump extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadDump(String message) {
        super(message);
    }
}
