package dev.parkranger.reaper;

import dev.parkranger.record.Origin;
import dev.parkranger.record.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns the backtraces of what has survived a look into text. A backtrace keeps the classes on it alive, and with them
 * perhaps a web application that was stopped long ago. Used by the reaper alone.
 */
public final class Resolver {

    private final Registry registry;
    private List<Origin> waiting = new ArrayList<>();

    public Resolver(Registry registry) {
        this.registry = registry;
    }

    /** Notes an origin that has been met. */
    void meet(Origin origin) {
        for (@Nullable Origin at = origin; at != null; at = at.creator()) {
            if (!at.isResolved()) {
                waiting.add(at);
            }
        }
    }

    /**
     * Resolves what can be in time.
     *
     * @param budgetNanos real time it may take; the rest is met again at the next look
     */
    public void resolve(long budgetNanos) {
        registry.forEachSample(this::meet);
        List<Origin> met = waiting;
        waiting = new ArrayList<>();
        long deadline = System.nanoTime() + budgetNanos;
        for (Origin origin : met) {
            if (System.nanoTime() > deadline) {
                return;
            }
            origin.frames();
        }
    }

    /** Of a look's interval, what resolving may take: a hundredth, but always enough for some. */
    public static long budget(long intervalNanos) {
        return Math.max(TimeUnit.MILLISECONDS.toNanos(5), intervalNanos / 100);
    }
}
