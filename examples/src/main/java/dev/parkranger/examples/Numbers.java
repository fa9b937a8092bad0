package dev.parkranger.examples;

/** Numbers that a person typed. */
public final class Numbers {

    private Numbers() {}

    /** The number, or one line on stderr and exit status 2. */
    public static int atLeastOne(String what, String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, together with numbers that are too small
        }
        System.err.println(what + " is '" + value + "', but must be a whole number of at least 1");
        System.exit(2);
        throw new AssertionError("exit returned");
    }
}
