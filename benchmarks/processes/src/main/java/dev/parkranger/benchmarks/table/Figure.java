package dev.parkranger.benchmarks.table;

/**
 * Something that a row's programs say, and how it is shown beside no agent.
 *
 * @param name as the program says it
 */
record Figure(String name, String title, String unit, Shown shown) {

    enum Shown {
        RATIO,
        ADDED,
        ABSOLUTE
    }

    static final Figure WALL = new Figure("wall", "wall time", "ns a task", Shown.RATIO);
    static final Figure CPU = new Figure("cpu", "CPU", "ns a task", Shown.RATIO);
    static final Figure ALLOCATED = new Figure("allocated", "allocated", "B a task", Shown.ADDED);
}
