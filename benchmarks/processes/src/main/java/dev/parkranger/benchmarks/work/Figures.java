package dev.parkranger.benchmarks.work;

/** What a program has to say, one {@code figure name value} a line, for the table to pick out of whatever else is said. */
final class Figures {

    private Figures() {}

    static void say(String name, double value) {
        System.out.println("figure " + name + " " + value);
    }
}
