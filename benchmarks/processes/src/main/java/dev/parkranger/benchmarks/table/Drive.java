package dev.parkranger.benchmarks.table;

import java.io.IOException;
import java.util.Map;

/** What is done with a program from outside while it runs, and which figures come of it beside its own. */
interface Drive {

    /** Must have the program come to its end; figures of its own are read afterwards. */
    Map<String, Double> drive(Child child, Settings settings) throws IOException, InterruptedException;

    /** It measures itself, and ends by itself. */
    Drive ALONE = (child, settings) -> {
        child.awaitEnd();
        return Map.of();
    };

    /** From its start to its end. */
    Drive WHOLE_LIFE = (child, settings) -> {
        child.awaitEnd();
        return Map.of("wall", child.lifeNanos() / 1e6);
    };
}
