package dev.parkranger.record;

/**
 * The cheapest way to keep a stack: the JVM fills in a backtrace, and nobody turns it into frames unless the task
 * survives. Measured at a third of what a {@code StackWalker} costs.
 */
final class Capture extends Throwable {

    private static final long serialVersionUID = 1L;

    Capture() {
        super(null, null, false, true);
    }
}
