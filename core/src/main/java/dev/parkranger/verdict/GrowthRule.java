package dev.parkranger.verdict;

import org.jspecify.annotations.Nullable;

/**
 * How sure to be that what grows with a living owner is a leak. Nobody has ended whose end could be held against it: the
 * rise of the low-water mark is all there is, so it has to last.
 */
final class GrowthRule {

    /** Whoever sees ten has a leak; fewer may be what each of a few parts makes for itself. */
    static final int LEAK_TASKS = 10;

    /** A ramp of one window happens each morning. */
    static final int LEAK_WINDOWS = 2;

    private GrowthRule() {}

    /**
     * @param rise null where the low-water mark does not rise, or no more
     * @param before how sure the last look was
     * @param due steps that were due since the last one, see {@link LowWater#due}
     * @param most the most members that the group has had
     */
    static Confidence of(
            LowWater.@Nullable Rise rise, Measure measure, Confidence before, double due, int most, long windowNanos) {
        Confidence raw = Confidence.WATCH;
        if (rise != null) {
            boolean lasting =
                    rise.spanNanos() >= LEAK_WINDOWS * windowNanos && measure.count() - rise.from() >= LEAK_TASKS;
            raw = lasting ? Confidence.LEAK : Confidence.SUSPECT;
        }
        boolean cameBack = measure.count() * 2L < most;
        if (before.isAbove(raw) && due < ConfidenceRule.SATURATED && !cameBack) {
            // It rises no more, but nor has anything happened in which it could have: the night, for one.
            raw = before;
        }
        return measure.heals() == Heals.NEVER ? raw : raw.atMost(Confidence.SUSPECT);
    }
}
