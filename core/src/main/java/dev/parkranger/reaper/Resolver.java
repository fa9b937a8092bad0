package dev.parkranger.reaper;

import dev.parkranger.record.Activity;
import dev.parkranger.record.Origin;
import dev.parkranger.record.Registry;
import dev.parkranger.record.RunRecord;
import dev.parkranger.record.ThreadRecord;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns the backtraces of what has survived a look into text. A backtrace keeps the classes on it alive, and with them
 * perhaps a web application that was stopped long ago.
 */
public final class Resolver {

    private final Registry registry;

    public Resolver(Registry registry) {
        this.registry = registry;
    }

    /**
     * Resolves what can be in time.
     *
     * @param budgetNanos real time it may take; the rest is done at the next look
     */
    public void resolve(long budgetNanos) {
        long deadline = System.nanoTime() + budgetNanos;
        registry.threads().forEach(record -> {
            if (System.nanoTime() < deadline) {
                resolve(record);
            }
        });
        registry.pools().forEach(record -> {
            if (System.nanoTime() < deadline) {
                resolve(record.origin());
            }
        });
        registry.forEachSample(sample -> {
            if (System.nanoTime() < deadline) {
                resolve(sample);
            }
        });
        registry.queued().forEach(record -> {
            if (System.nanoTime() < deadline) {
                resolve(record.origin());
                record.forEachFollower(follower -> resolve(follower.origin()));
            }
        });
    }

    private static void resolve(ThreadRecord record) {
        resolve(record.origin());
        for (Activity activity = record.current(); activity != null; activity = activity.outer()) {
            if (activity instanceof RunRecord run) {
                resolve(run.origin());
            }
        }
    }

    private static void resolve(Origin origin) {
        for (@Nullable Origin at = origin; at != null; at = at.creator()) {
            if (!at.isResolved()) {
                at.frames();
            }
        }
    }

    /** Of a look's interval, what resolving may take: a hundredth, but always enough for some. */
    public static long budget(long intervalNanos) {
        return Math.max(TimeUnit.MILLISECONDS.toNanos(5), intervalNanos / 100);
    }
}
