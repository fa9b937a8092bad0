package dev.parkranger.launcher;

/** A command that comes to nothing, with the one line that says why. */
final class Failure extends Exception {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    private Failure(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** Asked for rightly, and it cannot be done. */
    static Failure of(String message) {
        return new Failure(message, CommandLine.FAILED);
    }

    /** Asked for wrongly. */
    static Failure usage(String message) {
        return new Failure(message, CommandLine.USAGE);
    }

    int exitCode() {
        return exitCode;
    }

    /** Never null. */
    String line() {
        return String.valueOf(getMessage());
    }
}
